"""A text cut into the pieces that are checked one by one, each with the line that it stands on."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.editorial.finding import Finding
from reportgen.model.editorial import LIST_FIELDS, PROSE_FIELDS, TABLE_FIELDS, TIMES
from reportgen.sources.editorial import TextFile
from reportgen.values import dataclass

# Lists of phrases and names: no sentences, so no reading grade.
_PHRASES = ("technical_skills", "personal_qualities", "settings")
_NAMES = ("name", "issuer")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a line of a list, or a value of a small table.

    `field` is the field of the form ("prepare.grade_9"), `key` the table's key or "", `label` the place for a
    message ("pathway 2 line").
    """

    file: str
    field: str
    key: str
    label: str
    text: str
    line: int

    @property
    def is_sentence(self) -> bool:
        """Whether it reads as running text (duties and reasons do, names and skills do not)."""
        return self.field not in _PHRASES and self.key not in _NAMES

    @property
    def is_proper_name(self) -> bool:
        """The name of a credential or its issuer: given, not written."""
        return self.field == "credentials"

    def finding(self, problem: str, cure: str) -> Finding:
        return Finding(self.file, self.line, self.label, problem, cure)


def pieces_of(file: TextFile) -> Iterator[Piece]:
    """Every written piece of a file in the order of the form; the title is official and not among them."""
    text, lines, name = file.text, file.lines, file.name
    for field in PROSE_FIELDS:
        if value := getattr(text, field):
            yield Piece(name, field, "", field, value, lines.line((field,)))
    for field in LIST_FIELDS:
        for number, value in enumerate(getattr(text, field), start=1):
            yield Piece(name, field, "", f"{field} {number}", value, lines.line((field,), value))
    for field, keys in TABLE_FIELDS.items():
        for index, entry in enumerate(getattr(text, field)):
            for key in keys:
                place = lines.line((field, index, key))
                yield Piece(name, field, key, f"{field} {index + 1} {key}", getattr(entry, key), place)
    for time in TIMES:
        for number, value in enumerate(getattr(text.prepare, time), start=1):
            field = f"prepare.{time}"
            yield Piece(name, field, "", f"{field} {number}", value, lines.line(("prepare", time), value))

"""The form of a text file: which keys it has and of what type. Words and lengths are the checker's business."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.model.editorial import (
    LIST_FIELDS,
    OPTIONAL_FIELDS,
    PROSE_FIELDS,
    TABLE_FIELDS,
    TIMES,
)
from reportgen.sources.toml_lines import TomlLines
from reportgen.tables.hidden import first_hidden
from reportgen.values import dataclass

LARGEST_FILE_BYTES = 200_000  # a full text has some 6,000
LONGEST_WORD = 60  # characters; no column holds more in a line

IDENTITY_FIELDS = ("soc", "title")
ALL_FIELDS = (*IDENTITY_FIELDS, *PROSE_FIELDS, *LIST_FIELDS, *TABLE_FIELDS, "prepare")


@dataclass(frozen=True, slots=True)
class FormProblem:
    """What is wrong with one field of one file. `line` counts from 1; `cure` is the next step."""

    file: str
    field: str
    line: int
    problem: str
    cure: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.field}: {self.problem}. {self.cure}"


# What a group's text may leave out: each member has a pathway composed from its own entry requirement, programs and
# training, which says more than steps that must be true of all.
_OPTIONAL_IN_GROUPS = ("pathway",)


def problems_of(
    file: str, document: Mapping[str, Any], lines: TomlLines, *, partial: bool, is_group: bool = False
) -> list[FormProblem]:
    """Every problem of a document's form. `partial` allows a file that leaves fields out, as an override does."""
    found = list(_unknown(file, document, lines))
    for name in (*IDENTITY_FIELDS, *PROSE_FIELDS):
        if name in document:
            found += _text(file, name, document[name], lines.line((name,)))
    for name in LIST_FIELDS:
        if name in document:
            found += _lines(file, name, document[name], lines.line((name,)))
    for name, keys in TABLE_FIELDS.items():
        if name in document:
            found += _tables(file, name, keys, document[name], lines)
    if "prepare" in document:
        found += _prepare(file, document["prepare"], lines, partial=partial)
    of_groups = _OPTIONAL_IN_GROUPS if is_group else ()
    allowed_to_miss = {*OPTIONAL_FIELDS, *of_groups, *(ALL_FIELDS if partial else ())} - {"soc"}
    found += [
        FormProblem(file, name, 1, "is missing", "Add it; the other files show its form.")
        for name in ALL_FIELDS
        if name not in document and name not in allowed_to_miss
    ]
    return found


def readable_part(document: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that have the right form, so that the rest of a faulty file can still be checked."""
    nowhere = TomlLines("")
    return {
        name: value
        for name, value in document.items()
        # Alone, any field but soc is a document that lacks its soc.
        if all(each.field == "soc" != name for each in problems_of("", {name: value}, nowhere, partial=True))
    }


def _unknown(file: str, document: Mapping[str, Any], lines: TomlLines) -> Iterator[FormProblem]:
    for name in document:
        if name not in ALL_FIELDS:
            yield FormProblem(file, name, lines.line((name,)), "is not a field of the form", _meant(name, ALL_FIELDS))


def _meant(name: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean {near[0]}?" if near else f"The fields are {', '.join(known)}."


def _text(file: str, field: str, value: object, line: int) -> Iterator[FormProblem]:
    if not isinstance(value, str):
        yield FormProblem(file, field, line, "is not a text", "Put it in double quotes.")
    elif not value.strip():
        yield FormProblem(file, field, line, "is empty", "Fill it, or take the key out where the form allows it.")
    elif hidden := first_hidden(value):
        yield FormProblem(file, field, line, f"holds a character that nobody sees, {hidden}", "Type the words anew.")
    elif (longest := max(map(len, value.split()))) > LONGEST_WORD:
        yield FormProblem(file, field, line, f"holds a word of {longest:,} characters", "No line holds it: shorten it.")


def _lines(file: str, field: str, value: object, line: int) -> Iterator[FormProblem]:
    if not isinstance(value, list):
        yield FormProblem(file, field, line, "is not a list of texts", 'Write it as ["…", "…"].')
        return
    if not value:
        yield FormProblem(file, field, line, "is an empty list", "Fill it, or take the key out.")
    for number, item in enumerate(value, start=1):
        yield from _text(file, f"{field} {number}", item, line)


def _tables(file: str, field: str, keys: tuple[str, str], value: object, lines: TomlLines) -> Iterator[FormProblem]:
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        yield FormProblem(file, field, lines.line((field,)), "is not a list of tables", f"Begin each with [[{field}]].")
        return
    for index, entry in enumerate(value):
        place = f"{field} {index + 1}"
        for name in entry:
            if name not in keys:
                yield FormProblem(
                    file, f"{place} {name}", lines.line((field, index, name)), "is not a key of it", _meant(name, keys)
                )
        for name in keys:
            if name in entry:
                yield from _text(file, f"{place} {name}", entry[name], lines.line((field, index, name)))
            else:
                yield FormProblem(
                    file, f"{place} {name}", lines.line((field, index)), "is missing", f'Add {name} = "…" to it.'
                )


def _prepare(file: str, value: object, lines: TomlLines, *, partial: bool) -> Iterator[FormProblem]:
    if not isinstance(value, dict):
        yield FormProblem(file, "prepare", lines.line(("prepare",)), "is not a table", "Begin it with [prepare].")
        return
    for name in value:
        if name not in TIMES:
            yield FormProblem(
                file, f"prepare.{name}", lines.line(("prepare", name)), "is not a key of it", _meant(name, TIMES)
            )
    for name in TIMES:
        if name in value:
            yield from _lines(file, f"prepare.{name}", value[name], lines.line(("prepare", name)))
        elif not partial:
            yield FormProblem(file, f"prepare.{name}", lines.line(("prepare",)), "is missing", "Add its actions.")

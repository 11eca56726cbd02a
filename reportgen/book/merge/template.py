"""Objects of which every copy of a brochure has its own: the same but for the numbers in them."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.book.merge.asset import Placeable, Value
from reportgen.book.merge.writer import Writer
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Compiled:
    """Each %d of `body` is a number, taken from the copy's list at `slots`."""

    body: bytes
    slots: tuple[int, ...]

    def filled(self, numbers: Sequence[int]) -> bytes:
        return self.body % tuple([numbers[slot] for slot in self.slots])


@dataclass(frozen=True, slots=True)
class Template:
    """PDF syntax with slots of the copy's list (numbers) and objects that all copies share."""

    pieces: tuple[bytes | int | Placeable, ...]

    def compiled(self, writer: Writer) -> Compiled:
        """For one file, where the shared objects have numbers."""
        body = b"".join(
            each.replace(b"%", b"%%") if isinstance(each, bytes)
            else b"%d" if isinstance(each, int)
            else b"%d 0 R" % each.number_in(writer)
            for each in self.pieces
        )  # fmt: skip
        return Compiled(body, tuple(each for each in self.pieces if isinstance(each, int)))


class TemplateBuilder:
    """Puts a template together."""

    def __init__(self) -> None:
        self._pieces: list[bytes | int | Placeable] = []

    def add(self, words: bytes) -> TemplateBuilder:
        self._pieces.append(words)
        return self

    def value(self, value: Value) -> TemplateBuilder:
        self._pieces += value
        return self

    def number(self, slot: int) -> TemplateBuilder:
        self._pieces.append(slot)
        return self

    def reference(self, slot: int) -> TemplateBuilder:
        self._pieces += [slot, b" 0 R"]
        return self

    def done(self) -> Template:
        return Template(tuple(self._pieces))

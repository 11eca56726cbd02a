"""Objects that a page draws with, apart from any file: each book that uses them gets them once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from reportgen.book.merge.writer import Writer


class Placeable(Protocol):
    """What becomes an object of a file when it is needed there."""

    def number_in(self, writer: Writer) -> int:
        """Its number in the file, which it gets when it is asked for the first time."""


# PDF syntax with references to objects in it.
Value = tuple[bytes | Placeable, ...]


@dataclass(slots=True, eq=False)
class Asset:
    """An object, or with `data` a stream; packed data are as the value says, others are compressed.

    Its value may be set later, since objects may refer to each other in a circle.
    """

    value: Value = ()
    data: bytes | None = None
    is_packed: bool = True

    def number_in(self, writer: Writer) -> int:
        """Equal assets of different brochures get one number."""
        if self in writer.placed:
            return writer.placed[self]
        if self in writer.begun:  # in a circle: the number is needed before the content is known
            writer.placed[self] = writer.reserve()
            return writer.placed[self]
        writer.begun.add(self)
        body = resolved(self.value, writer)
        writer.begun.discard(self)
        if self in writer.placed:
            number = writer.placed[self]
            if self.data is None:
                writer.put(number, body)
            else:
                writer.put_stream(number, body, self.data, is_packed=self.is_packed)
        elif self.data is None:
            writer.placed[self] = writer.shared(body)
        else:
            writer.placed[self] = writer.shared_stream(body, self.data, is_packed=self.is_packed)
        return writer.placed[self]


def resolved(value: Value, writer: Writer) -> bytes:
    """The syntax with the numbers that the objects have in a file."""
    return b"".join(each if isinstance(each, bytes) else b"%d 0 R" % each.number_in(writer) for each in value)


def joined(values: list[Value], between: bytes = b"") -> Value:
    """Values one after the other."""
    pieces: list[bytes | Placeable] = []
    for place, value in enumerate(values):
        if place and between:
            pieces.append(between)
        pieces += value
    return tuple(pieces)

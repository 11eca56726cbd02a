"""Writes a PDF file object by object.

A book of 500 students has half a million structure elements. Held as objects of a PDF library they would fill a
gigabyte; here each is written when it is known, and forgotten. Objects that are no streams go into compressed object
streams, those of the tags 1,000 at a time, which makes them smaller by a sixth than the usual 100, and apart from the
pages, so that a reader finds a page without reading all tags before it. `check.py` opens every file that comes out
with qpdf.
"""

from __future__ import annotations

import hashlib
from typing import Any

from reportgen.render.streams import HEAD, PACKED, framed, packed

# Tags, and all else.
_OBJECTS_IN_STREAM = {True: 1000, False: 200}


class Writer:
    """Numbers are handed out by `reserve`, so that objects may name others that come later."""

    def __init__(self) -> None:
        self._out = bytearray(HEAD)
        self._places: list[tuple[int, int, int]] = [(0, 0, 65535)]  # by number, as the cross-reference has it
        self._waiting: dict[bool, list[tuple[int, bytes]]] = {True: [], False: []}
        self._known: dict[bytes, int] = {}
        # What has been placed in this file, or is just about to be; `asset.py` keeps them.
        self.placed: dict[Any, int] = {}
        self.begun: set[Any] = set()

    def reserve(self, count: int = 1) -> int:
        """The first of `count` numbers in a row."""
        first = len(self._places)
        self._places += [(0, 0, 0)] * count
        return first

    def put(self, number: int, body: bytes, *, tag: bool = False) -> None:
        """An object that is no stream. `tag`: it is needed only by who reads the structure."""
        self._waiting[tag].append((number, body))
        if len(self._waiting[tag]) == _OBJECTS_IN_STREAM[tag]:
            self._flush(tag)

    def put_stream(self, number: int, entries: bytes, data: bytes, *, is_packed: bool = False) -> None:
        """A stream; packed data are as `entries` say, others are compressed here."""
        if not is_packed:
            data, entries = packed(data), entries + PACKED
        self._places[number] = (1, len(self._out), 0)
        self._out += framed(number, entries, data)

    def shared(self, body: bytes) -> int:
        """The number of an object that is no stream; equal ones are written once."""
        key = b"\0" + body
        if key not in self._known:
            self._known[key] = self.reserve()
            self.put(self._known[key], body)
        return self._known[key]

    def shared_stream(self, entries: bytes, data: bytes, *, is_packed: bool = False) -> int:
        """The number of a stream; equal ones are written once."""
        key = hashlib.sha256(b"%d\0%s\0%s" % (is_packed, entries, data)).digest()
        if key not in self._known:
            self._known[key] = self.reserve()
            self.put_stream(self._known[key], entries, data, is_packed=is_packed)
        return self._known[key]

    def finish(self, root: int, information: int) -> bytes:
        """The file. Every reserved number has to have its object by now."""
        self._flush(True)
        self._flush(False)
        number = self.reserve()
        start = len(self._out)
        self._places[number] = (1, start, 0)
        missing = [each for each, place in enumerate(self._places) if not any(place)]
        if missing:
            raise AssertionError(f"object {missing[0]} of {len(self._places)} was never written")
        mark = hashlib.md5(self._out, usedforsecurity=False).hexdigest().encode()
        entries = b"/Type/XRef/Size %d/W[1 5 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (
            len(self._places), root, information, mark, mark,
        )  # fmt: skip
        table = b"".join(
            kind.to_bytes(1) + place.to_bytes(5) + within.to_bytes(2) for kind, place, within in self._places
        )
        entries += b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 8>>"
        self.put_stream(number, entries, packed(_differences(table, 8)), is_packed=True)
        self._out += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self._out)

    def _flush(self, tag: bool) -> None:
        objects, self._waiting[tag] = self._waiting[tag], []
        if not objects:
            return
        stream = self.reserve()
        heads, bodies, start = [], [], 0
        for within, (number, body) in enumerate(objects):
            heads.append(b"%d %d" % (number, start))
            bodies.append(body)
            start += len(body) + 1
            self._places[number] = (2, stream, within)
        head = b" ".join(heads) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
        self.put_stream(stream, entries, head + b"\n".join(bodies))


def _differences(table: bytes, width: int) -> bytes:
    """Rows as what differs from the row above (PNG's filter Up)."""
    before = bytes(width) + table[:-width]
    differences = bytes((now - then) & 0xFF for now, then in zip(table, before, strict=True))
    return b"".join(b"\x02" + differences[at : at + width] for at in range(0, len(differences), width))

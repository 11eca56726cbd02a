"""The objects of a PDF file: their numbers, and the file that they make."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from reportgen.render.streams import HEAD, PACKED, framed, packed

_ESCAPES = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


class Objects:
    """Plain objects go into one compressed stream, streams stand by themselves."""

    def __init__(self) -> None:
        self._plain: dict[int, str] = {}
        self._streams: dict[int, tuple[bytes, bytes]] = {}
        self._last = 0

    def number(self) -> int:
        """One that no object has yet."""
        self._last += 1
        return self._last

    def put(self, number: int, text: str) -> None:
        """The object of a number: PDF syntax in ASCII."""
        self._plain[number] = text

    def add(self, text: str) -> int:
        number = self.number()
        self._plain[number] = text
        return number

    def add_stream(self, data: bytes, entries: str = "", *, is_packed: bool = False) -> int:
        """A stream, compressed unless it is so already. `entries` are those of its dictionary besides that."""
        number = self.number()
        self._streams[number] = (entries.encode("ascii") + PACKED, data if is_packed else packed(data))
        return number

    def put_stream(self, number: int, entries: str, data: bytes) -> None:
        """The stream of a number, as it is. `entries` are those of its dictionary, its filter among them."""
        self._streams[number] = (entries.encode("ascii"), data)

    def add_open_stream(self, data: bytes, entries: str) -> int:
        """A stream that stays as it is: XMP has to be found by those who know no PDF."""
        number = self.number()
        self.put_stream(number, entries, data)
        return number

    def file(self, catalog: int, information: int) -> bytes:
        """The file. The same objects give the same bytes."""
        out, end = [HEAD], len(HEAD)
        rows = {0: b"\0\0\0\0\0\xff\xff"}
        holder = self.number()
        for number, part in [*self._written_streams(), (holder, self._written_plain(holder, rows))]:
            rows[number] = b"\x01" + end.to_bytes(4, "big") + b"\0\0"
            out.append(part)
            end += len(part)
        table = self.number()
        rows[table] = b"\x01" + end.to_bytes(4, "big") + b"\0\0"
        key = hashlib.sha256(b"".join(out)).hexdigest()[:32]
        entries = (
            f"/Type/XRef/Size {table + 1}/W[1 4 2]/Root {catalog} 0 R/Info {information} 0 R/ID[<{key}><{key}>]"
        ).encode("ascii")
        written = packed(b"".join(rows[number] for number in range(table + 1)))
        out.append(framed(table, entries + PACKED, written))
        out.append(b"startxref\n%d\n%%%%EOF\n" % end)
        return b"".join(out)

    def _written_streams(self) -> list[tuple[int, bytes]]:
        return [(number, framed(number, *stream)) for number, stream in self._streams.items()]

    def _written_plain(self, holder: int, rows: dict[int, bytes]) -> bytes:
        heads, place = [], 0
        stream = b"\x02" + holder.to_bytes(4, "big")
        items = sorted(self._plain.items())
        for index, (number, text) in enumerate(items):
            heads.append(f"{number} {place}")
            place += len(text) + 1
            rows[number] = stream + index.to_bytes(2, "big")
        head = f"{' '.join(heads)}\n"
        body = "\n".join(text for _, text in items)
        entries = b"/Type/ObjStm/N %d/First %d" % (len(heads), len(head))
        return framed(holder, entries + PACKED, packed(f"{head}{body}\n".encode("ascii")))


def references(numbers: list[int]) -> str:
    """An array of references."""
    return f"[{' '.join(f'{number} 0 R' for number in numbers)}]"


@lru_cache(2_000)
def string(text: str) -> str:
    """A PDF string in ASCII."""
    if text.isascii() and text.isprintable():
        return f"({text.translate(_ESCAPES)})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"

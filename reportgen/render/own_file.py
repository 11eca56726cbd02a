"""Reads a PDF back that the press has written, byte for byte as it writes them; any other file is told by qpdf.

qpdf takes an object stream apart to its last element of the tree of tags, which a brochure has hundreds of. Here the
file proves by its own checksum that no byte of it has changed since it was written, and its parts have to lie where its
table says. What deviates in the least is not judged here: the answer is None.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Mapping

from reportgen.render.streams import HEAD, end_after
from reportgen.values import dataclass

_END = re.compile(rb"startxref\n([1-9]\d*)\n%%EOF\n")
_STREAM = re.compile(rb"([1-9]\d*) 0 obj\n<<([^\n]*)/Length (\d+)>>\nstream\n")
_TABLE = re.compile(
    rb"/Type/XRef/Size (\d+)/W\[1 4 2\]/Root ([1-9]\d*) 0 R/Info ([1-9]\d*) 0 R"
    rb"/ID\[<([0-9a-f]{32})><\4>\]/Filter/FlateDecode"
)
_HOLDER = re.compile(rb"/Type/ObjStm/N (\d+)/First (\d+)/Filter/FlateDecode")
_CATALOG = re.compile(
    rb"<</Type/Catalog/Pages ([1-9]\d*) 0 R/Lang\(([A-Za-z]{2}[A-Za-z0-9-]*)\)/MarkInfo<</Marked true>>"
    rb"/ViewerPreferences<<[^<>]*>>/StructTreeRoot ([1-9]\d*) 0 R/Metadata [1-9]\d* 0 R"
    rb"(?:/Outlines [1-9]\d* 0 R/PageMode/UseOutlines)?>>"
)
_PAGES = re.compile(rb"<</Type/Pages/Count (\d+)/Kids\[((?:[1-9]\d* 0 R ?)+)\]>>")
_PAGE = re.compile(
    rb"<</Type/Page/Parent ([1-9]\d*) 0 R/MediaBox\[[^\]]*\]/TrimBox\[0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)\]/BleedBox\["
)
_INFORMATION = re.compile(rb"<</Title[(<]")
_TREE = re.compile(rb"<</Type/StructTreeRoot/K\[[1-9]\d* 0 R\]/ParentTree [1-9]\d* 0 R>>")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a PDF says of itself: the trimmed width and height of each page in points, whether it is tagged and the tree
    of tags holds anything, and its language ("": none).
    """

    sheets_pt: tuple[tuple[float, float], ...]
    is_tagged: bool
    has_elements: bool
    language: str


def facts_of(data: bytes) -> Facts | None:
    """The facts of a file that the press wrote; None for one that it did not write so."""
    try:
        return _facts(data)
    except (LookupError, ValueError, zlib.error):  # an object or a part that is not there, or is none
        return None


def _facts(data: bytes) -> Facts | None:
    end = _END.fullmatch(data, data.rfind(b"startxref\n"))
    if not data.startswith(HEAD) or end is None:
        return None
    start = int(end[1])
    table, rows, after = _stream_at(data, start)
    said = _TABLE.fullmatch(table[1])
    # The key is made of all that stands before: it is the file's own word on every byte of it.
    if said is None or after != end.start() or hashlib.sha256(data[:start]).hexdigest()[:32].encode() != said[4]:
        return None
    place, streams = len(HEAD), {}
    number, entries, packed = 0, b"", b""
    while place < start:
        (number, entries), packed, following = _stream_at(data, place)
        streams[number] = place
        place = following
    held = _HOLDER.fullmatch(entries)  # the last one
    if held is None or place != start:
        return None
    streams[table[0]] = start
    body = zlib.decompress(packed)
    first, heads = int(held[2]), list(map(int, body[: int(held[2])].split()))
    numbers, places = heads[::2], heads[1::2]
    if len(numbers) != int(held[1]) or numbers != [each for each in range(1, int(said[1])) if each not in streams]:
        return None
    if zlib.decompress(rows) != _rows(int(said[1]), number, streams):
        return None
    return _told(
        int(said[2]),
        int(said[3]),
        lambda pattern, each: pattern.match(body, first + places[numbers.index(each)]),
    )


def _rows(size: int, holder: int, streams: Mapping[int, int]) -> bytes:
    """The table of so many objects, of which all but the first are streams that begin there, or stand in the holder."""
    in_holder = b"\2" + holder.to_bytes(4, "big")
    indices = [index.to_bytes(2, "big") for index in range(size - 1 - len(streams))]
    rows = in_holder.join((b"", *indices))
    written, last = [b"\0\0\0\0\0\xff\xff"], 0
    for before, number in enumerate(sorted(streams), 1):
        until = (number - before) * 7
        written += rows[last:until], b"\1", streams[number].to_bytes(4, "big"), b"\0\0"
        last = until
    return b"".join((*written, rows[last:]))


def _told(
    root: int, information: int, read: Callable[[re.Pattern[bytes], int], re.Match[bytes] | None]
) -> Facts | None:
    """From the catalog to the pages and the tree. `read` matches an object, of a number, with what it has to be."""
    catalog = read(_CATALOG, root)
    pages = read(_PAGES, int(catalog[1])) if catalog else None
    if catalog is None or pages is None or not (read(_TREE, int(catalog[3])) and read(_INFORMATION, information)):
        return None
    kids = [int(number) for number in pages[2].split()[::3]]
    sheets = [read(_PAGE, number) for number in kids]
    sizes = tuple((float(each[2]), float(each[3])) for each in sheets if each and each[1] == catalog[1])
    if len(sizes) != int(pages[1]) or len(kids) != len(set(kids)):
        return None
    return Facts(sizes, is_tagged=True, has_elements=True, language=catalog[2].decode("ascii"))


def _stream_at(data: bytes, place: int) -> tuple[tuple[int, bytes], bytes, int]:
    """Number and entries of the stream that begins there, its bytes, and where it has ended. Raises ValueError."""
    head = _STREAM.match(data, place)
    if head is None:
        raise ValueError("no stream begins there")
    held = data[head.end() : head.end() + int(head[3])]
    place, end = head.end() + len(held), end_after(held)
    if not data.startswith(end, place):
        raise ValueError("a stream has another length than it says")
    return (int(head[1]), head[2]), held, place + len(end)

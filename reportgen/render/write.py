"""Writes WeasyPrint's PDF objects to bytes: compressed, with object streams, the same bytes for the same objects.

pydyf's own way serialises every object twice and compresses it twice to number the file; a library that opens the
finished file again to compress it costs as much as painting it.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import md5
from typing import Any

import pydyf

from reportgen.render.streams import HEAD, PACKED, framed, packed

_IN_A_STREAM = 200  # objects; a reader has to unpack a whole stream for one of them
_ROW = 7  # bytes: kind, place, index


def written(pdf: pydyf.PDF) -> bytes:
    """The file. Objects whose `free` is "f" are left out."""
    pdf.add_object(pdf.info)
    out, places = bytearray(HEAD), {}
    plain: list[Any] = []
    for each in pdf.objects:
        if each.free == "f":
            continue
        if isinstance(each, pydyf.Stream):
            places[each.number] = (1, len(out), 0)
            out += _stream(each.number, each.extra, _content(each))
        else:
            plain.append(each)
    number = len(pdf.objects)
    for start in range(0, len(plain), _IN_A_STREAM):
        part = plain[start : start + _IN_A_STREAM]
        places.update((each.number, (2, number, index)) for index, each in enumerate(part))
        places[number] = (1, len(out), 0)
        out += _object_stream(number, part)
        number += 1
    places[number] = (1, len(out), 0)
    return bytes(out + _cross_references(pdf, number, places, len(out), md5(out, usedforsecurity=False).hexdigest()))


def _object_stream(number: int, objects: Sequence[Any]) -> bytes:
    texts, index, position = [], [], 0
    for each in objects:
        text = serialised(each)
        index.append(b"%d %d" % (each.number, position))
        texts.append(text)
        position += len(text) + 1
    head = b" ".join(index)
    extra = {"Type": "/ObjStm", "N": len(objects), "First": len(head) + 1}
    return _stream(number, extra, b"\n".join((head, *texts)))


def _cross_references(pdf: pydyf.PDF, number: int, places: dict[int, Any], at: int, digest: str) -> bytes:
    rows = [
        kind.to_bytes(1, "big") + where.to_bytes(4, "big") + index.to_bytes(2, "big")
        for kind, where, index in (places.get(each, (0, 0, 65535 * (each == 0))) for each in range(number + 1))
    ]
    # Each row as its difference from the one above, which is nearly always the same (PNG's predictor "up").
    above = [bytes(_ROW), *rows]
    differences = b"".join(
        b"\x02" + bytes([(one - other) % 256 for one, other in zip(row, over, strict=True)])
        for row, over in zip(rows, above, strict=False)
    )
    extra = {
        "Type": "/XRef", "Size": number + 1, "W": b"[1 4 2]", "Root": pdf.catalog.reference, "Info": pdf.info.reference,
        "ID": f"[<{digest}> <{digest}>]", "DecodeParms": f"<</Columns {_ROW} /Predictor 12>>",
    }  # fmt: skip
    return _stream(number, extra, differences) + b"startxref\n%d\n%%%%EOF\n" % at


def _stream(number: int, extra: dict[str, Any], content: bytes) -> bytes:
    """An indirect stream object, compressed, but for metadata: whoever looks for it should find it."""
    entries = _entries({key: value for key, value in extra.items() if key != "Length"})
    if extra.get("Type") == "/Metadata" or "Filter" in extra:  # a picture is compressed already
        return framed(number, entries, content)
    return framed(number, entries + PACKED, packed(content))


def _content(stream: pydyf.Stream) -> bytes:
    return b"\n".join([item if item.__class__ is bytes else serialised(item) for item in stream.stream])


def _dictionary(items: dict[str, Any]) -> bytes:
    return b"<<%b>>" % _entries(items)


def _entries(items: dict[str, Any]) -> bytes:
    return b"".join([b"/%b %b" % (key.encode(), serialised(value)) for key, value in items.items()])


def serialised(item: Any) -> bytes:
    """An object as it stands in the file."""
    kind = item.__class__
    if kind is bytes:
        return item  # type: ignore[no-any-return]
    if kind is str:
        return item.encode("ascii")  # type: ignore[no-any-return]
    if kind is int:
        return b"%d" % item
    if kind is pydyf.Dictionary:
        return _dictionary(item)
    if kind is pydyf.Array:
        return b"[" + b" ".join([serialised(each) for each in item]) + b"]"
    data: bytes = pydyf._to_bytes(item)
    return data

"""Streams of PDF files, as all that write files here pack and frame them."""

from __future__ import annotations

from deflate import zlib_compress

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"  # of a file; its second line says that bytes follow, not text
PACKED = b"/Filter/FlateDecode"
_LEVEL = 6  # above it the time grows faster than the files shrink


def packed(data: bytes) -> bytes:
    """What a stream with the entry PACKED holds."""
    return bytes(zlib_compress(data, _LEVEL))


def framed(number: int, entries: bytes, data: bytes) -> bytes:
    """The object of a stream that holds these bytes. `entries` are those of its dictionary besides its length."""
    return b"%d 0 obj\n<<%b/Length %d>>\nstream\n%b%b" % (number, entries, len(data), data, end_after(data))


def end_after(data: bytes) -> bytes:
    """What follows the bytes of a stream.

    Data that end with a carriage return (one packed stream in 256) would take a line feed for a part of their end of
    line, and seem one byte short to whoever looks for "endstream": PDF/A forbids that.
    """
    return b"\r\nendstream\nendobj\n" if data.endswith(b"\r") else b"\nendstream\nendobj\n"

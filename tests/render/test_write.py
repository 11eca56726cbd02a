"""The bytes of a file: what a reader that looks for the end of a stream finds, whichever of our writers wrote it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportgen.book.merge.writer import Writer
from reportgen.render.own_file import _stream_at
from reportgen.render.press.objects import Objects
from reportgen.render.streams import framed, packed
from reportgen.render.write import _stream

# The last of what is packed is a checksum, of a single byte one more than that.
_LASTS = pytest.mark.parametrize("last", [b"\r", b"\n", b"x"])


def _content(last: bytes) -> bytes:
    content = bytes([last[0] - 1])
    assert packed(content).endswith(last)
    return content


def _raw(written: bytes) -> bytes:
    """What stands between the keywords, less one end of line: all that a reader has who does not trust the length."""
    start = written.index(b"stream\n") + len(b"stream\n")
    raw = written[start : written.index(b"endstream", start)]
    return raw[: -2 if raw.endswith(b"\r\n") else -1]


@_LASTS
def test_the_end_of_a_stream_is_found_by_its_keyword(last: bytes) -> None:
    """Also where what is compressed ends with bytes that look like the end of a line."""
    held = packed(_content(last))
    written = framed(7, b"/Filter/FlateDecode", held)
    assert written.startswith(b"7 0 obj\n<<") and b"/Length %d>>" % len(held) in written
    assert _raw(written) == held


def _by_weasyprint(content: bytes) -> bytes:
    return _stream(1, {}, content)


def _by_the_press(content: bytes) -> bytes:
    objects = Objects()
    objects.add_stream(content)
    pages = objects.add("<</Type/Pages/Count 0/Kids[]>>")
    return objects.file(objects.add(f"<</Type/Catalog/Pages {pages} 0 R>>"), objects.add("<<>>"))


def _in_a_book(content: bytes) -> bytes:
    writer = Writer()
    writer.put_stream(writer.reserve(), b"", content)
    pages, root, about = writer.reserve(), writer.reserve(), writer.reserve()
    writer.put(pages, b"<</Type/Pages/Count 0/Kids[]>>")
    writer.put(root, b"<</Type/Catalog/Pages %d 0 R>>" % pages)
    writer.put(about, b"<<>>")
    return writer.finish(root, about)


@_LASTS
@pytest.mark.parametrize("write", [_by_weasyprint, _by_the_press, _in_a_book])
def test_every_writer_ends_its_streams_so(write: Callable[[bytes], bytes], last: bytes) -> None:
    """The first stream of each file."""
    assert _raw(write(_content(last))) == packed(_content(last))


@_LASTS
def test_what_reads_our_files_back_finds_it_too(last: bytes) -> None:
    held = packed(_content(last))
    written = framed(7, b"/Filter/FlateDecode", held)
    assert _stream_at(written, 0) == ((7, b"/Filter/FlateDecode"), held, len(written))

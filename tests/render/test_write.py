"""The bytes of a file: what a validator that looks for the end of a stream finds."""

from __future__ import annotations

import zlib

import pytest

from reportgen.render.write import _stream


@pytest.mark.parametrize("last", [b"\r", b"\n", b"x"])
def test_the_end_of_a_stream_is_found_by_its_keyword(last: bytes) -> None:
    """Also where what is compressed ends with bytes that look like the end of a line."""
    content = bytes([last[0] - 1])  # its checksum, which comes last, is one more
    packed = zlib.compress(content, 9)
    assert packed.endswith(last)
    written = _stream(7, {}, content)
    assert b"/Length %d" % len(packed) in written
    raw = written[written.index(b"stream\n") + len(b"stream\n") : written.index(b"endstream")]
    ending = 2 if raw.endswith(b"\r\n") else 1
    assert raw[:-ending] == packed

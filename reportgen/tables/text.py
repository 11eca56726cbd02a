"""Bytes of a text file → its text, and the encoding that they were read as."""

from __future__ import annotations

import codecs
from pathlib import Path

from reportgen.errors import UsageError
from reportgen.values import dataclass

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-32": "UTF-32", "utf-16-le": "UTF-16",
          "utf-16-be": "UTF-16"}  # fmt: skip
WINDOWS = "Windows-1252"
_LOOKED_AT_BYTES = 4096
_AS_UTF_8 = "In Excel, save it as “CSV UTF-8 (Comma delimited)”, or hand over the .xlsx itself."


@dataclass(frozen=True, slots=True)
class Decoded:
    """`encoding` is its name in words. `assumed_from_line` is the first line whose letters depend on a guess; 0: the
    bytes leave no doubt."""

    text: str
    encoding: str
    assumed_from_line: int = 0


def decode(data: bytes, path: Path, *, guesses: bool = False) -> Decoded:
    """UTF-8 with or without mark, UTF-16 and UTF-32 with one; with `guesses` UTF-16 without, and Windows-1252.

    Windows-1252 fits nearly all bytes, so it is only an assumption, which the caller should tell. Raises UsageError for
    bytes that are no text.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not encoding and guesses:
        encoding = _without_mark(data)
        if not encoding and b"\0" in data:
            raise UsageError(f"{path} is no text file: it holds NUL bytes.", cure=_AS_UTF_8)
    try:
        return Decoded(data.decode(encoding or "utf-8"), _NAMES[encoding or "utf-8"])
    except UnicodeDecodeError as error:
        if encoding not in ("", "utf-8-sig"):
            raise UsageError(f"{path} is damaged: it begins as {_NAMES[encoding]} and does not go on so.") from None
        line = _line_of(data, error.start)
        if guesses and not encoding:
            return _as_windows(data, path, line)
        raise UsageError(
            f"{path} is not in UTF-8: line {line} holds the byte 0x{data[error.start]:02X}.", cure=_AS_UTF_8
        ) from None


def _without_mark(data: bytes) -> str:
    """UTF-16 by its look: every other byte of Western text is zero. "" for anything else."""
    head = data[:_LOOKED_AT_BYTES]
    pairs = len(head) // 2
    first, second = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    for zeros, others, name in ((second, first, "utf-16-le"), (first, second, "utf-16-be")):
        if pairs and zeros > pairs * 0.4 and others < pairs * 0.05:
            return name
    return ""


def _as_windows(data: bytes, path: Path, line: int) -> Decoded:
    try:
        return Decoded(data.decode("cp1252"), WINDOWS, line)
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path} is neither UTF-8 nor {WINDOWS}: line {_line_of(data, error.start)} holds the byte "
            f"0x{data[error.start]:02X}.",
            cure=_AS_UTF_8,
        ) from None


def _line_of(data: bytes, place: int) -> int:
    return data[:place].count(b"\n") + 1

"""Comma- and tab-separated files, gzip or not → rows of strings."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from reportgen.errors import SourceError
from reportgen.sources.spec import FileSpec
from reportgen.sources.unpacking import read_bytes


def read_text(path: Path, encoding: str = "utf-8") -> str:
    """The text of a file, gunzipped when it is gzip. Raises SourceError when it is not text of this encoding."""
    data = read_bytes(path)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError("is UTF-16 text", file=path.name, expected=f"{encoding} text as the publisher has it")
    head = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype", b"<html")):
        raise SourceError("is a web page, not data: the download was blocked or the address has moved", file=path.name)
    if b"\x00" in data:
        raise SourceError("holds NUL bytes: it is not a text file", file=path.name)
    try:
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceError("has bytes that are not valid text", file=path.name, row=line, expected=encoding) from None


def text_rows(path: Path, file_format: str, encoding: str) -> Iterator[list[str]]:
    """The rows of a comma- or tab-separated file, as strings.

    Tab-separated files of O*NET quote nothing, so a lone quotation mark is an ordinary character there.
    """
    text = io.StringIO(read_text(path, encoding), newline="")
    if file_format == "csv":
        reader = csv.reader(text, skipinitialspace=True, strict=True)
    else:
        reader = csv.reader(text, delimiter="\t", quoting=csv.QUOTE_NONE)
    try:
        yield from reader
    except csv.Error as error:
        raise SourceError(f"cannot be read as {file_format}: {error}", file=path.name, row=reader.line_num) from None


def require_last_line(path: Path, spec: FileSpec) -> None:
    """Raise SourceError where a file ends within a line: cut off there, it has all its rows, and one wrong figure."""
    data = read_bytes(path)
    if not data.endswith((b"\n", b"\r")) and hashlib.sha256(path.read_bytes()).hexdigest() != spec.sha256:
        raise SourceError(
            "ends within a line: it may have been cut off", file=path.name, row=len(data.splitlines()),
            expected="a line end after the last row",
        )  # fmt: skip

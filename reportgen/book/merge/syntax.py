"""Values as PDF files write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def plain(value: Any) -> bytes:
    """A number, name, string, boolean or null, also one of pikepdf's."""
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if value is None:
        return b"null"
    if hasattr(value, "unparse"):
        return bytes(value.unparse(resolved=True))
    return str(value).encode()


def text(words: str) -> bytes:
    """A text string: in parentheses where it is ASCII, as hexadecimal UTF-16 otherwise."""
    if words.isascii() and words.isprintable():
        escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(" + escaped.encode() + b")"
    return b"<feff" + words.encode("utf-16-be").hex().encode() + b">"


def references(numbers: Sequence[int]) -> bytes:
    """An array of indirect objects."""
    return b"[" + b" ".join(b"%d 0 R" % number for number in numbers) + b"]"

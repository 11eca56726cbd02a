"""The operators of a page's content, taken apart and written again, and numbers in as few digits as they need."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A token, or an array as a list of tokens.
Operand = bytes | list[bytes]
Operator = tuple[bytes, list[Operand]]

_NUMBER = rb"[-+]?(?:\d+\.?\d*|\.\d+)(?![^\s\0()<>\[\]{}/%])"
_TOKEN = re.compile(
    rb"<<[^<>]*>>|<[0-9A-Fa-f]*>|\((?:[^()\\]|\\.)*\)|/[^\s\0()<>\[\]{}/%]*|[\[\]]|"
    + _NUMBER
    + rb"|[A-Za-z'\"][A-Za-z0-9*'\"]*",
    re.DOTALL,
)
_OPERATOR_STARTS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'\"")
_BRACKETS = frozenset(b"[]")
_HAS_VALUE = frozenset(b"0123456789+-.")
_ESCAPED = re.compile(rb"[()\\\r]")
_MCID = re.compile(rb"/MCID\s*(\d+)")


class UnreadableError(Exception):
    """Content that holds something we do not take apart, such as an inline image. It is then used as it is."""


def operators(content: bytes) -> Iterator[Operator]:
    """Every operator with its operands. Raises UnreadableError."""
    if _TOKEN.sub(b"", content).strip(b" \n\r\t\f\0"):
        raise UnreadableError("a token of another kind")
    operands: list[Operand] = []
    array: list[bytes] | None = None
    for token in _TOKEN.findall(content):
        first = token[0]
        if first in _OPERATOR_STARTS and array is None:
            yield token, operands
            operands = []
        elif first not in _BRACKETS:
            (operands if array is None else array).append(token)
        elif token == b"[" and array is None:
            array = []
        elif array is not None:
            operands.append(array)
            array = None
        else:
            raise UnreadableError("an array that is none")
    if operands or array is not None:
        raise UnreadableError("operands without an operator")


def mcid_of(operand: Operand) -> int | None:
    """The number of marked content that a property list gives."""
    found = _MCID.search(operand) if isinstance(operand, bytes) else None
    return int(found[1]) if found else None


def number(value: float, decimals: int) -> bytes:
    """A number with at most so many decimals: 0.50 is .5, -0.00 is 0."""
    text = b"%.*f" % (decimals, value)
    if b"." in text:
        text = text.rstrip(b"0").rstrip(b".")
    if text in (b"-0", b""):
        return b"0"
    return text.replace(b"0.", b".", 1) if text.startswith((b"0.", b"-0.")) else text


def line(operator: bytes, operands: list[Operand]) -> bytes:
    """An operator as it stands in a content stream."""
    words = [b"[" + b" ".join(each) + b"]" if isinstance(each, list) else each for each in operands]
    return b" ".join([*words, operator])


def setter(operator: bytes, operands: list[Operand]) -> bytes:
    """An operator that sets colour, width or the like, with three decimals."""
    words: list[Operand] = []
    for each in operands:
        if isinstance(each, list):
            words.append([number(float(token), 3) for token in each])
        else:
            words.append(number(float(each), 3) if each[0] in _HAS_VALUE else each)
    return line(operator, words)


def shown_text(operand: Operand) -> tuple[bytes, bytes]:
    """The operator that shows the text of a Tj or TJ, adjustments added up, and its last glyph (two bytes)."""
    tokens = operand if isinstance(operand, list) else [operand]
    if any(token[:1] == b"(" for token in tokens):
        return line(b"TJ", [tokens]), b""
    pieces: list[bytes | float] = []
    for token in tokens:
        piece = bytes.fromhex(token[1:-1].decode()) if token[:1] == b"<" else float(token)
        if pieces and type(piece) is type(pieces[-1]):
            pieces[-1] += piece  # type: ignore[operator]
        elif piece:
            pieces.append(piece)
    last = next((piece[-2:] for piece in reversed(pieces) if isinstance(piece, bytes)), b"")
    if len(pieces) == 1 and isinstance(pieces[0], bytes):
        return literal(pieces[0]) + b"Tj", last
    words = [literal(piece) if isinstance(piece, bytes) else number(piece, 1) for piece in pieces]
    return b"[" + b"".join(words) + b"]TJ", last


def literal(text: bytes) -> bytes:
    """A string in parentheses: half as long as in hexadecimal digits."""
    return b"(" + _ESCAPED.sub(lambda found: b"\\r" if found[0] == b"\r" else b"\\" + found[0], text) + b")"

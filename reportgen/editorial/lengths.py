"""Counts and lengths: how many items, words, sentences and characters a field has, and what no layout can fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportgen.editorial.finding import Finding
from reportgen.editorial.pieces import Piece
from reportgen.editorial.rules import rules
from reportgen.editorial.words import sentences, words


def lengths(pieces: Sequence[Piece]) -> Iterator[Finding]:
    """What is shorter, longer, fewer or more than the limits say. A field that is not there is the form's business."""
    ordered = sorted(pieces, key=lambda piece: piece.field)
    for field, group in groupby(ordered, key=lambda piece: piece.field):
        yield from _field(list(group), rules()["lengths"].get(field, {}))
    for piece in pieces:
        yield from _long_words(piece)


def _field(pieces: Sequence[Piece], limits: dict[str, object]) -> Iterator[Finding]:
    first = pieces[0]
    items = sum(piece.key in ("", first.key) for piece in pieces)
    yield from _range(first, items, limits.get("items"), "items", label=first.field)
    for piece in pieces:
        yield from _range(piece, len(words(piece.text)), limits.get("words"), "words")
        yield from _range(piece, len(sentences(piece.text)), limits.get("sentences"), "sentences")
        yield from _characters(piece, limits.get("characters"))
        start, end = str(limits.get("starts", "")), str(limits.get("ends", ""))
        if not piece.text.startswith(start):
            yield piece.finding(f"does not start with “{start}”", "Turn it so that it does.")
        if not piece.text.endswith(end):
            yield piece.finding(f"does not end with “{end}”", "Write it as a question.")


def _range(piece: Piece, count: int, limit: object, unit: str, label: str = "") -> Iterator[Finding]:
    if not isinstance(limit, list):
        return
    least, most = limit
    if least <= count <= most:
        return
    wanted = f"{least}" if least == most else f"{least} to {most}"
    cure = "Add some." if count < least else "Shorten it." if not label else "Take some out."
    yield Finding(piece.file, piece.line, label or piece.label, f"has {count} {unit} instead of {wanted}", cure)


def _characters(piece: Piece, limit: object) -> Iterator[Finding]:
    most = limit.get(piece.key) if isinstance(limit, dict) else limit
    if isinstance(most, int) and len(piece.text) > most:
        yield piece.finding(f"has {len(piece.text)} characters; layouts have room for {most}", "Shorten it.")


def _long_words(piece: Piece) -> Iterator[Finding]:
    most = rules()["lengths"]["longest_word"]
    for part in piece.text.replace("-", " ").replace("/", " ").split():
        if len(part) > most:
            yield piece.finding(f"“{part}” is wider than a narrow column", "Use a shorter word.")

"""Words and characters to avoid: jargon, flattery, gendered job words, promises, and marks that are not for files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reportgen.editorial.finding import Finding
from reportgen.editorial.pieces import Piece
from reportgen.editorial.rules import rules, whole_words
from reportgen.values import dataclass


def wording(pieces: Sequence[Piece]) -> Iterator[Finding]:
    for piece in pieces:
        yield from _characters(piece)
        if piece.is_proper_name:
            continue
        text = _allowed().sub(lambda match: "_" * len(match[0]), piece.text)
        for each in _lists():
            if each.fields and piece.field not in each.fields:
                continue
            for match in each.pattern.finditer(text):
                yield piece.finding(f"“{match[0]}” is on the list of {each.name}", each.cure)


def _characters(piece: Piece) -> Iterator[Finding]:
    for character, name in rules()["characters"]["forbidden"].items():
        if character in piece.text:
            yield piece.finding(f"holds {name}", "Use plain marks: ' and a new sentence or a comma.")
    if re.search(r"\S {2,}\S", piece.text) or piece.text != piece.text.strip():
        yield piece.finding("holds spaces that print as a gap", "Take the extra spaces out.")


@dataclass(frozen=True, slots=True)
class _List:
    """Words to avoid; `fields` empty: everywhere."""

    name: str
    pattern: re.Pattern[str]
    cure: str
    fields: tuple[str, ...]


@cache
def _lists() -> tuple[_List, ...]:
    return tuple(
        _List(name, whole_words(found["patterns"]), found["cure"], tuple(found.get("fields", ())))
        for name, found in rules()["words"].items()
        if "patterns" in found
    )


@cache
def _allowed() -> re.Pattern[str]:
    return whole_words(rules()["words"]["allowed"]["phrases"])

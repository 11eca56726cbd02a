"""Claims about one state in a text that is printed in all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reportgen.editorial.finding import Finding
from reportgen.editorial.pieces import Piece
from reportgen.editorial.rules import rules, whole_words
from reportgen.sources.codes import areas


def places(pieces: Sequence[Piece]) -> Iterator[Finding]:
    for piece in pieces:
        if piece.is_proper_name:
            continue
        text = _allowed().sub(" ", piece.text)
        for match in _names().finditer(text):
            yield piece.finding(f"names {match[0]}", "Say it so that it is true in every state.")
        for match in _here().finditer(text):
            yield piece.finding(f"“{match[0]}” speaks of one state", "Say “your state” or “some states”.")


@cache
def _names() -> re.Pattern[str]:
    kinds = ("state", "territory")
    return whole_words((re.escape(row["name"]) for row in areas().values() if row["kind"] in kinds), ignore_case=False)


@cache
def _here() -> re.Pattern[str]:
    return whole_words(rules()["states"]["here"])


@cache
def _allowed() -> re.Pattern[str]:
    return whole_words(rules()["states"]["allowed"], ignore_case=False)

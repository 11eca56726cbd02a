"""Spelling, against the US dictionary that comes with the package `chunspell` (Hunspell); `texts` extra."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache

from reportgen.editorial.finding import Finding
from reportgen.editorial.pieces import Piece
from reportgen.editorial.rules import spelling_allowed

# Letters with digits or signs inside are names ("ICD-10", "S/4HANA"), and so are capitals inside a word ("QuickBooks").
_TOKEN = re.compile(r"[^\s/,.:;?!()\"+&-]+")
_PLAIN = re.compile(r"[A-Za-z][a-z']*\Z")


@cache
def dictionary() -> Callable[[str], bool] | None:
    """Whether a word is in the US dictionary; None when the package is not installed."""
    try:
        hunspell = importlib.import_module("hunspell")
        spell: Callable[[str], bool] = hunspell.Hunspell("en_US").spell
    except ImportError:
        return None
    return spell


def spelling(
    pieces: Sequence[Piece], known: Callable[[str], bool], names: Collection[str] = frozenset()
) -> Iterator[Finding]:
    """Words that neither the dictionary nor the allow-list has. `names` are further proper names, in lower case."""
    for piece in pieces:
        for word in _words(piece.text):
            if not _is_right(word, known, names):
                cure = "Correct it. Is it right? Then add it to data/rules/spelling-allow.txt."
                yield piece.finding(f"“{word}” is not in the US dictionary", cure)


def _words(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(text):
        word = token.strip("'").removesuffix("'s")
        if _PLAIN.match(word) and len(word) > 1:
            yield word


def _is_right(word: str, known: Callable[[str], bool], names: Collection[str]) -> bool:
    allowed = spelling_allowed()
    if word in allowed or word.lower() in allowed or known(word) or known(word.lower()):
        return True
    return word[0].isupper() and word.lower() in names

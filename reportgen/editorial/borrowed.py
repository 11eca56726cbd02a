"""Runs of words that stand in an official text as well: what we print is our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportgen.editorial.finding import Finding
from reportgen.editorial.pieces import Piece
from reportgen.editorial.rules import rules
from reportgen.editorial.words import words

Run = tuple[str, ...]


def borrowed(pieces: Sequence[Piece], official: Iterable[str]) -> Iterator[Finding]:
    """Pieces that share a run of words with one of the `official` texts; a piece is reported once."""
    size = rules()["borrowed"]["run_words"]
    ours: dict[Run, list[Piece]] = {}
    for piece in pieces:
        if not piece.is_proper_name:
            for run in _runs(piece.text, size):
                ours.setdefault(run, []).append(piece)
    reported: set[Piece] = set()
    for text in official:
        for run in _runs(text, size):
            for piece in ours.get(run, ()):
                if piece not in reported:
                    reported.add(piece)
                    yield piece.finding(f"shares “{' '.join(run)}” with an official text", "Say it in your own words.")


def _runs(text: str, size: int) -> Iterator[Run]:
    plain = [word.lower() for word in words(text)]
    yield from zip(*(plain[start:] for start in range(size)), strict=False)

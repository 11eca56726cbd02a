"""Whether a pathway agrees with what BLS says is typical for entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from reportgen.editorial.finding import Finding
from reportgen.editorial.pieces import Piece
from reportgen.editorial.rules import rules, whole_words
from reportgen.editorial.words import sentences
from reportgen.values import dataclass

Steps = list[tuple[Piece, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """What BLS names for an occupation, in its words; training None: none."""

    education: str
    training: str | None


def entry_education(pieces: Sequence[Piece], entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """What the pathway demands beyond BLS, or lacks. `entries` are those of the occupation or the group's members."""
    steps = _steps(pieces)
    known = [each for each in entries.values() if each.education in _order()]
    if not steps or not known:
        return
    least = max(known, key=lambda each: _order().index(each.education))
    whose = "BLS says" if len(entries) == 1 else "BLS says for a member of the group"
    for piece, level in _demanded(steps):
        if _order().index(level) < _order().index(least.education) and _is_degree(level):
            problem = f"makes a {level.lower()} a step, but {whose} “{least.education}”"
            yield piece.finding(problem, "Say that some people do it, or leave the step out.")
    if len({each.education for each in known}) == 1 and not _names(steps, known[0].education):
        problem = f"does not name what BLS says is typical: “{known[0].education}”"
        yield Finding(steps[0][0].file, steps[0][0].line, "pathway", problem, "Add the step.")
    if all(each.training == "Apprenticeship" for each in known) and not _any(steps, _apprentice()):
        problem = "does not name the apprenticeship that BLS says is typical"
        yield Finding(steps[0][0].file, steps[0][0].line, "pathway", problem, "Add the step.")


def _steps(pieces: Sequence[Piece]) -> Steps:
    """Each step's name piece with the whole step as text."""
    own = [piece for piece in pieces if piece.field == "pathway"]
    return [(name, f"{name.text}. {line.text}") for name, line in zip(own[::2], own[1::2], strict=False)]


def _demanded(steps: Steps) -> Iterator[tuple[Piece, str]]:
    """Steps that ask for a degree without a word that leaves it open, with the degree that they ask for."""
    for piece, text in steps:
        if _leaves_open("exempts").search(text):
            continue
        for sentence in sentences(text):
            level = _highest(sentence)
            if level and not _leaves_open("softened").search(sentence):
                yield piece, level
                break


def _highest(sentence: str) -> str | None:
    return next((level for level in _order() if _is_degree(level) and _words(level).search(sentence)), None)


def _names(steps: Steps, education: str) -> bool:
    """Whether the steps name this level, or a higher one (which holds it)."""
    if education == _order()[-1]:
        return True
    if not _is_degree(education):
        return any(_any(steps, _words(level)) for level in _order()[:-1])
    higher = _order()[: _order().index(education) + 1]
    return any(_any(steps, _words(level)) for level in higher)


def _any(steps: Steps, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(text) for _, text in steps)


def _is_degree(level: str) -> bool:
    return level.endswith("degree") and not level.endswith("no degree")


@cache
def _order() -> list[str]:
    """The levels from the highest to the lowest."""
    return list(rules()["pathway"]["levels"])


@cache
def _words(level: str) -> re.Pattern[str]:
    return whole_words(rf"{word}s?" for word in rules()["pathway"]["levels"][level])


@cache
def _leaves_open(words: str) -> re.Pattern[str]:
    return whole_words(rules()["pathway"]["words"][words])


@cache
def _apprentice() -> re.Pattern[str]:
    return whole_words(rules()["pathway"]["words"]["apprenticeship"])

"""The list of sources that a layout prints: only what its sections cite, renumbered without gaps.

The words that a licence asks for are long and the same for several sources: they are printed once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from reportgen.brochure.document import Document, SourceLine
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Credit:
    """One source as printed; `text` ends with a full stop."""

    number: int
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Credits:
    """Sources in order, and the words that belong to several of them ("3, 4: Used under …")."""

    lines: tuple[Credit, ...]
    shared: tuple[str, ...]
    _numbers: dict[int, int]

    def cited(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """The printed numbers for a section's source numbers."""
        return tuple(sorted({self._numbers[number] for number in numbers if number in self._numbers}))


def credits_for(document: Document, sections: Sequence[str]) -> Credits:
    """What the named sections cite. Without names every source is printed."""
    wanted = frozenset(number for name in sections for number in _cited_by(getattr(document, name)))
    return _listed(document.sources, wanted if sections else None)


@lru_cache(8)  # states of an occupation share it
def _listed(sources: tuple[SourceLine, ...], wanted: frozenset[int] | None) -> Credits:
    lines = [line for line in sources if wanted is None or line.number in wanted]
    numbers = {line.number: place for place, line in enumerate(lines, 1)}
    parts = [_parts(line) for line in lines]
    tails: dict[str, list[int]] = {}
    for place, (_, tail) in enumerate(parts, 1):
        if tail:
            tails.setdefault(tail, []).append(place)
    common = {tail for tail, places in tails.items() if len(places) > 1}
    return Credits(
        tuple(
            Credit(place, lead if tail in common or not tail else f"{lead} {tail}", line.url)
            for place, (line, (lead, tail)) in enumerate(zip(lines, parts, strict=True), 1)
        ),
        tuple(f"{', '.join(map(str, tails[tail]))}: {tail}" for tail in tails if tail in common),
        numbers,
    )


def ranges(numbers: Sequence[int]) -> str:
    """(1, 2, 5, 6, 7) -> "1, 2, 5–7": three or more in a row are a range."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(parts)


def _cited_by(section: object) -> Iterable[int]:
    if isinstance(section, tuple):
        return (number for part in section for number in _cited_by(part))
    numbers: tuple[int, ...] = getattr(section, "sources", ())
    return numbers


def _parts(line: SourceLine) -> tuple[str, str]:
    """The credit's first sentence, and what follows it with the note. A licence's words start with "Used under"."""
    lead, mark, tail = line.credit.partition(". Used under")
    words = f"Used under{tail}" if mark else ""
    return _stopped(lead), " ".join(filter(None, (_stopped(words), _stopped(line.note))))


def _stopped(text: str) -> str:
    return text if not text or text.endswith(".") else f"{text}."

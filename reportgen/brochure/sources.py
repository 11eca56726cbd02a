"""The numbered list of sources: editions get a number when a section first cites them."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.brochure.document import SourceLine, SourceNumbers
from reportgen.model.source import Citation, Origin, Release


class SourceList:
    """Collects the editions that a brochure cites, a line for each credit.

    The national and the state file of one programme and period have the same credit and so the same line.
    """

    def __init__(self) -> None:
        self._lines: dict[str, list[Release]] = {}
        self._numbers: dict[str, int] = {}

    def cite(self, *cited: Origin | Citation | None) -> SourceNumbers:
        """The numbers of what is cited, in rising order; None is passed over."""
        return tuple(sorted({self._number(each.release.credit, each.release) for each in cited if each is not None}))

    def cite_series(self, cited: Sequence[Origin]) -> SourceNumbers:
        """The number of one line that names the periods of several editions of one programme."""
        key = " … ".join(each.release.credit for each in cited)
        return tuple({self._number(key, each.release) for each in cited})

    def _number(self, key: str, release: Release) -> int:
        editions = self._lines.setdefault(key, [])
        if release not in editions:
            editions.append(release)
        return self._numbers.setdefault(key, len(self._lines))

    def lines(self) -> tuple[SourceLine, ...]:
        found = []
        for number, editions in enumerate(self._lines.values(), start=1):
            ordered = sorted(editions, key=lambda each: each.published_on)
            first = ordered[-1]
            periods = list(dict.fromkeys(each.period for each in ordered))
            credit = first.credit.replace(first.period, _periods(periods))
            found.append(SourceLine(number, credit, "", first.url))
        return tuple(found)

    def release_keys(self) -> tuple[str, ...]:
        """The keys of all cited editions, sorted: they go into the PDF's metadata."""
        return tuple(sorted({release.key for editions in self._lines.values() for release in editions}))

    def release_dates(self) -> tuple[str, ...]:
        """Each cited edition in words, by key: "oews-state-2024: May 2024, published 2025-04-02"."""
        releases = sorted({each.key: each for editions in self._lines.values() for each in editions}.items())
        return tuple(
            f"{key}: {each.period}" + (f", published {each.published_on}" if each.published_on else "")
            for key, each in releases
        )


def _periods(periods: list[str]) -> str:
    """["May 2021", …, "May 2025"] → "May 2021 to May 2025"; other lists are written out."""
    if len(periods) > 2:
        return f"{periods[0]} to {periods[-1]}"
    return " and ".join(periods)

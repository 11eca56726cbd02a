"""What is drawn to one scale: pay, growth, interests, conditions of the work, exposure to machines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.brochure import format as fmt
from reportgen.brochure import names, outlook, pay, people
from reportgen.brochure.sources import SourceList
from reportgen.brochure.value import PayRow
from reportgen.comparison.figures import Profiles, only_other_period, period_of
from reportgen.comparison.value import (
    GrowthBar,
    Score,
    ScoreRow,
    Scores,
    SharedGrowth,
    SharedPay,
    Span,
    Spans,
)
from reportgen.model.profile import ContextScore, InterestArea, OccupationProfile, WageEstimate
from reportgen.model.source import Origin
from reportgen.model.wage import PayPeriod

# Conditions that tell occupations apart, by O*NET's numbers, in words of ours; the last go first.
_CONDITIONS = {
    "4.C.3.b.4": "Being exact or accurate",
    "4.C.3.b.7": "Repeating the same tasks",
    "4.C.3.b.8": "Deciding on tasks and priorities",
    "4.C.1.b.1.f": "Dealing with customers or the public",
    "4.C.2.d.1.g": "Using your hands",
    "4.C.2.c.1.b": "Exposed to disease or infections",
}


def shared_pay(profiles: Profiles, sources: SourceList) -> SharedPay | None:
    """The ranges of all, in one period; None where none of them publishes any."""
    period, area = period_of(profiles), profiles[0].area
    estimates = [[each.nation] if area.is_nation else [each.here, each.nation] for each in profiles]
    bars = tuple(tuple(_bar(each, period) for each in pair) for pair in estimates)
    if all(bar.missing for pair in bars for bar in pair):
        return None
    all_jobs = profiles[0].comparison.all_occupations
    median = pay.median(all_jobs, period) if all_jobs else None
    shown = median if median and median.is_published else None
    cited: list[Origin] = [each.origin for pair in estimates for each in pair]
    return SharedPay(
        places=("U.S.",) if area.is_nation else (area.name, "U.S."),
        bars=bars,
        all_jobs=pay.mark(shown) if shown else None,
        all_jobs_label=f"all jobs in {names.place(area)}" if shown else "",
        unit=fmt.UNIT[period],
        reading=f"Pay {fmt.UNIT[period]}. Line: from the lowest to the highest tenth. Box: the middle half. "
        "Dot: the median.",
        sources=sources.cite(*cited, all_jobs.origin if all_jobs and shown else None),
    )


def _bar(estimate: WageEstimate, period: PayPeriod) -> PayRow:
    row = pay.pay_row(estimate, period)
    words = only_other_period(estimate, period)
    return replace(row, missing=fmt.capitalised(words)) if words else row


def shared_growth(profiles: Profiles, sources: SourceList) -> SharedGrowth | None:
    """The projected changes of all; None where there is none at all."""
    found = [each.projection for each in profiles]
    first = next((each for each in found if each), None)
    if first is None:
        return None
    return SharedGrowth(
        period=outlook.years(first),
        bars=tuple(
            GrowthBar(each.change_percent, fmt.signed_percent(each.change_percent, 1))
            if each
            else GrowthBar(None, fmt.NOT_PUBLISHED)
            for each in found
        ),
        all_percent=first.all_occupations_percent,
        all_label=fmt.signed_percent(first.all_occupations_percent, 1),
        sources=sources.cite(*(each.origin for each in found if each)),
    )


def interests(profiles: Profiles, sources: SourceList) -> Scores | None:
    """The six interests of each, in O*NET's order, so that the rows stay where they are in every comparison."""
    found = [people.interests(each, sources) for each in profiles]
    if not any(found):
        return None
    rows = []
    for area in InterestArea:
        bars = [next((bar for bar in each.bars if bar.name == area.value), None) if each else None for each in found]
        cells = tuple(
            Score(bar.score_on_ten * 10, bar.label, bar.is_high_point) if bar else _no_score() for bar in bars
        )
        rows.append(ScoreRow(area.value, people.INTEREST_WORDS[area], cells))
    cited = sorted({number for each in found if each for number in each.sources})
    return Scores(tuple(rows), "0 to 10", "", tuple(cited))


def letters(profiles: Profiles) -> tuple[str, ...]:
    """The high points in words with their letters, "" where none are published."""
    return tuple(people.letters_in_words(each) for each in profiles)


def conditions(profiles: Profiles, sources: SourceList) -> Scores | None:
    """What the work is like, on O*NET's scale from 0 to 100, with the years of the answers."""
    rows, years = [], set[str]()
    for element, name in _CONDITIONS.items():
        scores = [_context(each, element) for each in profiles]
        if any(scores):
            years |= {each.vintage for each in scores if each}
            cells = tuple(Score(each.score, str(each.score)) if each else _no_score() for each in scores)
            rows.append(ScoreRow(name, "", cells))
    if not rows:
        return None
    answers = fmt.joined([year.replace("-", "–") for year in sorted(years)])
    cited = sources.cite(*(each.context.origin for each in profiles if each.context))
    return Scores(tuple(rows), "0 to 100", f"O*NET answers of {answers}", cited)


def _context(profile: OccupationProfile, element: str) -> ContextScore | None:
    scores: Sequence[ContextScore] = profile.context.scores if profile.context else ()
    return next((each for each in scores if each.element_id == element), None)


def _no_score() -> Score:
    return Score(None, fmt.NOT_PUBLISHED)


def exposure(profiles: Profiles, sources: SourceList) -> Spans | None:
    """The range over the studies of each; never one number."""
    found = [outlook.exposure(each, sources) for each in profiles]
    if not any(found):
        return None
    cells = []
    for each in found:
        if each is None:
            cells.append(Span(None, None, fmt.NOT_PUBLISHED, ""))
            continue
        ranks = [dot.percentile for dot in each.dots]
        years = sorted(dot.year for dot in each.dots)
        ends = list(dict.fromkeys((fmt.ordinal(min(ranks)), fmt.ordinal(max(ranks)))))
        count = f"{len(ranks)} measures" if len(ranks) > 1 else "1 measure"
        dated = "–".join(dict.fromkeys((str(years[0]), str(years[-1]))))
        cells.append(Span(min(ranks), max(ranks), f"{' to '.join(ends)} percentile", f"{count}, {dated}"))
    cited = sorted({number for each in found if each for number in each.sources})
    return Spans(tuple(cells), tuple(cited))

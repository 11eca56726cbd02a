"""The large figures, the key-facts sidebar, the insights and the summary."""

from __future__ import annotations

from functools import lru_cache

from reportgen.brochure import format as fmt
from reportgen.brochure import names, outlook, people, preparation
from reportgen.brochure.pay import median, period_of
from reportgen.brochure.sources import SourceList
from reportgen.brochure.value import Fact, KeyFacts, KeyFigure, Sentences
from reportgen.model.profile import OccupationProfile
from reportgen.model.source import Origin

_MOST_INSIGHTS = 5
_LONGEST_OTHER_NAME = 32


def key_figures(profile: OccupationProfile, sources: SourceList) -> tuple[KeyFigure, ...]:
    """Pay, jobs, growth, schooling: what one sees from across a table."""
    period = period_of(profile)
    place = names.place(profile.area)
    own = median(profile.here, period)
    pay_figure = KeyFigure(
        "pay",
        "Median pay",
        fmt.wage(own) if own.is_published else fmt.capitalised(fmt.NOT_PUBLISHED),
        f"{fmt.UNIT[period]} in {place}" if own.is_published else f"for {place}",
        own.is_published,
        sources.cite(profile.here.origin),
    )
    jobs = profile.here.employment_jobs
    jobs_figure = KeyFigure(
        "jobs",
        "Jobs",
        fmt.count(jobs) if jobs is not None else fmt.capitalised(fmt.NOT_PUBLISHED),
        f"in {place}" if jobs is not None else f"for {place}",
        jobs is not None,
        sources.cite(profile.here.origin),
    )
    figures = [pay_figure, jobs_figure]
    if profile.projection:
        band = profile.projection.growth_band
        figures.append(
            KeyFigure(
                "growth",
                "Job growth",
                fmt.signed_percent(profile.projection.change_percent, 1),
                f"U.S., {outlook.years(profile.projection)}" + (f": {band.value}" if band else ""),
                True,
                sources.cite(profile.projection.origin),
            )
        )
    if profile.entry:
        figures.append(
            KeyFigure(
                "schooling",
                "Schooling",
                preparation.education_label(profile),
                "typical for entry",
                True,
                sources.cite(profile.entry.origin),
            )
        )
    return tuple(figures)


def key_facts(profile: OccupationProfile, sources: SourceList) -> KeyFacts:
    """The sidebar's rows. A figure that is not published keeps its row, in words."""
    cited: list[Origin | None] = [profile.here.origin, profile.nation.origin]
    # By weight: where a layout is short of room, the last rows go.
    rows: list[Fact] = []
    if not profile.area.is_nation:
        rows.append(_wage_fact(f"Median pay, {profile.area.name}", profile, here=True))
    rows.append(_wage_fact("Median pay, U.S.", profile, here=False))
    if not profile.area.is_nation:
        rows.append(_count_fact(f"Jobs, {profile.area.name}", profile.here.employment_jobs))
    rows.append(_count_fact("Jobs, U.S.", profile.nation.employment_jobs))
    if profile.projection:
        figures = profile.projection
        rows.append(
            Fact("Growth, U.S.", f"{fmt.signed_percent(figures.change_percent, 1)}, {outlook.years(figures)}", True)
        )
        rows.append(Fact("Yearly openings, U.S.", outlook.openings(figures), True))
        cited.append(figures.origin)
    if profile.entry:
        rows.append(Fact("Entry education", preparation.education_label(profile), True))
        rows.append(Fact("Training", preparation.training_label(profile), True))
        rows.append(Fact("Experience", preparation.experience_label(profile), True))
        cited.append(profile.entry.origin)
    letters = people.letters_in_words(profile)
    if letters and profile.interests:
        rows.append(Fact("Interests", letters, True))
        cited.append(profile.interests.origin)
    if profile.employment_rank:
        rank = profile.employment_rank
        tie = " (shared)" if rank.tied else ""
        rows.append(Fact("Rank by jobs", f"{fmt.ordinal(rank.position)} of {rank.count}{tie}", True))
    rows.append(Fact("SOC code", profile.soc.value, True))
    return KeyFacts(tuple(rows), sources.cite(*cited))


def _wage_fact(label: str, profile: OccupationProfile, *, here: bool) -> Fact:
    wage = median(profile.here if here else profile.nation, period_of(profile))
    return Fact(label, fmt.wage_with_unit(wage), wage.is_published)


def _count_fact(label: str, number: int | None) -> Fact:
    return Fact(label, fmt.count(number) if number is not None else fmt.NOT_PUBLISHED, number is not None)


def insights(profile: OccupationProfile, sources: SourceList) -> Sentences | None:
    """Three to five plain sentences from the figures, each true of this occupation in this place."""
    subject = outlook.subject(profile)
    found: list[tuple[str, tuple[Origin | None, ...]]] = [
        (_pay_insight(profile, subject), (profile.here.origin, profile.nation.origin)),
        (outlook.place_sentence(profile), (profile.here.origin,)),
    ]
    if profile.projection:
        found.append((outlook.growth_sentence(profile.projection, subject), (profile.projection.origin,)))
        found.append((outlook.openings_sentence(profile.projection), (profile.projection.origin,)))
    if profile.entry:
        found.append((preparation.education_sentence(profile), (profile.entry.origin,)))
    kept = [(text, origins) for text, origins in found if text][:_MOST_INSIGHTS]
    if not kept:
        return None
    return Sentences(tuple(text for text, _ in kept), sources.cite(*(origin for _, each in kept for origin in each)))


def _pay_insight(profile: OccupationProfile, subject: str) -> str:
    period = period_of(profile)
    own, national = median(profile.here, period), median(profile.nation, period)
    unit = fmt.UNIT[period]
    place = names.place(profile.area)
    if not own.is_published:
        if profile.area.is_nation or not national.is_published:
            return ""
        return (
            f"Pay for {place} is not published; across the U.S., half of all {subject} earn "
            f"{'more than' if national.is_known else 'at least'} "
            f"{fmt.dollars(national.amount_usd or 0, period)} {unit}."
        )
    start = f"In {place}, half of all {subject} earn "
    start += f"more than {fmt.wage(own)} {unit}" if own.is_known else f"{fmt.wage_with_unit(own)}"
    delta = profile.median_delta_percent
    if delta is None:
        return f"{start}."
    if delta == 0:
        return f"{start}, about the same as in the U.S. ({fmt.wage(national)})."
    word = "more" if delta > 0 else "less"
    return f"{start}, {fmt.percent(abs(delta))} {word} than in the U.S. ({fmt.wage(national)})."


def tagline(profile: OccupationProfile) -> str:
    """One line on what it is: other names for it, else the group it belongs to."""
    return _tagline(profile.title, profile.alternate_titles, profile.major_title)


@lru_cache(8)  # states of an occupation share it
def _tagline(own: str, others: tuple[str, ...], major_title: str) -> str:
    shown: list[str] = []
    words = set(own.lower().split())
    for title in others:
        is_news = not set(title.lower().split()) <= words and all(title.lower() != each.lower() for each in shown)
        if len(title) <= _LONGEST_OTHER_NAME and is_news and not names.is_gendered(title):
            shown.append(names.title(title))
        if len(shown) == 3:
            break
    if len(shown) >= 2:
        return f"Also called {fmt.joined(shown, 'or')}"
    return f"One of the {major_title.lower()}"


def summary(profile: OccupationProfile, sources: SourceList) -> Sentences | None:
    """What they do, as far as the figures say it: where they work, what the work leans on, what it is called."""
    paragraphs: list[str] = []
    cited: list[Origin | None] = []
    subject = fmt.capitalised(outlook.subject(profile))
    group = names.lowered(profile.major_title.lower())
    paragraphs.append(f"{subject} belong to the {group}.")
    cited.append(profile.title_origin)
    if profile.industries and profile.industries.leading[0].share_percent >= 5:
        leading = profile.industries.leading
        first = leading[0]
        text = f"The largest share of their jobs, {fmt.percent(first.share_percent)}, is in "
        text += _in_industry(first.title)
        if len(leading) > 1 and leading[1].share_percent >= 5:
            text += f", followed by {_in_industry(leading[1].title)} ({fmt.percent(leading[1].share_percent)})"
        paragraphs.append(f"{text}.")
        cited.append(profile.industries.origin)
    if profile.activities:
        named = [each.name.lower() for each in profile.activities.elements[:3]]
        paragraphs.append(f"Among the activities that matter most: {fmt.joined(named)}.")
        cited.append(profile.activities.origin)
    if profile.styles and len(profile.styles.styles) >= 2:
        named = [style.name.lower() for style in profile.styles.styles[:3]]
        paragraphs.append(f"What marks people who do it well: {fmt.joined(named)}.")
        cited.append(profile.styles.origin)
    return Sentences((" ".join(paragraphs),), sources.cite(*cited))


def _in_industry(title: str) -> str:
    name = people.industry_name(title)
    return names.lowered(name)


def duties(profile: OccupationProfile, sources: SourceList) -> Sentences | None:
    """O*NET's tasks where the user imported them, else the work activities by name."""
    if profile.tasks and profile.tasks_origin:
        return Sentences(profile.tasks[:8], sources.cite(profile.tasks_origin))
    if profile.activities is None:
        return None
    named = tuple(each.name for each in profile.activities.elements[:6])
    return Sentences(named, sources.cite(profile.activities.origin))

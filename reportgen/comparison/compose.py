"""Profiles of two to four occupations in one area + brand → `CareerComparison`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportgen.brochure import format as fmt
from reportgen.brochure import names
from reportgen.brochure.brand import DEFAULT_BRAND, Brand
from reportgen.brochure.compose import data_date, printed_dates
from reportgen.brochure.sources import SourceList
from reportgen.comparison import figures, shared
from reportgen.comparison.value import Career, CareerComparison, Cell, Row
from reportgen.comparison.worded import Member, WordedLists
from reportgen.errors import UsageError

FEWEST, MOST = 2, 4
_LETTERS = "ABCD"


def require_comparable(codes: Sequence[str]) -> None:
    """Raise UsageError unless there are two to four occupations, each once."""
    twice = [code for place, code in enumerate(codes) if code in codes[:place]]
    if twice:
        raise UsageError(
            f"{twice[0]} is named twice.", cure="Name each occupation once; words may find one that you named already."
        )
    if not FEWEST <= len(codes) <= MOST:
        raise UsageError(
            f"A comparison is of {FEWEST} to {MOST} occupations, not of {len(codes)}.",
            cure='Name them one after the other: reportgen compare "registered nurses" 29-1171 --state TX',
        )


def compare(members: Sequence[Member], *, printed_on: date, brand: Brand = DEFAULT_BRAND) -> CareerComparison:
    """The comparison of these profiles, each with its text (`sources.editorial_choice.text_for`) or None.

    They are of one area. Raises UsageError as `require_comparable` does, and for profiles of several areas.
    """
    profiles = [profile for profile, _ in members]
    require_comparable([profile.soc.value for profile in profiles])
    area = profiles[0].area
    if any(profile.area != area for profile in profiles):
        raise UsageError("Occupations are compared in one place.")
    sources = SourceList()
    titles = [names.title(profile.title) for profile in profiles]
    majors = {profile.soc.major.value: profile.major_title for profile in profiles}
    # Sections cite in reading order, so that the numbers rise down the page.
    rows = figures.rows(profiles, sources)
    pay, growth = shared.shared_pay(profiles, sources), shared.shared_growth(profiles, sources)
    worded = WordedLists(members, sources)
    duties = worded.duties()
    interests = shared.interests(profiles, sources)
    if interests:
        rows = (*rows, _letters(shared.letters(profiles), interests.sources))
    return CareerComparison(
        soc=", ".join(profile.soc.value for profile in profiles),
        title=" / ".join(titles),
        major_soc=profiles[0].soc.major.value,
        group_title=names.short_group(next(iter(majors.values()))) if len(majors) == 1 else "",
        area_name=area.name,
        area_in_prose=area.in_prose,
        area_abbreviation=area.abbreviation,
        is_nation=area.is_nation,
        language="en",
        tagline=f"Side by side: {fmt.joined(titles)}",
        careers=tuple(
            Career(letter, title, profile.soc.value)
            for letter, title, profile in zip(_LETTERS, titles, profiles, strict=False)
        ),
        figures=rows,
        pay=pay,
        growth=growth,
        duties=duties,
        interests=interests,
        conditions=shared.conditions(profiles, sources),
        exposure=shared.exposure(profiles, sources),
        strengths=worded.strengths(),
        challenges=worded.challenges(),
        pathway=worded.pathway(),
        next_steps=worded.next_steps(),
        sources=sources.lines(),
        data_date=data_date(profiles[0]),
        printed_on=fmt.long_date(printed_on),
        release_keys=sources.release_keys(),
        brand=brand,
        release_dates=sources.release_dates(),
        printed_dates=printed_dates(printed_on, brand),
    )


def _letters(words: Sequence[str], cited: tuple[int, ...]) -> Row:
    cells = tuple(Cell(each) if each else figures.NO_VALUE for each in words)
    return Row("interests", "Interests", "", cells, cited)

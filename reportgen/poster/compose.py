"""A group's figures + brand → `Poster`."""

from __future__ import annotations

from datetime import date

from reportgen.brochure import format as fmt
from reportgen.brochure import names, outlook, pay
from reportgen.brochure.brand import DEFAULT_BRAND, Brand
from reportgen.brochure.compose import printed_dates
from reportgen.brochure.sources import SourceList
from reportgen.brochure.value import PayMark
from reportgen.model.area import Area
from reportgen.model.group import GroupKind, OccupationGroup
from reportgen.model.profile import EntryRequirement
from reportgen.model.wage import PayPeriod, Wage
from reportgen.poster.value import Poster, PosterHeads, PosterLink, PosterRow
from reportgen.profile.group import GroupMember, GroupProfile
from reportgen.profile.wages import headline_median

# Table 5.4's levels, the most schooling first: the rungs of the ladder from the top.
_LEVELS = (
    "Doctoral or professional degree",
    "Master's degree",
    "Bachelor's degree",
    "Associate's degree",
    "Postsecondary nondegree award",
    "Some college, no degree",
    "High school diploma or equivalent",
    "No formal educational credential",
)


def compose(group: GroupProfile, *, printed_on: date, brand: Brand = DEFAULT_BRAND) -> Poster:
    """The poster of one group. `printed_on` is the date on the foot: the same input gives the same bytes."""
    sources = SourceList()
    for member in group.members:
        sources.cite(member.here.origin)
    for member in group.members:
        projected, entry = member.projection, member.entry
        sources.cite(projected.origin if projected else None, entry.origin if entry else None)
    sources.cite(group.origin)
    area, title = group.area, _title(group.group)
    members = sorted(group.members, key=lambda each: (-_openings(each), each.soc))
    return Poster(
        soc=group.group.major.value if group.group.kind is GroupKind.SOC else "",
        title=title,
        major_soc=group.group.major.value,
        group_title=title,
        area_name=area.name,
        area_in_prose=area.in_prose,
        area_abbreviation=area.abbreviation,
        is_nation=area.is_nation,
        language="en",
        tagline="Occupations by pay, growth, and entry education",
        rows=tuple(_row(member) for member in members),
        choices=tuple(_choice(group, count) for count in range(1, len(members) + 1)),
        heads=PosterHeads(
            pay=f"Median pay {fmt.UNIT[PayPeriod.ANNUAL]}",
            growth=" ".join(filter(None, ("U.S. growth", _years(group)))),
            openings=f"U.S. openings {fmt.UNIT[PayPeriod.ANNUAL]}",
        ),
        notes=_notes(group),
        link=_link(group.group, area),
        sources=sources.lines(),
        data_date=f"Wages: {group.members[0].here.origin.release.period}",
        printed_on=fmt.long_date(printed_on),
        release_keys=sources.release_keys(),
        brand=brand,
        release_dates=sources.release_dates(),
        printed_dates=printed_dates(printed_on, brand),
    )


def _title(group: OccupationGroup) -> str:
    return names.title(names.short_group(group.title))


def _openings(member: GroupMember) -> int:
    return member.projection.openings_annual_jobs if member.projection else -1


def _years(group: GroupProfile) -> str:
    return next((outlook.years(each.projection) for each in group.members if each.projection), "")


def _row(member: GroupMember) -> PosterRow:
    projected, wage = member.projection, headline_median(member.here)
    place, band_title = _band(member.entry)
    return PosterRow(
        soc=member.soc.value,
        title=names.title(member.title),
        band=place,
        band_title=band_title,
        pay=_pay(wage),
        pay_published=wage.is_published,
        change_percent=projected.change_percent if projected else None,
        growth=fmt.signed_percent(projected.change_percent, 1) if projected else fmt.NOT_PUBLISHED,
        openings=outlook.openings(projected) if projected else fmt.NOT_PUBLISHED,
        openings_published=projected is not None,
    )


def _band(entry: EntryRequirement | None) -> tuple[int, str]:
    """The place of an entry education from the top, and its words; one that is not published stands last."""
    if entry is None:
        return len(_LEVELS) + 1, f"Entry education {fmt.NOT_PUBLISHED}"
    place = _LEVELS.index(entry.education) if entry.education in _LEVELS else len(_LEVELS)
    if entry.education.startswith("No formal"):
        return place, "Most start without a formal credential"
    return place, f"Most start with {names.education(entry.education)}"


def _pay(wage: Wage) -> PayMark:
    """The median as a mark; an hourly one has no place on a scale of yearly pay."""
    if not wage.is_published:
        return PayMark(None, f"Pay {fmt.NOT_PUBLISHED}", False)
    return pay.mark(wage) if wage.period is PayPeriod.ANNUAL else PayMark(None, fmt.wage_with_unit(wage), False)


def _choice(group: GroupProfile, shown: int) -> str:
    """Which occupations are on the poster, of how many: nothing is left out silently."""
    published, every = len(group.members), len(group.group.socs)
    if shown < published:
        those = "those" if shown > 1 else "the one"
        return f"{shown} of {published} occupations: {those} with the most U.S. openings a{fmt.NBSP}year"
    told = f"All {shown} occupations" if shown > 1 else "The one occupation"
    if published < every:
        return f"{told} published for {names.place(group.area)}"
    return f"{told} of the group"


def _notes(group: GroupProfile) -> tuple[str, ...]:
    found = [
        "Half earn more than the median, half less. Growth and openings are projections for the whole U.S.; openings "
        "are a yearly average of new jobs and of people to replace."
    ]
    if any(each.here.hourly_only for each in group.members):
        found.append("Where only hourly pay is published, there is no bar.")
    missing = len(group.group.socs) - len(group.members)
    if missing:
        verb = "is" if missing == 1 else "are"
        found.append(
            f"{missing} of the group’s {len(group.group.socs)} occupations {verb} not published for "
            f"{names.place(group.area)}."
        )
    if group.group.kind is GroupKind.HANDBOOK:
        found.append("The group is that of the Occupational Outlook Handbook, with the occupations that it describes.")
    else:
        found.append(f"The group is {group.group.major} of the Standard Occupational Classification.")
    return tuple(found)


def _link(group: OccupationGroup, area: Area) -> PosterLink:
    """The Handbook's page about its group; for a SOC group the BLS page with the figures of the place."""
    if group.url:
        return PosterLink("Read about each of them", group.url, _printed(group.url))
    place = "nat" if area.is_nation else area.abbreviation.lower()
    url = f"https://www.bls.gov/oes/current/oes_{place}.htm"
    return PosterLink(f"All pay figures for {names.place(area)}", url, _printed(url))


def _printed(url: str) -> str:
    return url.removeprefix("https://www.").rstrip("/")

"""What stands around an occupation: industries, related occupations, programmes, video, Handbook page."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.model.area import Area
from reportgen.model.profile import (
    CareerVideo,
    HandbookLink,
    Industries,
    Industry,
    Program,
    Programs,
    RelatedOccupation,
)
from reportgen.model.soc import SocCode
from reportgen.model.source import Origin
from reportgen.model.wage import Wage
from reportgen.profile import combining, onet, outlook, wages
from reportgen.store.reader import Store
from reportgen.values import dataclass

_MOST_INDUSTRIES, _MOST_RELATED = 6, 8


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What of a related occupation is the same in every area. `national_median` None: OEWS has no row of it."""

    soc: SocCode
    title: str
    entry_education: str | None
    national_median: Wage | None
    origin: Origin


def industries(store: Store, soc: SocCode) -> Industries | None:
    """The industries with most of the occupation's jobs, and each one's share of them.

    4-digit NAICS industries and the groups that OEWS makes of them; sectors would count the same jobs again.
    """
    release_id = store.newest("oews-industry")
    national = store.row(
        "wage_estimate", release_id=store.wage_releases.national_id, soc=soc.value, area_fips=store.nation.fips
    )
    total = national["employment_jobs"] if national else None
    if release_id is None or not isinstance(total, int):
        return None
    if store.releases[release_id].period != store.wage_releases.period:
        return None  # shares of one year's jobs in another year's total would be wrong
    rows = store.query(
        """SELECT e.*, i.title FROM industry_employment e JOIN industry i USING (release_id, naics)
           WHERE e.release_id = :release AND e.soc = :soc AND length(e.naics) > 2 AND e.naics NOT LIKE '%-%'
           AND typeof(e.employment_jobs) = 'integer' ORDER BY e.employment_jobs DESC, e.naics LIMIT :most""",
        release=release_id,
        soc=soc.value,
        most=_MOST_INDUSTRIES,
    )
    if not rows:
        return None
    leading = tuple(
        Industry(row["naics"], row["title"], row["employment_jobs"], row["employment_jobs"] / total * 100)
        for row in rows
    )
    return Industries(leading, store.origin(rows[0], f"occupation {soc}, NAICS {rows[0]['naics']} and others"))


def neighbours(store: Store, soc: SocCode, onet_codes: Sequence[str]) -> tuple[Neighbour, ...]:
    """O*NET's related occupations that OEWS has a title for, nearest first."""
    rows = onet.rows_of(store, "related_occupation", onet_codes, order_by="position, onet_soc")
    used = set(combining.representative_codes(onet_codes, {row["onet_soc"] for row in rows}))
    to_soc = store.soc_of_onet
    found: dict[str, Neighbour] = {}
    for row in rows:
        other = to_soc.get(row["related_onet_soc"])
        if row["onet_soc"] not in used or other is None or other == soc.value or other in found:
            continue
        if other not in store.occupation_titles:
            continue
        code = SocCode(other)
        entry = outlook.entry_requirement(store, code)
        origin = store.origin(row, f"O*NET-SOC {row['onet_soc']}, related {row['related_onet_soc']}")
        found[other] = Neighbour(
            code,
            store.occupation_titles[other],
            entry.education if entry else None,
            wages.headline_of(store, store.wage_row(other, store.nation)),
            origin,
        )
    return tuple(found.values())


def related(store: Store, around: Sequence[Neighbour], area: Area) -> tuple[RelatedOccupation, ...]:
    """The nearest of the neighbours that OEWS publishes, with the median here or else in the nation."""
    rows = store.median_rows(area, [each.soc.value for each in around])
    found: list[RelatedOccupation] = []
    for each in around:
        median, place = wages.headline_of(store, rows.get(each.soc.value)), area
        if median is None or not median.is_published:
            median, place = each.national_median, store.nation
        if median is not None:
            found.append(RelatedOccupation(each.soc, each.title, median, place, each.entry_education, each.origin))
        if len(found) == _MOST_RELATED:
            break
    return tuple(found)


def programs(store: Store, soc: SocCode, onet_codes: Sequence[str]) -> Programs | None:
    """Programmes of study; for an OEWS code that combines several SOC codes, those of all of them."""
    members = dict.fromkeys([soc.value, *(code[:7] for code in onet_codes)])
    rows = [row for member in members for row in store.rows("program", order_by="cip", soc=member)]
    unique = {row["cip"]: Program(row["cip"], row["title"]) for row in rows}
    if not rows:
        return None
    return Programs(tuple(unique.values()), store.origin(rows[0], f"occupation {', '.join(members)}"))


def video(store: Store, onet_codes: Sequence[str]) -> CareerVideo | None:
    # A third of the list points to a neighbour's video (postmasters to mail carriers): only an own one is printed.
    rows = {
        row["onet_soc"]: row
        for code in onet_codes
        for row in store.rows("career_video", onet_soc=code)
        if f"/{code}." in row["video_url"]
    }
    used = combining.representative_codes(onet_codes, rows)
    if not used:
        return None
    row = rows[used[0]]
    return CareerVideo(row["video_url"], row["verified_on"], store.origin(row, f"O*NET-SOC {used[0]}"))


def handbook(store: Store, soc: SocCode) -> HandbookLink | None:
    rows = [row for row in store.rows("onet_to_soc", order_by="onet_soc", soc=soc.value) if row["handbook_url"]]
    if not rows:
        return None
    row = rows[0]
    return HandbookLink(row["handbook_title"], row["handbook_url"], store.origin(row, f"occupation {soc}"))

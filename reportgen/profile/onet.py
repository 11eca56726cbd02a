"""O*NET rows → interests, ratings, styles, context, technology, tasks of one OEWS code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from reportgen.model.profile import (
    ContextScore,
    InterestArea,
    InterestProfile,
    JobZone,
    RatedElement,
    Ratings,
    Skills,
    SkillSource,
    Technologies,
    WorkContext,
    WorkLife,
    WorkStyle,
    WorkStyles,
)
from reportgen.model.soc import SocCode
from reportgen.model.source import Origin
from reportgen.profile import combining, rules
from reportgen.store.reader import Row, Store

_AREAS = tuple(InterestArea)
_IMPORTANCE_RANGE = (1, 5)
_MOST_STYLES, _MOST_TECHNOLOGIES = 7, 12


def codes_of(store: Store, soc: SocCode) -> list[str]:
    """The O*NET-SOC codes that BLS joins to an OEWS code, in code order."""
    return [row["onet_soc"] for row in store.rows("onet_to_soc", order_by="onet_soc", soc=soc.value)]


def rows_of(store: Store, table: str, onet_codes: Sequence[str], order_by: str = "onet_soc") -> list[Row]:
    """The rows of the newest O*NET release in `table` for some O*NET codes."""
    editions = store.editions_in(table)
    return _rows_in(store, table, editions[0], onet_codes, order_by) if editions else []


def _rows_in(store: Store, table: str, release_id: int, onet_codes: Sequence[str], order_by: str) -> list[Row]:
    if not onet_codes:
        return []
    names = {f"c{number}": code for number, code in enumerate(onet_codes)}
    holes = ", ".join(f":{name}" for name in names)
    return store.query(
        f"SELECT * FROM {table} WHERE release_id = :release AND onet_soc IN ({holes}) ORDER BY {order_by}",  # noqa: S608 (names of ours)
        release=release_id,
        **names,
    )


def origin_of(store: Store, rows: Sequence[Row], codes: Sequence[str]) -> Origin:
    return store.origin(rows[0], "O*NET-SOC " + ", ".join(sorted(set(codes))))


def interests(store: Store, onet_codes: Sequence[str]) -> InterestProfile | None:
    rows = {row["onet_soc"]: row for row in rows_of(store, "interest", onet_codes)}
    used = combining.representative_codes(onet_codes, rows)
    if not used:
        return None
    scores = []
    for area in _AREAS:
        mean = combining.combined_mean(onet_codes, {code: row[area.value.lower()] for code, row in rows.items()})
        assert mean is not None
        scores.append(round(mean, 2))
    if len(used) == 1:
        row = rows[used[0]]
        numbers = [row[f"{place}_high_point"] for place in ("first", "second", "third")]
        high_points = tuple(_AREAS[number - 1] for number in numbers if number)
    else:
        high_points = _combined_high_points(scores, [rows[code] for code in used])
    return InterestProfile(tuple(scores), high_points, len(used), origin_of(store, [rows[used[0]]], used))


def _combined_high_points(scores: Sequence[float], rows: Sequence[Row]) -> tuple[InterestArea, ...]:
    """The highest averaged areas, as many as most of the members have high points."""
    counts = Counter(sum(1 for place in ("first", "second", "third") if row[f"{place}_high_point"]) for row in rows)
    most = max(counts, key=lambda count: (counts[count], -count))
    order = sorted(range(6), key=lambda index: -scores[index])
    return tuple(_AREAS[index] for index in order[:most])


def ratings(store: Store, onet_codes: Sequence[str], domain: str) -> Ratings | None:
    """Importance ratings of one domain, highest first; values that O*NET recommends to suppress are left out."""
    names = {row["element_id"]: row["name"] for row in store.rows("element", domain=domain)}
    rows = _newest_ratings(store, onet_codes, names)
    if not rows:
        return None
    by_element: dict[tuple[str, str], dict[str, float]] = {}
    for row in rows:
        by_element.setdefault((row["element_id"], names[row["element_id"]]), {})[row["onet_soc"]] = row["importance"]
    elements = []
    for (element_id, name), values in by_element.items():
        mean = combining.combined_mean(onet_codes, values)
        assert mean is not None
        elements.append(RatedElement(element_id, name, rules.standard_score(round(mean, 4), *_IMPORTANCE_RANGE)))
    used = combining.representative_codes(onet_codes, {row["onet_soc"] for row in rows})
    ordered = tuple(sorted(elements, key=lambda each: (-each.score, each.element_id)))
    return Ratings(ordered, len(used), origin_of(store, rows, used))


def _newest_ratings(store: Store, onet_codes: Sequence[str], elements: Mapping[str, str]) -> list[Row]:
    """From the newest edition that rates one of the elements for one of the codes: the values that may be used."""
    for release_id in store.editions_in("rating"):
        rows = _rows_in(store, "rating", release_id, onet_codes, "onet_soc")
        if rated := [row for row in rows if row["element_id"] in elements]:
            return [row for row in rated if not row["suppressed"] and row["importance"] is not None]
    return []


def skills(store: Store, soc: SocCode, onet_codes: Sequence[str]) -> Skills | None:
    """O*NET's skills, or where it has not rated the occupation the 17 skill groups of BLS (Tables 6.2 and 6.5)."""
    rated = ratings(store, onet_codes, "skill")
    if rated:
        return Skills(SkillSource.ONET, rated.elements, False, rated.origin)
    release_id = store.newest("employment-projections")
    if release_id is None:
        return None
    top = store.rows("bls_top_skill", order_by="position", release_id=release_id, soc=soc.value)
    ranks = store.rows("bls_skill", release_id=release_id, soc=soc.value)
    if not ranks:
        return None
    # Table 6.2 names the three highest; the others follow by their percentile rank (Table 6.5).
    first = {row["skill"]: row["position"] for row in top}
    ordered = sorted(ranks, key=lambda row: (first.get(row["skill"], 99), -row["percentile_rank"], row["skill"]))
    elements = tuple(RatedElement(row["skill"], row["skill"], row["percentile_rank"]) for row in ordered)
    return Skills(SkillSource.BLS, elements, bool(ranks[0]["imputed"]), store.origin(ranks[0], f"occupation {soc}"))


def styles(store: Store, onet_codes: Sequence[str]) -> WorkStyles | None:
    """The distinctive work styles. For several O*NET codes the best rank counts."""
    names = {row["element_id"]: row["name"] for row in store.rows("element", domain="work_style")}
    rows = rows_of(store, "work_style", onet_codes)
    used = combining.representative_codes(onet_codes, {row["onet_soc"] for row in rows})
    ranked: dict[str, list[int]] = {}
    for row in rows:
        if row["onet_soc"] in used and row["distinctiveness_rank"]:
            ranked.setdefault(row["element_id"], []).append(row["distinctiveness_rank"])
    if not ranked:
        return None
    order = sorted(ranked.items(), key=lambda item: (-len(item[1]), min(item[1]), item[0]))
    found = tuple(
        WorkStyle(names[element], number) for number, (element, _) in enumerate(order[:_MOST_STYLES], start=1)
    )
    return WorkStyles(found, origin_of(store, rows, used))


def job_zone(store: Store, onet_codes: Sequence[str]) -> JobZone | None:
    rows = {row["onet_soc"]: row for row in rows_of(store, "job_zone", onet_codes)}
    mean = combining.combined_mean(onet_codes, {code: row["zone"] for code, row in rows.items()})
    if mean is None:
        return None
    used = combining.representative_codes(onet_codes, rows)
    return JobZone(rules.whole(mean), origin_of(store, [rows[used[0]]], used))


def context(store: Store, onet_codes: Sequence[str]) -> WorkContext | None:
    rows = rows_of(store, "work_context", onet_codes)
    names = {row["element_id"]: row["name"] for row in store.rows("element", domain="work_context")}
    by_element: dict[tuple[str, str], dict[str, float]] = {}
    for row in rows:
        by_element.setdefault((row["element_id"], row["vintage"]), {})[row["onet_soc"]] = row["score"]
    scores = []
    for (element_id, vintage), values in sorted(by_element.items()):
        mean = combining.combined_mean(onet_codes, values)
        assert mean is not None
        scores.append(ContextScore(element_id, names[element_id], rules.whole(round(mean, 4)), vintage))
    if not scores:
        return None
    used = combining.representative_codes(onet_codes, {row["onet_soc"] for row in rows})
    return WorkContext(tuple(scores), origin_of(store, rows, used))


# Duration of Typical Work Week, Work Schedules (how irregular), Time Pressure.
_WORK_LIFE_ELEMENTS = ("4.C.3.d.8", "4.C.3.d.4", "4.C.3.d.1")


def work_life(context: WorkContext | None) -> WorkLife | None:
    """The work-life index, or None unless all three figures are in the store and of one vintage."""
    if context is None:
        return None
    scores = {each.element_id: each for each in context.scores}
    found = [scores[element] for element in _WORK_LIFE_ELEMENTS if element in scores]
    if len(found) < len(_WORK_LIFE_ELEMENTS) or len({each.vintage for each in found}) > 1:
        return None
    mean = sum(each.score for each in found) / len(found) / 100
    return WorkLife(round(10 * (1 - mean), 1), found[0].vintage, context.origin)


def technologies(store: Store, onet_codes: Sequence[str]) -> Technologies | None:
    """Software examples: in demand first, then "hot", then by how many of the O*NET occupations name them."""
    rows = rows_of(store, "technology", onet_codes)
    used = combining.representative_codes(onet_codes, {row["onet_soc"] for row in rows})
    weight: dict[str, tuple[int, int, int]] = {}
    for row in rows:
        if row["onet_soc"] in used:
            demand, hot, count = weight.get(row["example"], (0, 0, 0))
            weight[row["example"]] = (max(demand, row["in_demand"]), max(hot, row["hot"]), count + 1)
    if not weight:
        return None
    order = sorted(weight, key=lambda name: (tuple(-part for part in weight[name]), name.lower()))
    return Technologies(tuple(order[:_MOST_TECHNOLOGIES]), origin_of(store, rows, used))


def alternate_titles(store: Store, onet_codes: Sequence[str]) -> tuple[str, ...]:
    """Job titles that workers reported, then other alternates, each once, without what stands in brackets."""
    rows = rows_of(store, "alternate_title", onet_codes, order_by="kind DESC, onet_soc, title")
    used = set(combining.representative_codes(onet_codes, {row["onet_soc"] for row in rows}))
    found: dict[str, None] = {}
    for row in rows:
        if row["onet_soc"] in used:
            found.setdefault(row["title"].split(" (")[0])
    return tuple(found)


def tasks(store: Store, onet_codes: Sequence[str]) -> tuple[tuple[str, ...], Origin | None]:
    """Task statements, core tasks first; empty unless the user imported O*NET into their own store."""
    rows = rows_of(store, "task", onet_codes, order_by="task_type, task_id")
    used = combining.representative_codes(onet_codes, {row["onet_soc"] for row in rows})
    found = tuple(row["statement"] for row in rows if row["onet_soc"] in used)
    return found, origin_of(store, rows, used) if found else None

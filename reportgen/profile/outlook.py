"""Projections, entry requirements and schooling of workers."""

from __future__ import annotations

from reportgen.model.area import Area
from reportgen.model.profile import (
    Attainment,
    EntryRequirement,
    Projection,
    Share,
    StateProjection,
)
from reportgen.model.soc import ALL_OCCUPATIONS, SocCode
from reportgen.profile import rules
from reportgen.store.reader import Row, Store

NATIONAL = "employment-projections"
OF_STATES = "state-projections"

# Table 5.3's columns from least to most schooling.
_ATTAINMENT = (
    ("less_than_high_school_percent", "Less than high school"),
    ("high_school_percent", "High school diploma"),
    ("some_college_percent", "Some college, no degree"),
    ("associate_percent", "Associate’s degree"),
    ("bachelor_percent", "Bachelor’s degree"),
    ("master_percent", "Master’s degree"),
    ("doctoral_percent", "Doctoral or professional degree"),
)


def projection(store: Store, soc: SocCode) -> Projection | None:
    row = _national_row(store, "projection", soc)
    total = _national_row(store, "projection", ALL_OCCUPATIONS)
    if row is None or total is None:
        return None
    origin = store.origin(row, f"occupation {soc}")
    base_year, projected_year = _years(origin.release.period)
    words = rules.growth_words(origin.release.period)
    return Projection(
        base_year=base_year,
        projected_year=projected_year,
        employment_base_jobs=row["employment_base_jobs"],
        employment_projected_jobs=row["employment_projected_jobs"],
        change_jobs=row["change_jobs"],
        change_percent=row["change_percent"],
        all_occupations_percent=total["change_percent"],
        openings_annual_jobs=row["openings_annual_jobs"],
        self_employed_percent=row["self_employed_percent"],
        growth_band=words.band(soc, row["change_percent"]) if words else None,
        origin=origin,
    )


def sentence_title(store: Store, soc: SocCode) -> str | None:
    """The title in sentence case ("Medical records specialists"), None where there is no projection."""
    row = _national_row(store, "projection", soc)
    return row["title"] if row else None


def state_projection(store: Store, soc: SocCode, area: Area) -> StateProjection | None:
    release_id = store.newest(OF_STATES)
    if release_id is None or area.is_nation:
        return None
    row = store.row("state_projection", release_id=release_id, soc=soc.value, area_fips=area.fips)
    if row is None:
        return None
    origin = store.origin(row, f"occupation {soc}, area {area.name}")
    return StateProjection(
        period=origin.release.period,
        employment_base_jobs=row["employment_base_jobs"],
        employment_projected_jobs=row["employment_projected_jobs"],
        change_percent=row["change_percent"],
        openings_annual_jobs=row["openings_annual_jobs"],
        origin=origin,
    )


def entry_requirement(store: Store, soc: SocCode) -> EntryRequirement | None:
    row = _national_row(store, "entry_requirement", soc)
    if row is None:
        return None
    beside = store.row("education_wage", release_id=row["release_id"], education=row["education"])
    return EntryRequirement(
        education=row["education"],
        experience=row["experience"],
        training=row["training"],
        origin=store.origin(row, f"occupation {soc}"),
        same_education_median_usd=beside["annual_median_usd"] if beside else None,
        same_education_origin=store.origin(beside, row["education"]) if beside else None,
    )


def attainment(store: Store, soc: SocCode) -> Attainment | None:
    row = _national_row(store, "attainment", soc)
    if row is None:
        return None
    return Attainment(
        shares=tuple(Share(name, row[column]) for column, name in _ATTAINMENT),
        exact_match=bool(row["exact_match"]),
        origin=store.origin(row, f"occupation {soc}"),
    )


def _national_row(store: Store, table: str, soc: SocCode) -> Row | None:
    release_id = store.newest(NATIONAL)
    return store.row(table, release_id=release_id, soc=soc.value) if release_id is not None else None


def _years(period: str) -> tuple[int, int]:
    """("2024-34") → (2024, 2034)."""
    first, last = period.split("-")
    return int(first), int(first[:2] + last)

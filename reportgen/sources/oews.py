"""OEWS: employment and wages by occupation and area (the nation, states, nonmetropolitan areas).

Marks are kept as published (`*`, `**`, `#`); the release's cap goes with them. Industries are in `oews_industry`.
Source: U.S. Bureau of Labor Statistics, workbooks' own "Field Descriptions".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from reportgen.model.area import NATION_FIPS
from reportgen.sources import cells, checks, codes, oews_areas, oews_wages
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec

LEVELS = ("total", "major", "minor", "broad", "detailed")
_ALL_INDUSTRIES = {"naics": "000000", "industry_group": "cross-industry", "ownership": "1235"}


def import_wage_estimates(
    tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec
) -> dict[str, pd.DataFrame]:
    """One row per area and occupation → frames for `wage_estimate`, and `occupation` (nation) or `area` (nonmetro).

    Options of the file:
    - `area_type`: "nation", "state" (and territories) or "nonmetropolitan";
    - `dropped_marks` true: an extract that left marks as empty cells (see `oews_wages.restore_marks`);
    - `inferred_hourly_marks` true: the marks in the hourly columns are not the publisher's own;
    - `titles` false: an edition kept for the trend of wages only, whose titles nobody needs;
    - `unfilled_levels`: levels for which the file has no hourly wages (NULL in the store).
    """
    (table,) = tables.values()
    for field, value in _ALL_INDUSTRIES.items():
        if field in table.frame:
            cells.column(table, field, cells.one_of(value))  # a file by industry or ownership repeats every occupation
    socs = cells.column(table, "soc", codes.known_soc)
    levels = levels_of(table, socs)
    out: dict[str, Sequence[Any]] = {
        "soc": socs,
        "area_fips": oews_areas.column(table, spec),
        "title": cells.column(table, "title", cells.text),
        "level": levels,
        "employment_jobs": employment(table, spec),
        "jobs_per_1000": cells.column(table, "jobs_per_1000", _ratio),
        "location_quotient": cells.column(table, "location_quotient", _ratio),
        **oews_wages.columns(table, release, spec, levels),
    }
    frame = _without_repeated_broad_rows(checks.plain(out, table.frame.index))
    checks.require_unique(table, frame, ("soc", "area_fips"))
    result = {"wage_estimate": frame.drop(columns=["title", "level"])}
    if spec.options["area_type"] == "nation" and spec.options.get("titles", True):
        result["occupation"] = frame[frame["area_fips"] == NATION_FIPS][["soc", "title", "level"]]
    if spec.options["area_type"] == "nonmetropolitan":
        result["area"] = oews_areas.shared_table(table, out["area_fips"])
    return result


def levels_of(table: RawTable, socs: Sequence[str]) -> list[str]:
    """The level of each row, which must be the level of its code; an extract without the column is all detailed.

    OEWS calls a code that it combines from several both detailed and, where SOC has it as a broad group, broad.
    """
    known = codes.occupation_codes()
    has_column = "level" in table.frame
    levels = cells.column(table, "level", cells.one_of(*LEVELS)) if has_column else ["detailed"] * len(socs)
    for row, soc, level in zip(table.frame.index, socs, levels, strict=True):
        true_level = known[soc]["level"]
        if level != true_level and not (level == "broad" and known[soc]["scheme"] == "OEWS"):
            raise table.error(
                f"{soc} is a {true_level} code, not {level}",
                row=int(row),
                field="level" if has_column else "soc",
                expected=true_level if has_column else "detailed occupations only",
            )
    return levels


def employment(table: RawTable, spec: FileSpec) -> list[int | str]:
    """Jobs, or `**`; in an extract that dropped the marks an empty cell is `**`."""
    parser = cells.employment_jobs
    if spec.options.get("dropped_marks"):
        found = cells.column(table, "employment_jobs", cells.optional(parser))
        return [cells.EMPLOYMENT_NOT_AVAILABLE if jobs is None else jobs for jobs in found]
    return cells.column(table, "employment_jobs", parser)


def _ratio(cell: str) -> float | None:
    """Jobs per 1,000 or location quotient: blank for the nation, `**` where the employment is not available."""
    if cell.strip() in ("", cells.EMPLOYMENT_NOT_AVAILABLE):
        return None
    return cells.number_between(0, 10_000)(cell)


def _without_repeated_broad_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Drop the broad row of a code that OEWS publishes as a detailed occupation too (13-1020 and six others).

    OEWS prints such a combined code twice with the same figures, once per level.
    """
    detailed = set(frame.loc[frame["level"] == "detailed", "soc"])
    twice = (frame["level"] == "broad") & frame["soc"].isin(detailed)
    return frame[~twice]

"""State projections: jobs now and in ten years, by occupation and state.

Source: Projections Central; the figures are the state workforce agencies'. Counts are jobs, rounded to tens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from reportgen.sources import cells, checks, codes
from reportgen.sources.projections import percent_range
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec

_count = cells.not_negative(cells.integer)


def import_state_projections(
    tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec
) -> dict[str, pd.DataFrame]:
    """One row per area and occupation → a frame for the store table `state_projection`, counts in jobs.

    Options: `other_codes`, the occupation codes whose rows are left out, and `rounding_jobs`, how far a printed count
    may be from the one that the percentage was computed from. Raises SourceError.
    """
    (table,) = tables.values()
    others = frozenset(spec.options["other_codes"])
    cells.column(table, "title", cells.text)
    columns: dict[str, list[Any]] = {
        "soc": cells.column(
            table, "soc", lambda cell: cell.strip() if cell.strip() in others else codes.known_soc(cell)
        ),
        "area_fips": cells.column(table, "area_fips", codes.known_area),
        "employment_base_jobs": cells.column(table, "employment_base_jobs", _count),
        "employment_projected_jobs": cells.column(table, "employment_projected_jobs", _count),
        "change_percent": cells.column(table, "change_percent", cells.number_between(-100, 1000)),
        "openings_annual_jobs": cells.column(table, "openings_annual_jobs", _count),
    }
    _require_consistent(table, columns, spec.options["rounding_jobs"])
    frame = checks.plain(columns, table.frame.index)
    checks.require_unique(table, frame, ["soc", "area_fips"])
    return {"state_projection": frame[~frame["soc"].isin(others)]}


def _require_consistent(table: RawTable, columns: Mapping[str, Sequence[Any]], rounding: int) -> None:
    """The percentage is that of the two counts. From no jobs on there is no percentage: the file says 0."""
    names = ("employment_base_jobs", "employment_projected_jobs", "change_percent")
    for row, base, projected, percent in zip(table.frame.index, *(columns[name] for name in names), strict=True):
        if base == 0:
            continue
        low, high = percent_range(base, projected - base, rounding)
        if not low <= percent <= high:
            raise table.error(
                f"{percent} percent does not lead from {base:,} jobs to {projected:,}",
                row=int(row),
                field="change_percent",
                expected=f"{low:.1f} to {high:.1f}",
            )

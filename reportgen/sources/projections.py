"""National employment projections: how many jobs, and how many openings a year.

Source: U.S. Bureau of Labor Statistics, Employment Projections, Tables 1.2 and 1.10 of `occupation.xlsx`. The
publisher prints thousands with one decimal; the store holds jobs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from reportgen.sources import cells, checks, codes
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec

# A count printed in thousands with one decimal stands for anything within 50 jobs of it.
ROUNDING_JOBS = 50
_LINE_TYPES = {"Line item": "line item", "Summary": "summary"}
_count = cells.not_negative(cells.thousands_as_count)


def import_occupations(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """Tables 1.2 and 1.10 → frames for the store tables `projection` and `separation`, counts in jobs.

    Options: `tables` (store table → sheet), `years` (length of the projection), `no_value` (the publisher's dash).
    Raises SourceError when a row's figures contradict each other by more than rounding, or the two tables do.
    """
    sheets = spec.options["tables"]
    projection = _projection(tables[sheets["projection"]], spec)
    separation = _separation(tables[sheets["separation"]], spec.options["years"], projection)
    return {"projection": projection, "separation": separation}


def _projection(table: RawTable, spec: FileSpec) -> pd.DataFrame:
    self_employed = cells.optional(cells.number_between(0, 100), spec.options["no_value"])
    columns: dict[str, list[Any]] = {
        "soc": cells.column(table, "soc", codes.known_soc),
        "title": cells.column(table, "title", cells.text),
        "line_type": [_LINE_TYPES[word] for word in cells.column(table, "line_type", cells.one_of(*_LINE_TYPES))],
        "employment_base_jobs": cells.column(table, "employment_base_jobs", _count),
        "employment_projected_jobs": cells.column(table, "employment_projected_jobs", _count),
        "change_jobs": cells.column(table, "change_jobs", cells.thousands_as_count),
        "change_percent": cells.column(table, "change_percent", cells.number_between(-100, 1000)),
        "self_employed_percent": cells.column(table, "self_employed_percent", self_employed),
        "openings_annual_jobs": cells.column(table, "openings_annual_jobs", _count),
    }
    names = ("employment_base_jobs", "employment_projected_jobs", "change_jobs", "change_percent")
    for row, base, projected, change, percent in zip(
        table.frame.index, *(columns[name] for name in names), strict=True
    ):
        if abs(projected - base - change) > 2 * ROUNDING_JOBS:
            raise table.error(
                f"a change of {change:,} jobs does not lead from {base:,} to {projected:,}",
                row=int(row),
                field="change_jobs",
                expected=f"{projected - base:,}, within {2 * ROUNDING_JOBS}",
            )
        low, high = percent_range(base, change, ROUNDING_JOBS)
        if not low <= percent <= high:
            raise table.error(
                f"{percent} percent is not {change:,} of {base:,} jobs",
                row=int(row),
                field="change_percent",
                expected=f"{low:.1f} to {high:.1f}",
            )
    frame = checks.plain(columns, table.frame.index)
    checks.require_unique(table, frame, ["soc"])
    return frame


def _separation(table: RawTable, years: int, projection: pd.DataFrame) -> pd.DataFrame:
    columns: dict[str, list[Any]] = {"soc": cells.column(table, "soc", codes.known_soc)}
    for name in ("exits_annual_jobs", "transfers_annual_jobs", "openings_annual_jobs", "separations_annual_jobs"):
        columns[name] = cells.column(table, name, _count)
    for name in ("employment_base_jobs", "employment_projected_jobs"):
        columns[name] = cells.column(table, name, _count)
    columns["change_jobs"] = cells.column(table, "change_jobs", cells.thousands_as_count)
    frame = checks.plain(columns, table.frame.index)
    checks.require_unique(table, frame, ["soc"])
    _require_sums(table, frame, years)
    _require_same_as_projection(table, frame, projection)
    return frame[["soc", "exits_annual_jobs", "transfers_annual_jobs", "openings_annual_jobs"]]


def _require_sums(table: RawTable, frame: pd.DataFrame, years: int) -> None:
    """Separations are exits and transfers; openings are separations and the change spread over the years."""
    for row, exits, transfers, openings, separations, change in zip(
        frame.index,
        *(
            frame[name].tolist()
            for name in (
                "exits_annual_jobs",
                "transfers_annual_jobs",
                "openings_annual_jobs",
                "separations_annual_jobs",
                "change_jobs",
            )
        ),
        strict=True,
    ):
        for name, printed, computed in (
            ("separations_annual_jobs", separations, exits + transfers),
            ("openings_annual_jobs", openings, separations + change / years),
        ):
            if abs(printed - computed) > 3 * ROUNDING_JOBS:
                raise table.error(
                    f"{printed:,} is not the sum of its parts",
                    row=int(row),
                    field=name,
                    expected=f"{computed:,.0f}, within {3 * ROUNDING_JOBS}",
                )


def _require_same_as_projection(table: RawTable, frame: pd.DataFrame, projection: pd.DataFrame) -> None:
    names = ["employment_base_jobs", "employment_projected_jobs", "change_jobs", "openings_annual_jobs"]
    by_code = projection.set_index("soc")[names].to_dict("index")
    for row, soc, *values in zip(
        frame.index, frame["soc"].tolist(), *(frame[name].tolist() for name in names), strict=True
    ):
        if soc not in by_code:
            raise table.error(f"{soc} is not in the table of projections", row=int(row), field="soc")
        for name, value in zip(names, values, strict=True):
            if value != by_code[soc][name]:
                raise table.error(
                    f"{value:,} jobs contradict the table of projections",
                    row=int(row),
                    field=name,
                    expected=f"{by_code[soc][name]:,}",
                )
    missing = sorted(set(projection["soc"]) - set(frame["soc"]))
    if missing:
        raise table.error(f"lacks {missing[0]}, which the table of projections has", field="soc")


def percent_range(base: float, change: float, rounding: float, digits: int = 1) -> tuple[float, float]:
    """The percentages that `change` of `base` may be printed as, when both are rounded within ±`rounding`."""
    spread = 0.5 * 10**-digits + 1e-9
    bases = (max(base - rounding, 1), base + rounding)
    ratios = [changed / of * 100 for changed in (change - rounding, change + rounding) for of in bases]
    return min(ratios) - spread, max(ratios) + spread

"""Schooling: what workers have (percent), what an occupation typically needs, and what jobs that need it pay.

Source: U.S. Bureau of Labor Statistics, Employment Projections, Tables 5.2 to 5.4 of `education.xlsx`; attainment
from the American Community Survey, workers of 25 years and more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from reportgen.sources import cells, checks, codes
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec

# Table 5.3's columns from least to most schooling.
LEVELS = (
    "less_than_high_school_percent",
    "high_school_percent",
    "some_college_percent",
    "associate_percent",
    "bachelor_percent",
    "master_percent",
    "doctoral_percent",
)
# Seven shares, each rounded to 0.1, may be off from 100 by 0.35 together.
_MOST_OFF = 0.35


def import_education(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """Tables 5.2, 5.3 and 5.4 → frames for the store tables `education_wage`, `attainment` and `entry_requirement`.

    Options: `tables` (store table → sheet), `total` (the row of Table 5.2 that is no level), `not_exact_mark` (the
    footnote of a wider survey occupation), `none` (the publisher's word for no experience or training; NULL in the
    store), and the words of `education`, `experience` and `training`. Raises SourceError.
    """
    sheets = spec.options["tables"]
    return {
        "education_wage": _education_wage(tables[sheets["education_wage"]], spec),
        "attainment": _attainment(tables[sheets["attainment"]], spec.options["not_exact_mark"]),
        "entry_requirement": _entry_requirement(tables[sheets["entry_requirement"]], spec),
    }


def _education_wage(table: RawTable, spec: FileSpec) -> pd.DataFrame:
    total = spec.options["total"]
    columns: dict[str, list[Any]] = {
        "education": cells.column(table, "education", cells.one_of(total, *spec.options["education"])),
        "annual_median_usd": cells.column(table, "annual_median_usd", cells.integer_between(1_000, 5_000_000)),
    }
    frame = checks.plain(columns, table.frame.index)
    checks.require_unique(table, frame, ["education"])
    levels: pd.DataFrame = frame.loc[frame["education"] != total]
    return levels


def _attainment(table: RawTable, not_exact_mark: str) -> pd.DataFrame:
    titles = cells.column(table, "title", cells.title_with_note(not_exact_mark))
    columns: dict[str, list[Any]] = {"soc": cells.column(table, "soc", codes.known_soc)}
    for level in LEVELS:
        columns[level] = cells.column(table, level, cells.number_between(0, 100))
    for row, *shares in zip(table.frame.index, *(columns[level] for level in LEVELS), strict=True):
        if abs(sum(shares) - 100) > _MOST_OFF + 1e-9:
            raise table.error(f"the shares add up to {sum(shares):.1f} percent", row=int(row), expected="100")
    columns["exact_match"] = [int(not marked) for _, marked in titles]
    return _by_code(table, columns)


def _entry_requirement(table: RawTable, spec: FileSpec) -> pd.DataFrame:
    cells.column(table, "title", cells.text)
    none = spec.options["none"]
    columns: dict[str, list[Any]] = {
        "soc": cells.column(table, "soc", codes.known_soc),
        "education": cells.column(table, "education", cells.one_of(*spec.options["education"])),
    }
    for field in ("experience", "training"):
        columns[field] = cells.column(table, field, cells.optional(cells.one_of(*spec.options[field], none), none))
    return _by_code(table, columns)


def _by_code(table: RawTable, columns: dict[str, list[Any]]) -> pd.DataFrame:
    frame = checks.plain(columns, table.frame.index)
    checks.require_unique(table, frame, ["soc"])
    return frame

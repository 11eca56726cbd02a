"""OEWS: the nation's employment and mean wages by occupation and industry.

Source: U.S. Bureau of Labor Statistics, workbooks' own "Field Descriptions".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from reportgen.sources import cells, checks, codes, oews, oews_areas
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec

_SECTOR = re.compile(r"\d\d(-\d\d)?\Z", re.ASCII)
# Four digits, or a combination that OEWS makes of several four-digit industries (3250A1).
_FOUR_DIGITS = re.compile(r"\d{4}\Z|\d{4}A\d\Z", re.ASCII)
_NAICS = re.compile(r"\d\d(-\d\d)?\Z|\d{3,6}\Z|\d{4}A\d\Z", re.ASCII)


def import_by_industry(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """One row per industry and occupation → frames for the store tables `industry` and `industry_employment`.

    Every row is checked, then those that the file's options choose are kept:
    - `levels`: the levels of occupations;
    - `ownership_rank`: the value of the extract's rank column;
    - `industry_levels` ["sector", "4-digit"]: one row for each job on each of the two levels.
    `dropped_marks` true: an extract that left marks as empty cells. Raises SourceError.
    """
    (table,) = tables.values()
    socs = cells.column(table, "soc", codes.known_soc)
    industries = cells.column(table, "naics", _naics)
    titles = cells.column(table, "industry_title", cells.text)
    jobs = oews.employment(table, spec)
    means = {
        "hourly_mean_usd": _means(table, release, spec, "hourly_mean_usd", cells.hourly_wage_usd),
        "annual_mean_usd": _means(table, release, spec, "annual_mean_usd", cells.annual_wage_usd),
    }
    if "area_fips" in table.frame:
        oews_areas.column(table, spec)
        cells.column(table, "industry_group", cells.one_of(spec.options["industry_group"]))
    _require_one(table, industries, titles, "industry_title")
    if "ownership" in table.frame:
        _require_one(table, industries, cells.column(table, "ownership", cells.integer), "ownership")
    frame = checks.plain(
        {"soc": socs, "naics": industries, "employment_jobs": jobs, **means, "title": titles}, table.frame.index
    )
    frame = frame[_kept(table, spec, frame)]
    checks.require_unique(table, frame, ("soc", "naics"))
    named = frame.drop_duplicates("naics")[["naics", "title"]].sort_values("naics")
    return {"industry": named, "industry_employment": frame.drop(columns="title")}


def _naics(cell: str) -> str:
    code = cell.strip()
    if not _NAICS.match(code):
        raise ValueError(f"“{cell}” is not an industry code")
    return code


def _means(table: RawTable, release: ReleaseSpec, spec: FileSpec, field: str, parser: Any) -> list[Any]:
    """A column of mean wages in US dollars, or marks. Means are not capped; `#` is one whose percentiles all are."""
    if spec.options.get("dropped_marks"):
        parser = cells.optional(parser)
    found = [cells.WAGE_NOT_AVAILABLE if wage is None else wage for wage in cells.column(table, field, parser)]
    if cells.TOP_CODED in found and "wage_cap_usd" not in release.options:
        row = int(table.frame.index[found.index(cells.TOP_CODED)])
        raise table.error(
            "# marks a capped wage, and this edition has no cap", row=row, field=field, expected="a wage or *"
        )
    return found


def _kept(table: RawTable, spec: FileSpec, frame: pd.DataFrame) -> list[bool]:
    wanted = spec.options.get("levels", oews.LEVELS)
    kept = [level in wanted for level in oews.levels_of(table, frame["soc"].tolist())]
    if "ownership_rank" in table.frame:
        ranks = cells.column(table, "ownership_rank", cells.whole_between(1, 20))
        kept = [keep and rank == spec.options["ownership_rank"] for keep, rank in zip(kept, ranks, strict=True)]
    if spec.options.get("industry_levels"):
        chosen = sectors_and_four_digits(set(frame["naics"]))
        kept = [keep and naics in chosen for keep, naics in zip(kept, frame["naics"], strict=True)]
    return kept


def sectors_and_four_digits(naics: set[str]) -> set[str]:
    """The sectors and what OEWS calls the 4-digit level among `naics`.

    A three-digit industry without anything below it on that level stands for itself there (484 Truck Transportation).
    Codes of OEWS that are no industries (000001, 999001 …) and finer ones (23811) are left out.
    """
    four = {code for code in naics if _FOUR_DIGITS.match(code)}
    parents = {code[:3] for code in four}
    alone = {code for code in naics if len(code) == 3 and code not in parents}
    return {code for code in naics if _SECTOR.match(code)} | four | alone


def _require_one(table: RawTable, industries: Sequence[str], values: Sequence[Any], field: str) -> None:
    """Each industry has one title and comes in one ownership: rows of another would count jobs twice."""
    known: dict[str, Any] = {}
    for row, naics, value in zip(table.frame.index, industries, values, strict=True):
        if known.setdefault(naics, value) != value:
            raise table.error(
                f"industry {naics} has “{value}”", row=int(row), field=field, expected=f"“{known[naics]}” as above"
            )

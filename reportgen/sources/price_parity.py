"""Regional price parities: the price level of a state in a year, nation = 100.

Source: U.S. Bureau of Economic Analysis, table SARPP.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from reportgen.model.area import NATION_FIPS
from reportgen.sources import cells, checks, codes
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec

_YEAR = re.compile(r"year_(\d{4})\Z")
# Far beyond what any state has had (housing 53.8 to 214.6 in 2008-2023): catches a column of dollars.
_index = cells.number_between(30, 400)


def import_price_parities(
    tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec
) -> dict[str, pd.DataFrame]:
    """One row per area and line, one column a year → a frame for `price_parity`, one row a year.

    Options: `table_name`, `unit`, `lines` (line code → description and our measure), `other_lines` and `regions`,
    the lines and areas that are left out. Raises SourceError.
    """
    (table,) = tables.values()
    lines: Mapping[str, list[str]] = spec.options["lines"]
    regions = frozenset(spec.options["regions"])
    cells.column(table, "table_name", cells.one_of(spec.options["table_name"]))
    found_lines = cells.column(table, "line", cells.one_of(*lines, *spec.options["other_lines"]))
    areas = cells.column(table, "area_fips", lambda cell: None if cell.strip() in regions else _area(cell))
    kept = [line in lines and area is not None for line, area in zip(found_lines, areas, strict=True)]
    chosen = RawTable(table.file_name, table.spec, table.frame[kept])
    keys = checks.plain({"line": found_lines, "area_fips": areas}, table.frame.index)[kept]
    checks.require_unique(chosen, keys, ["line", "area_fips"])
    _check_words(chosen, keys, lines, spec.options["unit"])
    frame = _by_year(chosen, keys, {line: measure for line, (_, measure) in lines.items()})
    _require_all_areas(chosen, frame)
    return {"price_parity": frame}


def _area(cell: str) -> str:
    """A state as BEA writes it, with three zeros (48000)."""
    code = cell.strip()
    if not re.match(r"\d\d000\Z", code, re.ASCII):
        raise ValueError(f"“{cell}” is not the code of a state")
    return codes.known_area(code[:2])


def _check_words(table: RawTable, keys: pd.DataFrame, lines: Mapping[str, list[str]], unit: str) -> None:
    """A line's description, its unit and an area's name are what their codes say."""
    cells.column(table, "unit", cells.one_of(unit))
    names = {fips: area["name"] for fips, area in codes.areas().items()}
    for field, expected in (
        ("description", [lines[line][0] for line in keys["line"]]),
        ("area_name", [names[fips] for fips in keys["area_fips"]]),
    ):
        for row, words, right in zip(table.frame.index, cells.column(table, field, cells.text), expected, strict=True):
            if words != right:
                raise table.error(f"“{words}” does not fit its code", row=int(row), field=field, expected=right)


def _by_year(table: RawTable, keys: pd.DataFrame, measures: Mapping[str, str]) -> pd.DataFrame:
    rows: list[tuple[Any, ...]] = []
    for field in table.spec.fields:
        year = _YEAR.match(field)
        if not year:
            continue
        for row, fips, line, value in zip(
            table.frame.index, keys["area_fips"], keys["line"], cells.column(table, field, _index), strict=True
        ):
            if fips == NATION_FIPS and measures[line] == "all items" and value != 100:
                raise table.error(f"the nation's price level is {value}", row=int(row), field=field, expected="100")
            rows.append((row, fips, int(year.group(1)), measures[line], value))
    names = ("area_fips", "year", "measure", "price_index")
    columns: dict[str, list[Any]] = {name: [row[place] for row in rows] for place, name in enumerate(names, start=1)}
    return checks.plain(columns, pd.Index([row[0] for row in rows]))


def _require_all_areas(table: RawTable, frame: pd.DataFrame) -> None:
    """Every measure has the nation and the 51 states: a wage in a state without an index would go unadjusted."""
    states = {fips for fips, area in codes.areas().items() if area["kind"] in ("nation", "state")}
    for measure, group in frame.groupby("measure"):
        missing = sorted(states - set(group["area_fips"]))
        if missing:
            raise table.error(f"lacks {codes.areas()[missing[0]]['name']} for {measure}", field="area_fips")

"""The areas of an OEWS file: the nation (99), states and territories (two digits), nonmetropolitan areas (seven)."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from reportgen.model.area import NATION_FIPS, AreaKind
from reportgen.sources import cells, checks, codes
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec

_NATION_IN_OEWS = "99"
_NATION_SAYS = {"area_name": "U.S.", "state": "US"}
# What AREA_TYPE says ("Field Descriptions"): 1 the nation, 2 a state, 3 a territory, 6 a nonmetropolitan area.
_TYPES = {"nation": ("1",), "state": ("2", "3"), "nonmetropolitan": ("6",)}


def column(table: RawTable, spec: FileSpec) -> list[str]:
    """The FIPS code of each row; its type, its state and its name must not contradict it. Raises SourceError."""
    area_type: str = spec.options["area_type"]
    if "area_type" in table.frame:
        cells.column(table, "area_type", cells.one_of(*_TYPES[area_type]))
    if area_type == "nation":
        for field, said in _NATION_SAYS.items():
            if field in table.frame:
                cells.column(table, field, cells.one_of(said))
        return [NATION_FIPS for _ in cells.column(table, "area_fips", cells.one_of(_NATION_IN_OEWS))]
    parser = _state if area_type == "state" else _nonmetropolitan_area
    areas = cells.column(table, "area_fips", parser)
    _check_states(table, areas)
    _check_names(table, areas, {fips: area["name"] for fips, area in codes.areas().items()})
    return areas


def shared_table(table: RawTable, areas: Sequence[str]) -> pd.DataFrame:
    """The nonmetropolitan areas of a file (`areas`: the code of each row) for the store's table `area`.

    OEWS defines these areas and names them itself, so they are not among the codes that we ship.
    """
    names = dict(zip(areas, cells.column(table, "area_name", cells.text), strict=True))
    ordered = sorted(names)
    return checks.plain(
        {
            "fips": ordered,
            "abbreviation": [codes.areas()[fips[:2]]["abbreviation"] for fips in ordered],
            "name": [names[fips] for fips in ordered],
            "kind": [AreaKind.NONMETROPOLITAN.value] * len(ordered),
            "in_prose": [names[fips] for fips in ordered],
        }
    )


def _state(cell: str) -> str:
    fips = codes.known_area(cell)
    if fips == NATION_FIPS:
        raise ValueError(f"“{cell}” is the nation; a state or territory was expected")
    return fips


def _nonmetropolitan_area(cell: str) -> str:
    """Seven digits, the first two the state's; a workbook that keeps them as a number has lost the leading zero."""
    code = cell.strip().zfill(7)
    if not re.match(r"\d{7}\Z", code, re.ASCII):
        raise ValueError(f"“{cell}” is not the seven-digit code of a nonmetropolitan area")
    _state(code[:2])
    return code


def _check_states(table: RawTable, areas: list[str]) -> None:
    for field, key in (("state", "abbreviation"), ("state_fips", "fips")):
        if field not in table.frame:
            continue
        for row, fips, said in zip(table.frame.index, areas, table.frame[field].tolist(), strict=True):
            true_state = codes.areas()[fips[:2]][key]
            if said.strip() != true_state:
                raise table.error(
                    f"“{said}” is not the state of area {fips}", row=int(row), field=field, expected=true_state
                )


def _check_names(table: RawTable, areas: list[str], known: dict[str, str]) -> None:
    """One name an area: a state's own (`known`), or for a nonmetropolitan area the one of its first row."""
    names = cells.column(table, "area_name", cells.text)
    for row, fips, name in zip(table.frame.index, areas, names, strict=True):
        if known.setdefault(fips, name) != name:
            raise table.error(f"“{name}” is not area {fips}", row=int(row), field="area_name", expected=known[fips])

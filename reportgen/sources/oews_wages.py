"""The wage columns of OEWS: marks, percentiles, caps, and the flags for occupations with one pay period only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportgen.sources import cells
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec

PERCENTILES = ("pct10", "pct25", "median", "pct75", "pct90")
MEASURES = ("mean", *PERCENTILES)
_PARSERS = {"annual": cells.annual_wage_usd, "hourly": cells.hourly_wage_usd}
_OTHER = {"annual": "hourly", "hourly": "annual"}
Columns = dict[str, list[Any]]


def name_of(period: str, measure: str) -> str:
    """The field of a wage: annual_median_usd, hourly_pct10_usd."""
    return f"{period}_{measure}_usd"


def columns(table: RawTable, release: ReleaseSpec, spec: FileSpec, levels: Sequence[str]) -> Columns:
    """The twelve wage columns and the two flags of `wage_estimate`; None only where the file has no such column.

    Values are US dollars a year or an hour, or the publisher's marks. Raises SourceError for a mark that the edition
    does not have, a percentile below the one before it or at the cap, and a flag that its wages contradict.
    """
    wages = _parse(table, spec, levels)
    cap: Mapping[str, float] = release.options.get("wage_cap_usd", {})
    if spec.options.get("dropped_marks"):
        restore_marks(table, wages, capped=bool(cap))
    flags = _flags(table, wages)
    if spec.options.get("inferred_hourly_marks"):
        _withdraw_inferred_marks(wages, flags["annual_only"])
    _check_flags(table, wages, flags)
    for period in _PARSERS:
        _check_marks(table, wages, period, cap)
        _check_order(table, wages, period)
    missing = [None] * len(table.frame)
    every = [name_of(period, measure) for period in _PARSERS for measure in MEASURES]
    return {**{name: wages.get(name, missing) for name in every}, **flags}


def _parse(table: RawTable, spec: FileSpec, levels: Sequence[str]) -> Columns:
    """The wage columns that the file has. None stands only where the description allows an empty cell."""
    unfilled = set(spec.options.get("unfilled_levels", ()))
    wages: Columns = {}
    for period, parser in _PARSERS.items():
        for name in (name_of(period, measure) for measure in MEASURES):
            if name not in table.frame:
                continue
            may_be_empty = spec.options.get("dropped_marks") or (unfilled and period == "hourly")
            wages[name] = cells.column(table, name, cells.optional(parser) if may_be_empty else parser)
            if unfilled and period == "hourly":
                for row, level, value in zip(table.frame.index, levels, wages[name], strict=True):
                    if (value is None) != (level in unfilled):
                        what = "the cell is empty" if value is None else f"a {level} group has an hourly wage"
                        raise table.error(what, row=int(row), field=name, expected="hourly wages of occupations only")
    return wages


def restore_marks(table: RawTable, wages: Columns, *, capped: bool) -> None:
    """Put back, in place, the marks of an extract that left them as empty cells.

    No wage of a period: none is released, so `*`. Some but not the upper percentiles: `#` where the edition has a cap
    (only wages at the cap lack a figure there), else `*`. An empty cell below a filled one is not a mark: an error.
    """
    tail = cells.TOP_CODED if capped else cells.WAGE_NOT_AVAILABLE
    for period in _PARSERS:
        names = [name for name in (name_of(period, measure) for measure in MEASURES) if name in wages]
        for position, row in enumerate(table.frame.index):
            values = [wages[name][position] for name in names]
            if all(value is None for value in values):
                for name in names:
                    wages[name][position] = cells.WAGE_NOT_AVAILABLE
                continue
            last_filled = max(place for place, value in enumerate(values) if value is not None)
            for place, name in enumerate(names):
                if values[place] is None:
                    if place < last_filled:
                        raise table.error(
                            "the cell is empty although a higher percentile is filled",
                            row=int(row),
                            field=name,
                            expected="a wage",
                        )
                    wages[name][position] = tail


def _flags(table: RawTable, wages: Mapping[str, Sequence[Any]]) -> Columns:
    """annual_only and hourly_only as published; in an extract without them, one period's wages without the other's."""
    flags: Columns = {}
    for period in _PARSERS:
        flag = f"{period}_only"
        if flag in table.frame:
            flags[flag] = [int(value == "TRUE") for value in cells.column(table, flag, cells.one_of("", "TRUE"))]
        else:
            own, other = wages[name_of(period, "mean")], wages[name_of(_OTHER[period], "mean")]
            none = cells.WAGE_NOT_AVAILABLE
            flags[flag] = [int(mine != none and theirs == none) for mine, theirs in zip(own, other, strict=True)]
    return flags


def _withdraw_inferred_marks(wages: Columns, annual_only: Sequence[int]) -> None:
    """`#` for an hourly wage that the publisher does not release at all: the extract's guess, so `*` instead."""
    for name in (name_of("hourly", measure) for measure in MEASURES):
        for position, value in enumerate(wages.get(name, ())):
            if annual_only[position] and value == cells.TOP_CODED:
                wages[name][position] = cells.WAGE_NOT_AVAILABLE


def _check_flags(table: RawTable, wages: Mapping[str, Sequence[Any]], flags: Mapping[str, Sequence[int]]) -> None:
    for period, other in _OTHER.items():
        names = [name for name in (name_of(other, measure) for measure in MEASURES) if name in wages]
        for position, flag in enumerate(flags[f"{period}_only"]):
            if not flag:
                continue
            for name in names:
                if wages[name][position] not in (None, cells.WAGE_NOT_AVAILABLE):
                    raise table.error(
                        f"{wages[name][position]} stands in a row of {period} wages only",
                        row=int(table.frame.index[position]),
                        field=name,
                        expected=cells.WAGE_NOT_AVAILABLE,
                    )


def _check_marks(table: RawTable, wages: Mapping[str, Sequence[Any]], period: str, cap: Mapping[str, float]) -> None:
    """`#` only in an edition with a cap, and no percentile at or above it. Means are not capped."""
    for measure in MEASURES:
        name = name_of(period, measure)
        for row, value in zip(table.frame.index, wages.get(name, ()), strict=False):
            if value == cells.TOP_CODED and not cap:
                raise table.error(
                    "# marks a capped wage, and this edition has no cap",
                    row=int(row),
                    field=name,
                    expected="a wage or *",
                )
            if cap and measure != "mean" and isinstance(value, int | float) and value >= cap[period]:
                raise table.error(
                    f"{value:,} is not below the edition's cap",
                    row=int(row),
                    field=name,
                    expected=f"# from {cap[period]:,} on",
                )


def _check_order(table: RawTable, wages: Mapping[str, Sequence[Any]], period: str) -> None:
    names = [name for name in (name_of(period, measure) for measure in PERCENTILES) if name in wages]
    if not names:
        return
    for row, *values in zip(table.frame.index, *(wages[name] for name in names), strict=True):
        last: float | None = None
        capped = False
        for name, value in zip(names, values, strict=True):
            if value is None or value == cells.WAGE_NOT_AVAILABLE:
                continue
            if value == cells.TOP_CODED:
                capped = True
                continue
            if capped or (last is not None and value < last):
                raise table.error(
                    f"{value:,} is below the percentile before it",
                    row=int(row),
                    field=name,
                    expected="percentiles in rising order",
                )
            last = value

"""What the text files of O*NET have in common: one row is one occupation, element and scale with its value.

Source: O*NET Data Dictionary (https://www.onetcenter.org/dictionary/). A missing cell is the text `n/a`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from typing import Any

import pandas as pd

from reportgen.sources import cells, checks, codes
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec
from reportgen.values import dataclass

NOT_AVAILABLE = "n/a"


@dataclass(frozen=True, slots=True)
class Observation:
    """One row. `value` is on `scale`; None where the file says `n/a`. `category` numbers the answers of a question.

    `low_precision` is O*NET's “Recommend Suppress”, `not_relevant` its “Not Relevant”; False where the file has no
    such column. `row` counts as a text editor does.
    """

    row: int
    onet_soc: str
    element_id: str
    scale: str
    category: int | None
    value: float | None
    low_precision: bool
    not_relevant: bool


def observations(table: RawTable, release: ReleaseSpec, spec: FileSpec) -> list[Observation]:
    """The rows of one file on the scales that its description asks for, checked cell by cell.

    Options of the file: `domain` of its elements, `scales` to read, `other_scales` that the file also has and that
    are passed over. Option of the release: `scales`, the published range of each. Raises SourceError for an unknown
    occupation, element, scale or flag, a value outside its scale, and a repeated row.
    """
    parsers = {scale: _value_on(release, scale) for scale in spec.options["scales"]}
    scales = cells.column(table, "scale", cells.one_of(*parsers, *spec.options.get("other_scales", ())))
    rows: list[int] = table.frame.index.tolist()
    columns = (
        codes_of(table),
        table.frame["element_id"].tolist(),
        table.frame["element_name"].tolist(),
        scales,
        _column(table, "category", ""),
        table.frame["value"].tolist(),
        _flags(table, "suppress"),
        _flags(table, "not_relevant"),
    )
    found: list[Observation] = []
    row_of_key: dict[tuple[str, str, str, int | None], int] = {}
    for row, code, element, name, scale, category_text, text, suppress, irrelevant in zip(rows, *columns, strict=True):
        if scale not in parsers:
            continue
        element_id = element.strip()
        check_element(table, row, element_id, name, spec.options["domain"])
        category = parsed(table, row, "category", _category, category_text)
        value = parsed(table, row, "value", parsers[scale], text)
        key = (code, element_id, scale, category)
        if row_of_key.setdefault(key, row) != row:
            shown = " / ".join(str(part) for part in key if part is not None)
            raise table.error(f"repeats the key {shown} of row {row_of_key[key]}", row=row, field="element_id")
        found.append(Observation(row, code, element_id, scale, category, value, suppress, irrelevant))
    if not found:
        raise table.error(f"has no row on the scale {' or '.join(parsers)}", field="scale")
    return found


def codes_of(table: RawTable, field: str = "onet_soc") -> list[str]:
    """The O*NET-SOC codes of a table, each of them an occupation of O*NET-SOC 2019."""
    return cells.column(table, field, cache(codes.known_onet_soc))


def check_element(table: RawTable, row: int, element_id: str, name: str, domain: str) -> None:
    """Raise SourceError unless the element belongs to `domain` and has its one published name."""
    known = codes.onet_elements().get(element_id)
    if known is None or known[0] != domain:
        what = "unknown" if known is None else f"of the domain {known[0]}"
        raise table.error(
            f"the element “{element_id}” is {what}", row=row, field="element_id", expected=f"an element of {domain}"
        )
    if name.strip() != known[1]:
        raise table.error(
            f"the element {element_id} is called “{name}”", row=row, field="element_name", expected=f"“{known[1]}”"
        )


def require_complete(
    table: RawTable, found: Sequence[Observation], expected: Collection[tuple[str, str]]
) -> dict[str, dict[tuple[str, str], Observation]]:
    """The observations by occupation and (element, scale). Every occupation must have each expected pair, no other.

    A file that was cut off, or in which an element was moved to another scale, is found here.
    """
    by_code: dict[str, dict[tuple[str, str], Observation]] = {}
    for one in found:
        pair = (one.element_id, one.scale)
        if pair not in expected:
            raise table.error(
                f"the element {one.element_id} is not rated on the scale {one.scale}", row=one.row, field="scale"
            )
        by_code.setdefault(one.onet_soc, {})[pair] = one
    for code, pairs in by_code.items():
        if len(pairs) == len(expected):
            continue
        missing = [f"{element} on {scale}" for element, scale in expected if (element, scale) not in pairs]
        raise table.error(
            f"the rows of {code} lack {', '.join(missing[:3])}",
            row=next(iter(pairs.values())).row,
            field="onet_soc",
            expected=f"{len(expected)} rows for each occupation",
        )
    return by_code


def required(table: RawTable, one: Observation) -> float:
    """The value of an observation; SourceError where the file says `n/a`."""
    if one.value is None:
        raise table.error(f"{one.element_id} has no value", row=one.row, field="value", expected="a number")
    return one.value


def whole(table: RawTable, one: Observation) -> int:
    """The value of an observation on a scale of whole numbers (ranks and high points are printed as 6.00)."""
    value = required(table, one)
    if not value.is_integer():
        raise table.error(f"“{value:g}” is not a whole number", row=one.row, field="value")
    return int(value)


def elements_of(domain: str) -> dict[str, str]:
    """element id → name of every element in a domain."""
    return {key: name for key, (kind, name) in codes.onet_elements().items() if kind == domain}


def element_frame(used: Iterable[str]) -> pd.DataFrame:
    """The rows of the store's table `element` for the ids in `used`."""
    known = codes.onet_elements()
    ids = sorted(set(used))
    return checks.plain(
        {
            "element_id": ids,
            "domain": [known[element_id][0] for element_id in ids],
            "name": [known[element_id][1] for element_id in ids],
        }
    )


def parsed(table: RawTable, row: int, field: str, parser: Callable[[str], Any], text: str) -> Any:
    """`parser(text)`, its ValueError turned into a SourceError at this row and column."""
    try:
        return parser(text)
    except ValueError as error:
        raise table.error(str(error), row=row, field=field) from None


def _value_on(release: ReleaseSpec, scale: str) -> Callable[[str], Any]:
    low, high = release.options["scales"][scale]
    # Values repeat by the thousand: 1.00 to 5.00 in steps of 0.01.
    return cache(cells.optional(cells.number_between(low, high), NOT_AVAILABLE))


_category = cache(cells.optional(cells.integer, "", NOT_AVAILABLE))


def _column(table: RawTable, field: str, absent: str) -> list[str]:
    return table.frame[field].tolist() if field in table.frame else [absent] * len(table.frame)


def _flags(table: RawTable, field: str) -> list[bool]:
    if field not in table.frame:
        return [False] * len(table.frame)
    return [flag == "Y" for flag in cells.column(table, field, cells.one_of("Y", "N", NOT_AVAILABLE))]

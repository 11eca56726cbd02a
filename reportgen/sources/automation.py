"""Studies by occupation: exposure to automation and AI, and whether the work can be done at home.

Each study has its own scale and classification; both are kept. Sources: the authors' files (data/sources/
automation.toml, not-shipped.toml, with the citation of each).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from reportgen.sources import cells, checks, codes
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec

_CODE_PARSERS: Mapping[str, Callable[[str], str]] = {
    "soc": codes.known_soc,
    "soc2010": codes.known_soc2010,
    "onet": codes.known_onet_soc,
}


def import_exposure(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """One row an occupation → a frame for the store table `exposure`, one row for each of its measures.

    Options of the file: `code_system` ("soc", "soc2010" or "onet"), `measures` (fields of the layout, named as the
    store names the measure), `range` of the values, and `left_out`, codes of the file that are known to be no code of
    that system; any other unknown code is an error.
    """
    (table,) = tables.values()
    system: str = spec.options["code_system"]
    left_out = frozenset(spec.options.get("left_out", ()))
    low, high = spec.options["range"]
    found = cells.column(table, "code", _known_unless(left_out, _CODE_PARSERS[system]))
    row_of_code: dict[str, int] = {}
    for row, code in zip(table.frame.index.tolist(), found, strict=True):
        if row_of_code.setdefault(code, row) != row:
            raise table.error(f"repeats the key {code} of row {row_of_code[code]}", row=row, field="code")
    rows: list[tuple[int, str, str, float]] = []
    for measure in spec.options["measures"]:
        values = cells.column(table, measure, cells.number_between(low, high))
        rows += [
            (row, code, measure, value)
            for row, code, value in zip(table.frame.index.tolist(), found, values, strict=True)
            if code not in left_out
        ]
    frame = checks.plain(
        {
            "code": [code for _, code, _, _ in rows],
            "code_system": [system] * len(rows),
            "measure": [measure for _, _, measure, _ in rows],
            "value": [value for _, _, _, value in rows],
        },
        pd.Index([row for row, _, _, _ in rows]),
    )
    return {"exposure": frame}


def import_work_at_home(
    tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec
) -> dict[str, pd.DataFrame]:
    """One row an occupation of O*NET-SOC 2010 → a frame for the store table `work_at_home`.

    Only rows whose code O*NET-SOC 2019 still has are kept: to the others nothing in the store could be joined.
    """
    (table,) = tables.values()
    frame = checks.plain(
        {
            "onet_soc": cells.column(table, "onet_soc", cells.onet_soc),
            "feasible": [int(flag) for flag in cells.column(table, "feasible", cells.one_of("0", "1"))],
        },
        table.frame.index,
    )
    checks.require_unique(table, frame, ["onet_soc"])
    return {"work_at_home": frame[frame["onet_soc"].isin(codes.onet_codes())]}


def _known_unless(left_out: frozenset[str], parser: Callable[[str], str]) -> Callable[[str], str]:
    return lambda cell: cell.strip() if cell.strip() in left_out else parser(cell)

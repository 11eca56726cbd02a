"""O*NET interests, work styles and work values: what kind of person an occupation suits.

Source: O*NET files Interests.txt, Work Styles.txt (the 21 styles of release 30.1) and Work Values.txt.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from reportgen.sources import checks, onet_rows
from reportgen.sources.onet_rows import Observation
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec

_SCORE, _HIGH_POINT = "OI", "IH"
_IMPACT, _RANK = "WI", "DR"
_EXTENT = "EX"


def import_interests(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """Nine rows an occupation → one row of the store table `interest`: six scores (1-7) and up to three high points.

    Options of the file: `scores` and `high_points`, each column of the store → its element. High point 0 means that
    there is none (NULL). The high points must name the highest scores in falling order.
    """
    (table,) = tables.values()
    scores: Mapping[str, str] = spec.options["scores"]
    high_points: Mapping[str, str] = spec.options["high_points"]
    pairs = [(element, _SCORE) for element in scores.values()]
    pairs += [(element, _HIGH_POINT) for element in high_points.values()]
    by_code = onet_rows.require_complete(table, onet_rows.observations(table, release, spec), pairs)
    out: dict[str, list[Any]] = {"onet_soc": list(by_code)}
    for name, element in scores.items():
        out[name] = [onet_rows.required(table, rows[element, _SCORE]) for rows in by_code.values()]
    points = [
        _high_points(
            table,
            [onet_rows.required(table, rows[element, _SCORE]) for element in scores.values()],
            [rows[element, _HIGH_POINT] for element in high_points.values()],
        )
        for rows in by_code.values()
    ]
    for place, name in enumerate(high_points):
        out[name] = [point[place] for point in points]
    return {"interest": checks.plain(dict(out), _first_rows(by_code))}


def _high_points(table: RawTable, scores: list[float], rows: list[Observation]) -> list[int | None]:
    """1 = the first of `scores` (Realistic) … 6 = the last (Conventional); None for 0, “no high point”."""
    points: list[int | None] = []
    limit = max(scores)
    for place, one in enumerate(rows):
        point = onet_rows.whole(table, one)
        if point == 0:
            points.append(None)
            continue
        score = scores[point - 1]
        if None in points or point in points or score > limit or (place == 0 and score < limit):
            raise table.error(
                f"the high point {point} (score {score:g}) does not follow from the scores",
                row=one.row,
                field="value",
                expected="the highest scores in falling order",
            )
        points.append(point)
        limit = score
    return points


def import_work_styles(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """Two rows per occupation and style → frames for the store tables `work_style` and `element`.

    Impact runs from -3 (very detrimental) to 3 (very beneficial). The rank counts an occupation's distinctive styles
    from 1; 0 means that the style is not one of them (NULL).
    """
    (table,) = tables.values()
    elements = onet_rows.elements_of(spec.options["domain"])
    pairs = [(element_id, scale) for element_id in elements for scale in (_IMPACT, _RANK)]
    by_code = onet_rows.require_complete(table, onet_rows.observations(table, release, spec), pairs)
    for rows in by_code.values():
        _check_ranks(table, [rows[element_id, _RANK] for element_id in elements])
    keys = [(code, element_id) for code in by_code for element_id in elements]
    frame = checks.plain(
        {
            "onet_soc": [code for code, _ in keys],
            "element_id": [element_id for _, element_id in keys],
            "impact": [onet_rows.required(table, by_code[code][element_id, _IMPACT]) for code, element_id in keys],
            "distinctiveness_rank": [
                onet_rows.whole(table, by_code[code][element_id, _RANK]) or None for code, element_id in keys
            ],
        },
        pd.Index([by_code[code][element_id, _IMPACT].row for code, element_id in keys]),
    )
    return {"work_style": frame, "element": onet_rows.element_frame(elements)}


def _check_ranks(table: RawTable, rows: list[Observation]) -> None:
    ranked = sorted((onet_rows.whole(table, one), one.row) for one in rows if one.value)
    for expected, (rank, row) in enumerate(ranked, start=1):
        if rank != expected:
            raise table.error(
                f"{rank} is not the next rank of its occupation", row=row, field="value", expected=f"{expected}"
            )


def import_work_values(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """One row per occupation and value → frames for the store tables `work_value` (extent 1-7) and `element`.

    The file's high points (scale VH) only repeat the order of the extents and are passed over.
    """
    (table,) = tables.values()
    elements = onet_rows.elements_of(spec.options["domain"])
    found = onet_rows.observations(table, release, spec)
    onet_rows.require_complete(table, found, [(element_id, _EXTENT) for element_id in elements])
    frame = checks.plain(
        {
            "onet_soc": [one.onet_soc for one in found],
            "element_id": [one.element_id for one in found],
            "extent": [onet_rows.required(table, one) for one in found],
        },
        pd.Index([one.row for one in found]),
    )
    return {"work_value": frame, "element": onet_rows.element_frame(elements)}


def _first_rows(by_code: Mapping[str, Mapping[tuple[str, str], Observation]]) -> pd.Index:
    return pd.Index([next(iter(rows.values())).row for rows in by_code.values()])

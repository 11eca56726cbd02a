"""O*NET job zones and the schooling that a job requires: how one prepares for an occupation.

Source: O*NET files Job Zones.txt and Education, Training, and Experience.txt.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reportgen.sources import cells, checks, onet_rows
from reportgen.sources.onet_rows import Observation
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec

# The published percentages have two decimals: twelve of them may add up to 99.97 or 100.02.
_ROUNDING_PERCENT = 0.1


def import_job_zones(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """One row an occupation → a frame for the store table `job_zone`. Option `zones`: how many the edition has."""
    (table,) = tables.values()
    zones = [str(zone) for zone in range(1, int(spec.options["zones"]) + 1)]
    frame = checks.plain(
        {
            "onet_soc": onet_rows.codes_of(table),
            "zone": [int(zone) for zone in cells.column(table, "zone", cells.one_of(*zones))],
        },
        table.frame.index,
    )
    checks.require_unique(table, frame, ["onet_soc"])
    return {"job_zone": frame}


def import_education(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """The rows on the scale RL → a frame for the store table `required_education`, percent of answers.

    Option `categories`: how many answers the question has, from 1 “less than high school” up. Every occupation must
    have each of them, and they must add up to 100 percent.
    """
    (table,) = tables.values()
    found = onet_rows.observations(table, release, spec)
    by_code: dict[str, list[Observation]] = {}
    for one in found:
        by_code.setdefault(one.onet_soc, []).append(one)
    for code, rows in by_code.items():
        _check_answers(table, code, rows, int(spec.options["categories"]))
    frame = checks.plain(
        {
            "onet_soc": [one.onet_soc for one in found],
            "category": [one.category for one in found],
            "answers_percent": [onet_rows.required(table, one) for one in found],
            "suppressed": [int(one.low_precision) for one in found],
        },
        pd.Index([one.row for one in found]),
    )
    return {"required_education": frame}


def _check_answers(table: RawTable, code: str, rows: list[Observation], categories: int) -> None:
    for one in rows:
        if one.category is None or not 1 <= one.category <= categories:
            shown = onet_rows.NOT_AVAILABLE if one.category is None else one.category
            raise table.error(f"{shown} is not an answer", row=one.row, field="category", expected=f"1 to {categories}")
    total = sum(onet_rows.required(table, one) for one in rows)
    if len(rows) != categories or abs(total - 100) > _ROUNDING_PERCENT:
        raise table.error(
            f"the {len(rows)} answers of {code} add up to {total:.2f} percent",
            row=rows[0].row,
            field="value",
            expected=f"{categories} answers and 100 percent",
        )

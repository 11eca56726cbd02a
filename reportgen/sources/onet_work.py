"""O*NET tasks, technology and the conditions of work: what people do, with what, and where.

Source: O*NET files Task Statements.txt, Technology Skills.txt and Work Context.txt, and the partial work context
table of earlier releases (data/sources/onet-work-context.toml).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from reportgen.sources import cells, checks, onet_rows
from reportgen.sources.onet_names import present_text
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec

# The extract prints means with two decimals: 1 + score / 25.
_MEAN_ROUNDING = 0.005


def import_tasks(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """One row a task → a frame for the store table `task`. These are sentences of O*NET and never shipped.

    `task_type` is “Core”, “Supplemental”, or NULL where O*NET has not rated the task yet.
    """
    (table,) = tables.values()
    frame = checks.plain(
        {
            "onet_soc": onet_rows.codes_of(table),
            "task_id": cells.column(table, "task_id", cells.integer_between(1, 99_999_999)),
            "statement": cells.column(table, "statement", present_text),
            "task_type": cells.column(
                table, "task_type", cells.optional(cells.one_of(*spec.options["types"]), onet_rows.NOT_AVAILABLE)
            ),
        },
        table.frame.index,
    )
    checks.require_unique(table, frame, ["task_id"])
    return {"task": frame}


def import_technology(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """One row a product that an occupation uses → frames for the store tables `technology` and `commodity`.

    `hot`: often asked for in all job postings; `in_demand`: often asked for in this occupation's postings.
    """
    (table,) = tables.values()
    frame = checks.plain(
        {
            "onet_soc": onet_rows.codes_of(table),
            "example": cells.column(table, "example", present_text),
            "commodity_code": cells.column(table, "commodity_code", cells.integer_between(10_000_000, 99_999_999)),
            "hot": _yes(table, "hot"),
            "in_demand": _yes(table, "in_demand"),
        },
        table.frame.index,
    )
    checks.require_unique(table, frame, ["onet_soc", "example", "commodity_code"])
    return {"technology": frame, "commodity": _commodities(table, frame["commodity_code"].tolist())}


def _commodities(table: RawTable, commodity_codes: list[int]) -> pd.DataFrame:
    """The kinds of products by UNSPSC code; each must have one title throughout the file."""
    titles: dict[int, str] = {}
    found = cells.column(table, "commodity", present_text)
    for row, code, title in zip(table.frame.index.tolist(), commodity_codes, found, strict=True):
        if titles.setdefault(code, title) != title:
            raise table.error(
                f"{code} is called “{title}”", row=row, field="commodity", expected=f"“{titles[code]}” as above"
            )
    kinds = sorted(titles)
    return checks.plain({"commodity_code": kinds, "title": [titles[code] for code in kinds]})


def import_work_context(
    tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec
) -> dict[str, pd.DataFrame]:
    """The mean answers (scale CX, 1-5; CT, 1-3) → frames for the store tables `work_context` and `element`.

    The score is O*NET's standard score 0-100, half away from zero, as O*NET OnLine prints it. Passed over: shares of
    the single answers (CXP, CTP), and means that O*NET recommends to suppress. Option `vintage` is the release that
    all rows belong to.
    """
    (table,) = tables.values()
    ends = release.options["scales"]
    found = [one for one in onet_rows.observations(table, release, spec) if not one.low_precision]
    frame = checks.plain(
        {
            "onet_soc": [one.onet_soc for one in found],
            "element_id": [one.element_id for one in found],
            "score": [standard_score(onet_rows.required(table, one), *ends[one.scale]) for one in found],
            "vintage": [spec.options["vintage"]] * len(found),
        },
        pd.Index([one.row for one in found]),
    )
    return {"work_context": frame, "element": onet_rows.element_frame(frame["element_id"])}


def import_work_context_scores(
    tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec
) -> dict[str, pd.DataFrame]:
    """Scores 0-100 that are computed already → frames for the store tables `work_context` and `element`.

    Options of the file: `domain`, and `vintages`, the words that its column of that name may hold. The mean answer
    (1-5) beside each score must agree with it.
    """
    (table,) = tables.values()
    elements = [cell.strip() for cell in table.frame["element_id"].tolist()]
    names = table.frame["element_name"].tolist()
    rows = table.frame.index.tolist()
    for row, element_id, name in zip(rows, elements, names, strict=True):
        onet_rows.check_element(table, row, element_id, name, spec.options["domain"])
    scores = cells.column(table, "score", cells.integer_between(0, 100))
    for row, score, mean in zip(rows, scores, cells.column(table, "mean", cells.decimal), strict=True):
        if abs(1 + score / 25 - mean) > _MEAN_ROUNDING:
            raise table.error(f"{mean:g} is not the mean of score {score}", row=row, field="mean")
    frame = checks.plain(
        {
            "onet_soc": onet_rows.codes_of(table),
            "element_id": elements,
            "score": scores,
            "vintage": cells.column(table, "vintage", cells.one_of(*spec.options["vintages"])),
        },
        table.frame.index,
    )
    checks.require_unique(table, frame, ["onet_soc", "element_id"])
    return {"work_context": frame, "element": onet_rows.element_frame(elements)}


def standard_score(value: float, low: float, high: float) -> int:
    """O*NET's standard score: (value - low) / (high - low) x 100, rounded half away from zero.

    Reckoned in decimals: 2.30 on 1-5 is exactly 32.5 and rounds to 33, which binary fractions would miss.
    """
    share = (Decimal(repr(value)) - Decimal(repr(low))) / (Decimal(repr(high)) - Decimal(repr(low)))
    return int((share * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _yes(table: RawTable, field: str) -> list[int]:
    return [int(flag == "Y") for flag in cells.column(table, field, cells.one_of("Y", "N"))]

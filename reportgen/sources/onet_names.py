"""O*NET's names: occupations, the other titles that they go by, and which occupations are related.

Source: O*NET files Occupation Data.txt, Alternate Titles.txt, Sample of Reported Titles.txt, Related Occupations.txt.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reportgen.sources import cells, checks, codes, onet_rows
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec


def present_text(cell: str) -> str:
    """A cell parser: a text that is not O*NET's mark for a missing one."""
    if cell.strip() == onet_rows.NOT_AVAILABLE:
        raise ValueError("the cell says “n/a”; a text was expected")
    return cells.text(cell)


def import_occupations(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """One row an occupation → a frame for the store table `onet_occupation`; all of O*NET-SOC 2019 must be there.

    `description` is a sentence of O*NET: the builder of the shipped store leaves it out.
    """
    (table,) = tables.values()
    frame = checks.plain(
        {
            "onet_soc": onet_rows.codes_of(table),
            "title": cells.column(table, "title", present_text),
            "description": cells.column(table, "description", present_text),
        },
        table.frame.index,
    )
    checks.require_unique(table, frame, ["onet_soc"])
    missing = sorted(codes.onet_codes() - set(frame["onet_soc"]))
    if missing:
        raise table.error(
            f"lacks {len(missing)} occupations, the first of them {missing[0]}",
            field="onet_soc",
            expected=f"all {len(codes.onet_codes()):,} of O*NET-SOC 2019",
        )
    return {"onet_occupation": frame}


def import_titles(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """One row a title → a frame for the store table `alternate_title`; option `kind` says of which kind they are.

    The column “Short Title” is passed over: it repeats the abbreviation that stands in the title.
    """
    (table,) = tables.values()
    frame = checks.plain(
        {
            "onet_soc": onet_rows.codes_of(table),
            "title": cells.column(table, "title", present_text),
            "kind": [spec.options["kind"]] * len(table.frame),
        },
        table.frame.index,
    )
    checks.require_unique(table, frame, ["onet_soc", "title"])
    return {"alternate_title": frame}


def import_related(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """Twenty rows an occupation, nearest first → a frame for the store table `related_occupation`.

    Options of the file: `tiers`, the words for how near, and `positions`, how many each occupation has.
    """
    (table,) = tables.values()
    positions = int(spec.options["positions"])
    frame = checks.plain(
        {
            "onet_soc": onet_rows.codes_of(table),
            "position": cells.column(table, "position", cells.integer_between(1, positions)),
            "related_onet_soc": onet_rows.codes_of(table, "related_onet_soc"),
            "tier": cells.column(table, "tier", cells.one_of(*spec.options["tiers"])),
        },
        table.frame.index,
    )
    checks.require_unique(table, frame, ["onet_soc", "position"])
    checks.require_unique(table, frame, ["onet_soc", "related_onet_soc"])
    itself = frame.index[frame["onet_soc"] == frame["related_onet_soc"]]
    if len(itself):
        raise table.error("an occupation is related to itself", row=int(itself[0]), field="related_onet_soc")
    counts = frame.groupby("onet_soc", sort=False).size()
    short = counts[counts < positions]
    if len(short):
        code = str(short.index[0])
        raise table.error(
            f"{code} has {int(short.iloc[0])} related occupations",
            row=int(frame.index[frame["onet_soc"] == code][0]),
            field="onet_soc",
            expected=f"{positions}",
        )
    return {"related_occupation": frame}

"""From one classification to another: workbooks and a table that relate occupations to codes, programmes, clusters.

Sources: BLS O*NET-SOC to National Employment Matrix crosswalk; 2018 SOC structure; NCES CIP 2020 to SOC 2018; BLS SOC
2010 to 2018; Advance CTE SOC to career clusters. Each is described in `data/sources/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from reportgen.sources import cells, checks, codes, onet_rows
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec

_CIP = re.compile(r"\d\d\.\d{4}\Z", re.ASCII)
SOC_LEVELS = ("major", "minor", "broad", "detailed")


def import_onet_to_soc(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """One row an O*NET occupation → a frame for the store table `onet_to_soc`.

    Options of the file: `no_profile`, the dash in the three Handbook columns of an occupation that the Handbook does
    not describe (NULL), and `handbook_address`, with which every profile's address begins.
    """
    (table,) = tables.values()
    dash, address = spec.options["no_profile"], spec.options["handbook_address"]

    def profile_url(cell: str) -> str:
        found = cell.strip()
        if not found.startswith(address) or not re.fullmatch(r"[\x21-\x7e]+", found):
            raise ValueError(f"“{cell}” is not an address that begins with {address}")
        return found

    frame = checks.plain(
        {
            "onet_soc": onet_rows.codes_of(table),
            "soc": cells.column(table, "soc", codes.known_soc),
            "handbook_title": cells.column(table, "handbook_title", cells.optional(cells.text, dash)),
            "handbook_group": cells.column(table, "handbook_group", cells.optional(cells.text, dash)),
            "handbook_url": cells.column(table, "handbook_url", cells.optional(profile_url, dash)),
        },
        table.frame.index,
    )
    checks.require_unique(table, frame, ["onet_soc"])
    given = frame[["handbook_title", "handbook_group", "handbook_url"]].notna().sum(axis=1)
    partial = frame.index[(given > 0) & (given < 3)]
    if len(partial):
        raise table.error(
            "names a Handbook profile only in part",
            row=int(partial[0]),
            field="handbook_title",
            expected="title, group and address, or a dash in all three",
        )
    return {"onet_to_soc": frame}


def import_soc_structure(
    tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec
) -> dict[str, pd.DataFrame]:
    """One row a code, in the column of its level → a frame for the store table `occupation`; all of SOC 2018."""
    (table,) = tables.values()
    columns = {level: [cell.strip() for cell in table.frame[level].tolist()] for level in SOC_LEVELS}
    socs: list[str] = []
    levels: list[str] = []
    for place, row in enumerate(table.frame.index.tolist()):
        given = {level: columns[level][place] for level in SOC_LEVELS if columns[level][place]}
        if len(given) != 1:
            raise table.error(f"has {len(given)} codes", row=row, field="major", expected="one, in its level's column")
        ((level, cell),) = given.items()
        soc = onet_rows.parsed(table, row, level, codes.known_soc, cell)
        _check_level(table, row, soc, level)
        socs.append(soc)
        levels.append(level)
    frame = checks.plain(
        {"soc": socs, "title": cells.column(table, "title", cells.text), "level": levels}, table.frame.index
    )
    checks.require_unique(table, frame, ["soc"])
    expected = {
        soc
        for soc, known in codes.occupation_codes().items()
        if known["scheme"] == "SOC 2018" and known["level"] != "total"
    }
    _require_all(table, "detailed", expected, set(socs), "of SOC 2018")
    return {"occupation": frame}


def _check_level(table: RawTable, row: int, soc: str, level: str) -> None:
    known = codes.occupation_codes()[soc]
    # OEWS publishes seven broad groups of SOC 2018 as detailed occupations; here they are broad.
    if known["scheme"] == "SOC 2018" and known["level"] != level:
        raise table.error(f"{soc} stands among the {level} groups", row=row, field=level, expected=known["level"])


def import_programs(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """One row an occupation and programme of study (CIP 2020) → a frame for the store table `program`.

    Options of the file: `no_match_soc`, `no_match_cip` and `no_match_title`, the codes and words of rows that say that
    there is nothing on the other side; these are left out. A title loses its full stop and doubled spaces.
    """
    (table,) = tables.values()
    options = spec.options
    raw = zip(
        table.frame.index.tolist(),
        (cell.strip() for cell in table.frame["soc"].tolist()),
        (cell.strip() for cell in table.frame["cip"].tolist()),
        table.frame["title"].tolist(),
        strict=True,
    )
    kept: list[tuple[int, str, str, str]] = []
    for row, soc, cip, title in raw:
        if (cip == options["no_match_cip"]) != (title.strip() == options["no_match_title"]):
            raise table.error(f"{cip} is called “{title}”", row=row, field="title", expected="one meaning a code")
        if soc == options["no_match_soc"] or cip == options["no_match_cip"]:
            continue
        kept.append(
            (
                row,
                onet_rows.parsed(table, row, "soc", codes.known_soc, soc),
                onet_rows.parsed(table, row, "cip", _cip, cip),
                onet_rows.parsed(table, row, "title", _program_title, title),
            )
        )
    frame = checks.plain(
        {
            "soc": [soc for _, soc, _, _ in kept],
            "cip": [cip for _, _, cip, _ in kept],
            "title": [title for _, _, _, title in kept],
        },
        pd.Index([row for row, _, _, _ in kept]),
    )
    checks.require_unique(table, frame, ["soc", "cip"])
    return {"program": frame}


def _cip(cell: str) -> str:
    if not _CIP.match(cell):
        raise ValueError(f"“{cell}” is not a programme code of the form 51.0707")
    return cell


def _program_title(cell: str) -> str:
    return " ".join(cells.text(cell).split()).removesuffix(".")


def import_soc2010(tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec) -> dict[str, pd.DataFrame]:
    """One row a pair of codes → a frame for the store table `soc2010_to_soc`; every detailed code of SOC 2010."""
    (table,) = tables.values()
    frame = checks.plain(
        {
            "soc2010": cells.column(table, "soc2010", codes.known_soc2010),
            "soc": cells.column(table, "soc", codes.known_soc),
        },
        table.frame.index,
    )
    checks.require_unique(table, frame, ["soc2010", "soc"])
    _require_all(table, "soc2010", set(codes.soc2010_codes()), set(frame["soc2010"]), "of SOC 2010")
    return {"soc2010_to_soc": frame}


def import_career_clusters(
    tables: Mapping[str, RawTable], release: ReleaseSpec, spec: FileSpec
) -> dict[str, pd.DataFrame]:
    """One row an occupation and sub-cluster → a frame for the store table `career_cluster`. Option `clusters`."""
    (table,) = tables.values()
    frame = checks.plain(
        {
            "soc": cells.column(table, "soc", codes.known_soc),
            "cluster": cells.column(table, "cluster", cells.one_of(*spec.options["clusters"])),
            "sub_cluster": cells.column(table, "sub_cluster", cells.text),
        },
        table.frame.index,
    )
    checks.require_unique(table, frame, ["soc", "cluster", "sub_cluster"])
    return {"career_cluster": frame}


def _require_all(table: RawTable, field: str, expected: set[str], found: set[Any], of_what: str) -> None:
    missing = sorted(expected - found)
    if missing:
        raise table.error(
            f"lacks {len(missing)} codes, the first of them {missing[0]}",
            field=field,
            expected=f"all {len(expected):,} {of_what}",
        )

"""The occupation codes, areas and O*NET elements that a source may name: the lists `data/sources/*.csv`."""

from __future__ import annotations

import csv
from functools import cache

from reportgen import resources


def _rows(name: str) -> list[dict[str, str]]:
    with (resources.folder("data") / "sources" / name).open(encoding="utf-8", newline="") as handle:
        head, *rows = csv.reader(handle)
    return [dict(zip(head, row, strict=True)) for row in rows]  # twice as fast as csv.DictReader


@cache
def occupation_codes() -> dict[str, dict[str, str]]:
    """soc → {soc, level, scheme}: SOC 2018 and the twelve codes that OEWS combines from several of it."""
    return {row["soc"]: row for row in _rows("occupation-codes.csv")}


@cache
def soc2010_codes() -> frozenset[str]:
    """The 840 detailed occupations of SOC 2010, which older studies use."""
    return frozenset(row["soc2010"] for row in _rows("soc2010-codes.csv"))


@cache
def onet_codes() -> frozenset[str]:
    """The 1,016 occupations of O*NET-SOC 2019; the first seven characters of each are its SOC 2018 code."""
    return frozenset(row["onet_soc"] for row in _rows("onet-codes.csv"))


@cache
def onet_elements() -> dict[str, tuple[str, str]]:
    """element id → (domain, name) of the O*NET content model, as far as a file that we import rates it."""
    return {row["element_id"]: (row["domain"], row["name"]) for row in _rows("onet-elements.csv")}


@cache
def areas() -> dict[str, dict[str, str]]:
    """fips → {fips, abbreviation, name, kind, in_prose}: the nation, 51 states and three territories."""
    return {row["fips"]: row for row in _rows("areas.csv")}


def known_soc(cell: str) -> str:
    """A cell parser: an occupation code that SOC 2018 or OEWS defines."""
    code = cell.strip()
    if code not in occupation_codes():
        raise ValueError(f"“{cell}” is not a known occupation code")
    return code


def known_area(cell: str) -> str:
    """A cell parser: the FIPS code of the nation, a state or a territory, with or without its leading zero."""
    code = cell.strip().zfill(2)
    if not cell.strip() or code not in areas():  # an empty cell filled with zeros would be the nation
        raise ValueError(f"“{cell}” is not the FIPS code of a state or territory")
    return code


def known_soc2010(cell: str) -> str:
    """A cell parser: a detailed occupation of SOC 2010."""
    code = cell.strip()
    if code not in soc2010_codes():
        raise ValueError(f"“{cell}” is not a detailed occupation of SOC 2010")
    return code


def known_onet_soc(cell: str) -> str:
    """A cell parser: an occupation of O*NET-SOC 2019, e.g. 29-2072.00."""
    code = cell.strip()
    if code not in onet_codes():
        raise ValueError(f"“{cell}” is not an occupation of O*NET-SOC 2019 (the form is 29-2072.00)")
    return code

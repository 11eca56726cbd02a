"""A store of nine occupations in three areas, with made-up figures under real codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from reportgen.model.source import Release, SourceFile
from reportgen.sources.imported import ImportedFile
from reportgen.store.build import build_store

TITLES = {
    "15-1252": "Software Developers",
    "29-1141": "Registered Nurses",
    "29-1171": "Nurse Practitioners",
    "29-2072": "Medical Records Specialists",
    "31-1131": "Nursing Assistants",
    "47-2111": "Electricians",
    "47-3013": "Helpers--Electricians",
    "51-2061": "Timing Device Assemblers and Adjusters",
    "13-1020": "Buyers and Purchasing Agents",
}
GROUPS = {
    "00-0000": "All Occupations",
    "13-0000": "Business and Financial Operations Occupations",
    "15-0000": "Computer and Mathematical Occupations",
    "29-0000": "Healthcare Practitioners and Technical Occupations",
    "31-0000": "Healthcare Support Occupations",
    "47-0000": "Construction and Extraction Occupations",
    "51-0000": "Production Occupations",
}
NATION, TEXAS, CALIFORNIA, GUAM = "00", "48", "06", "66"


def release(key: str, source: str, period: str = "May 2024", published_on: str = "2025-04-02") -> Release:
    return Release(
        key=key,
        source=source,
        publisher="The Publisher",
        title=f"The Title of {source}",
        period=period,
        published_on=published_on,
        licence="Public domain",
        credit="The Publisher",
        url="https://publisher.example/",
    )


def imported(
    of: Release,
    part: str,
    tables: Mapping[str, pd.DataFrame],
    *,
    sha256: str = "a" * 64,
    name: str = "",
    headings: Mapping[str, str] | None = None,
) -> ImportedFile:
    rows = max((len(frame) for frame in tables.values()), default=0)
    file = SourceFile(of.key, part, name or f"{part}.xlsx", None, sha256, 1000, rows, "official")
    return ImportedFile(of, file, tables, headings=headings or {})


def frame(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([row[i] for row in rows], dtype=object) for i, name in enumerate(columns)})


def wage_frame(rows: Sequence[tuple[str, str, object, object]]) -> pd.DataFrame:
    """(soc, area, jobs, annual median) → rows of wage_estimate; the other wages follow from the median."""
    columns = [
        "soc", "area_fips", "employment_jobs", "jobs_per_1000", "location_quotient",
        *(f"{period}_{measure}_usd" for period in ("annual", "hourly")
          for measure in ("mean", "pct10", "pct25", "median", "pct75", "pct90")),
        "annual_only", "hourly_only",
    ]  # fmt: skip
    out = []
    for soc, area, jobs, median in rows:
        known = isinstance(median, int)
        annual = [median * 11 // 10, *(median * part // 10 for part in (6, 8, 10, 13, 16))] if known else ["*"] * 6
        hourly = [round(value / 2080, 2) for value in annual] if known else ["*"] * 6
        out.append([soc, area, jobs, 1.5, 1.0, *annual, *hourly, 0, 0])
    return frame(columns, out)


def national(**changes: object) -> ImportedFile:
    everything = {**GROUPS, **TITLES}
    rows = [(soc, NATION, 1000 + 100 * place, 40000 + 1000 * place) for place, soc in enumerate(sorted(everything))]
    titles = frame(
        ("soc", "title", "level"),
        [
            (soc, title, "total" if soc == "00-0000" else "major" if soc in GROUPS else "detailed")
            for soc, title in sorted(everything.items())
        ],
    )
    return imported(
        release("oews-national-2024", "oews-national"),
        "national",
        {"occupation": titles, "wage_estimate": wage_frame(rows)},
        headings={"annual_median_usd": "A_MEDIAN", "employment_jobs": "TOT_EMP"},
        **changes,  # type: ignore[arg-type]
    )


def states(**changes: object) -> ImportedFile:
    """Texas publishes all but 51-2061 and 47-3013; California five; Guam one."""
    rows: list[tuple[str, str, object, object]] = [("00-0000", TEXAS, 90000, 45000), ("29-0000", TEXAS, 9000, 65000)]
    texas = sorted(set(TITLES) - {"51-2061", "47-3013"})
    rows += [(soc, TEXAS, 500 - 10 * place, 41000 + 1000 * place) for place, soc in enumerate(texas)]
    rows += [(soc, CALIFORNIA, "**", "*") for soc in ("29-1141",)]
    rows += [(soc, CALIFORNIA, 700, 61000) for soc in ("15-1252", "29-2072", "47-2111", "51-2061")]
    rows += [("51-2061", GUAM, 20, 31000)]
    return imported(
        release("oews-state-2024", "oews-state"),
        "state",
        {"wage_estimate": wage_frame(rows)},
        headings={"annual_median_usd": "A_MEDIAN", "employment_jobs": "TOT_EMP"},
        **changes,  # type: ignore[arg-type]
    )


def crosswalk() -> ImportedFile:
    codes = [(f"{soc}.00", soc) for soc in TITLES if soc != "13-1020"] + [
        ("13-1021.00", "13-1020"),
        ("13-1022.00", "13-1020"),
    ]
    rows = [(onet, soc, None, None, None) for onet, soc in sorted(codes)]
    columns = ("onet_soc", "soc", "handbook_title", "handbook_group", "handbook_url")
    return imported(
        release("onet-to-soc-2023", "crosswalks", "2023", "2023-09"),
        "onet_to_soc",
        {"onet_to_soc": frame(columns, rows)},
    )


def titles(*, sha256: str = "c" * 64) -> ImportedFile:
    rows = [
        ("15-1252.00", "Software Engineer", "alternate"),
        ("29-2072.00", "Medical Coder", "alternate"),
        ("29-2072.00", "Coding Specialist", "alternate"),
        ("15-1252.00", "Coding Expert", "alternate"),
        ("29-1141.00", "Charge Nurse", "alternate"),
        ("29-1141.00", "Nurse", "alternate"),
        ("29-1171.00", "Family Practice Clinician", "alternate"),
    ]
    return imported(
        release("onet-30.1", "onet", "30.1", "2025-12"),
        "alternate_titles",
        {"alternate_title": frame(("onet_soc", "title", "kind"), rows)},
        sha256=sha256,
    )


def files() -> list[ImportedFile]:
    return [national(), states(sha256="b" * 64), crosswalk(), titles()]


def make(path: Path) -> Path:
    """Build the tiny store at `path`."""
    build_store(path, files())
    return path

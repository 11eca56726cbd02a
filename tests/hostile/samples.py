"""A small good file of every official kind, as its rows, and ways to hand it to its importer with something wrong.

`tools/fuzz` begins with them too.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportgen.sources import importers, reading
from reportgen.sources.imported import ImportedFile
from reportgen.sources.spec import FileSpec, ReleaseSpec
from tests.sources import made_up_onet, test_automation, test_crosswalks, test_oews, test_projections, test_regional
from tests.sources.fixtures import Sheets, described, oews_row
from tests.sources.made_up import Row

Cells = list[list[str]]


@dataclass(frozen=True)
class Sample:
    """A file of a release. `make` gives good rows by sheet ("" for a text file), None for JSON."""

    release_key: str
    name: str
    make: Callable[[], Sheets]

    def described(self) -> tuple[ReleaseSpec, FileSpec]:
        """The description, without the row counts of the real edition."""
        return described(self.release_key, self.name)

    def cells(self) -> dict[str, Cells]:
        """Every cell by sheet, the headings' row and what stands above it included."""
        _, file = self.described()
        sheets = self.make()
        return {
            table.sheet or "": [
                *([["A line above the headings"] for _ in range(table.header_row - 1)]),
                list(table.columns),
                *([row.get(heading, "") for heading in table.columns] for row in sheets[table.sheet or ""]),
            ]
            for table in file.tables
        }


def _text(rows: Callable[[], list[Row]]) -> Callable[[], Sheets]:
    return lambda: {"": rows()}


def _sheet(name: str, rows: Callable[[], list[Row]]) -> Callable[[], Sheets]:
    return lambda: {name: rows()}


def _nation() -> list[Row]:
    _, file = described("oews-national-2024", "national_M2024_dl.xlsx")
    nation = {"AREA": "99", "AREA_TITLE": "U.S.", "AREA_TYPE": "1", "PRIM_STATE": "US"}
    return [
        oews_row(file, "00-0000", "total", JOBS_1000="", LOC_QUOTIENT="", **nation),
        oews_row(file, JOBS_1000="", LOC_QUOTIENT="", **nation),
    ]


def _indexes(release: str, name: str) -> Callable[[], Sheets]:
    """Studies that give one number an occupation under a SOC code."""

    def make() -> Sheets:
        _, file = described(release, name)
        (table,) = file.tables
        code, measures = (
            table.fields["code"],
            [field for field in table.fields.values() if field != table.fields["code"]],
        )
        rows = [
            {**dict.fromkeys(table.columns, "Makers"), code: soc, **dict.fromkeys(measures, "0.5")}
            for soc in ("29-1141", "11-1011")
        ]
        return {table.sheet or "": rows}

    return make


_ONET_NAMES = {
    "occupations": "occupation data.txt", "alternate_titles": "alternate titles.txt",
    "reported_titles": "sample of reported titles.txt", "related": "related occupations.txt", "skills": "skills.txt",
    "knowledge": "knowledge.txt", "abilities": "abilities.txt", "work_activities": "work activities.txt",
    "interests": "interests.txt", "work_styles": "work styles.txt", "work_values": "work values.txt",
    "job_zones": "job zones.txt", "education": "education, training, and experience.txt",
    "technology": "technology skills.txt", "tasks": "task statements.txt", "work_context": "work context.txt",
}  # fmt: skip

SAMPLES: Mapping[str, Sample] = {
    "oews-national": Sample("oews-national-2024", "national_m2024_dl.xlsx", _sheet("national_M2024_dl", _nation)),
    "oews-state": Sample("oews-state-2024", "state_m2024_dl.xlsx", test_oews.state_sheets),
    "oews-state-extract": Sample(*test_oews.EXTRACT, _text(lambda: test_oews.extract_rows(test_oews.EXTRACT))),
    "oews-state-assembled": Sample(*test_oews.ASSEMBLED, _text(test_oews.assembled_rows)),
    "oews-nonmetro": Sample(*test_oews.NONMETRO, _text(test_oews.nonmetro_rows)),
    "oews-sector": Sample(*test_oews.SECTORS, _sheet("Natsector_M2024_dl", test_oews.sector_rows)),
    "oews-industry": Sample(*test_oews.INDUSTRIES, _text(test_oews.industry_rows)),
    "projections": Sample(*test_projections.OCCUPATION, test_projections.occupation_sheets),
    "education": Sample(*test_projections.EDUCATION, test_projections.education_sheets),
    "bls-skills": Sample(*test_projections.SKILLS, test_projections.skill_sheets),
    "state-projections": Sample(*test_regional.STATES, _text(test_regional.state_rows)),
    "price-parity": Sample(*test_regional.PARITY, _text(test_regional.parity_rows)),
    "onet-to-soc": Sample(
        "onet-to-soc-2023", "nem-onet-to-soc-crosswalk.xlsx", _sheet("ONET to SOC crosswalk", test_crosswalks.nem_rows)
    ),
    "soc-structure": Sample("soc-2018", "soc_structure_2018.xlsx", _sheet("2018 Structure", test_crosswalks.soc_rows)),
    "programs": Sample(
        "cip-2020-soc-2018", "cip2020_soc2018_crosswalk.xlsx", _sheet("SOC-CIP", test_crosswalks.program_rows)
    ),
    "soc-2010": Sample("soc-2010-to-2018", "soc2010_soc2018.csv", _text(test_crosswalks.soc2010_rows)),
    "career-clusters": Sample(
        "career-clusters-2024", "soc_career_clusters_crosswalk.xlsx",
        _sheet("SOC - CC - Sub-Clusters", test_crosswalks.cluster_rows),
    ),
    "frey": Sample("frey-osborne-2013", "job-automation-probability.csv", _text(test_automation.frey_rows)),
    "felten": Sample("felten-2021", "aioe_dataappendix.xlsx", _indexes("felten-2021", "aioe_dataappendix.xlsx")),
    "eloundou": Sample("eloundou-2024", "occ_level.csv", _text(test_automation.eloundou_rows)),
    "microsoft": Sample(
        "microsoft-2025", "soc_ai_applicability_scores.csv",
        _indexes("microsoft-2025", "soc_ai_applicability_scores.csv"),
    ),
    "work-at-home": Sample("work-at-home-2020", "occupations_workathome.csv", _text(test_automation.home_rows)),
    "work-context-scores": Sample(
        "onet-work-context-2020-22", "work_context_partial.tsv", _text(made_up_onet.scores)
    ),
    **{
        f"onet-{part.replace('_', '-')}": Sample("onet-30.1", name, _text(made_up_onet.MADE_UP[part]))
        for part, name in _ONET_NAMES.items()
    },
}  # fmt: skip
VIDEOS = ("career-videos-2026", "careeronestop-career-videos.json")


@cache
def videos() -> str:
    return json.dumps(test_crosswalks.videos())


def import_cells(sample: Sample, cells: Mapping[str, Cells]) -> ImportedFile:
    """What the importer makes of cells, as if they had been read from a file. Much quicker than by way of one."""
    release, file = sample.described()
    tables = {
        table.sheet or "": reading._from_rows(sample.name, table, cells[table.sheet or ""]) for table in file.tables
    }
    frames = importers._importer(file)(tables, release, file)
    return ImportedFile(release.release, None, frames)  # type: ignore[arg-type]


def written(sample: Sample, cells: Mapping[str, Cells], path: Path) -> Path:
    """The cells as a text file in the sample's own form; nothing is quoted that its reader would not unquote."""
    _, file = sample.described()
    if file.format == "tsv":
        lines = ["\t".join(row) for row in cells[""]]
    else:
        lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells[""]]
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode(file.encoding, "surrogatepass"))
    return path


def require_harmless(imported: ImportedFile) -> None:
    """AssertionError for a value that no publisher's figure or word can be."""
    for name, frame in imported.tables.items():
        for column in frame:
            for value in frame[column].tolist():
                assert value is None or isinstance(value, str | int | float), (name, column, value)
                if isinstance(value, str):
                    assert not any(unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp") for each in value), value
                    assert "\u202e" not in value and len(value) < 10_000, (name, column, value)
                elif value is not None:
                    assert math.isfinite(value) and abs(value) < 2_000_000_000_000, (name, column, value)

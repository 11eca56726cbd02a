"""The official texts to hold ours against, where their files are at hand (`../shared/data`); never shipped."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from reportgen import resources

_ONET = (
    ("Task Statements.txt", "Task"),
    ("Occupation Data.txt", "Description"),
    ("DWA Reference.txt", "DWA Title"),
)


def official_folder() -> Path | None:
    """REPORTGEN_SHARED_DATA, or `shared/data` beside the checkout; None where there is neither."""
    named = os.environ.get("REPORTGEN_SHARED_DATA")
    folder = Path(named) if named else resources.folder("data").resolve().parents[1] / "shared" / "data"
    return folder if folder.is_dir() else None


def official_texts(folder: Path) -> Iterator[str]:
    """The Handbook's profiles, O*NET's tasks and descriptions, and the SOC definitions, as far as they are there."""
    yield from _handbook(folder / "ooh-2025-26" / "ooh_profiles.jsonl")
    for name, column in _ONET:
        yield from _onet(folder / "onet-30.1" / "db_30_1_text" / name, column)
    yield from _definitions(folder / "crosswalks" / "soc_2018_definitions.xlsx")


def _handbook(path: Path) -> Iterator[str]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as handle:
        for line in handle:
            for blocks in json.loads(line).get("sections", {}).values():
                for block in blocks:
                    if isinstance(block, list) and len(block) > 1 and isinstance(block[1], str):
                        yield block[1]


def _onet(path: Path, column: str) -> Iterator[str]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t"):
            yield row.get(column) or ""


def _definitions(path: Path) -> Iterator[str]:
    if not path.is_file():
        return
    for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python():
        yield from (cell for cell in row if isinstance(cell, str) and len(cell) > 60)

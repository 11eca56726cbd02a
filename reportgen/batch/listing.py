"""`manifest.csv`: one line a brochure, for spreadsheets. Written when a run ends."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from reportgen.batch.files import write_text_whole
from reportgen.batch.manifest import History
from reportgen.batch.prepare import Prepared

NAME = "manifest.csv"
COLUMNS = ("job", "status", "file", "sha256", "pages", "bytes", "seconds", "releases", "path", "reason")
_OF_A_FILE = ("sha256", "pages", "bytes", "seconds")


def write_listing(prepared: Prepared, history: History) -> Path:
    """Write the listing of all that the folder's manifest knows, and of what a stop left out. By file name.

    `status` is made, failed, quarantined or "not made"; `path` how it was rendered; `reason` why not.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    rows = list(_rows(prepared, history))
    rows.sort(key=_file)
    writer.writerows(rows)
    target = prepared.folder / NAME
    write_text_whole(target, out.getvalue())
    return target


def _file(row: list[str]) -> str:
    return row[COLUMNS.index("file")]


def _rows(prepared: Prepared, history: History) -> Iterator[list[str]]:
    for name, record in history.last.items():
        is_made = record["event"] == "made"
        facts = [str(record.get(column, "")) if is_made else "" for column in _OF_A_FILE]
        releases = " ".join(record.get("releases", ())) if is_made else ""
        path = str(record.get("path", "")) if is_made else ""
        yield [
            str(record.get("job", "")), str(record["event"]), name, *facts, releases, path, str(record.get("what", ""))
        ]  # fmt: skip
    for todo in prepared.todos:
        if todo.job.path.name not in history.last:
            yield [todo.job.label, "not made", todo.job.path.name, *[""] * len(_OF_A_FILE), "", "", "stopped before"]

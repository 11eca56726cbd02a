"""Official files → the user's store, which begins as a copy of the shipped one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportgen.errors import ReportgenError, SourceError
from reportgen.sources.imported import ImportedFile
from reportgen.sources.importers import import_path
from reportgen.store import location
from reportgen.store.build import BuildReport, build_store


def import_files(paths: Sequence[Path], target: Path) -> BuildReport:
    """Import files, folders and archives into the store `target`, all of them or none.

    Raises ReportgenError that names every problem of every path; the store is then as it was.
    """
    start = next((path for path in (target, location.shipped_store()) if path.is_file()), None)
    return build_store(target, _all_or_none(paths), start_from=start)


def _all_or_none(paths: Sequence[Path]) -> Iterator[ImportedFile]:
    """Hand on file by file. After a problem the rest is read as well, so that all problems are named at once."""
    problems: list[SourceError] = []
    for path in paths:
        try:
            yield from import_path(path)
        except SourceError as error:
            problems.append(error)
    if len(problems) == 1:
        raise problems[0]
    if problems:
        listed = "\n".join(f"  {problem.what}" for problem in problems)
        raise ReportgenError(
            f"{len(problems)} of {len(paths)} files cannot be imported:\n{listed}",
            cure="Nothing was imported and the store was not changed. Correct or leave out these files.",
        )

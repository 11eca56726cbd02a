"""Which edition of which source a file is, told from its content; the name must not contradict it.

A workbook is known by its sheets, a text file by its heading row, a release that spreads over many files of
general names (O*NET) by the `marker` file beside them. Files of one shape that differ only by edition and do not
say which (`tie_breaker` in the description) are told apart by their name or checksum.
"""

from __future__ import annotations

import csv
import fnmatch
import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from reportgen.errors import SourceError
from reportgen.sources import text_files, unpacking, workbooks
from reportgen.sources.spec import FileSpec, ReleaseSpec, all_releases

Known = tuple[ReleaseSpec, FileSpec]


def recognise_file(path: Path) -> Known:
    """The one (release, file) description that `path` fits. Raises SourceError when none or several do."""
    named = [known for known in _all_files() if _name_fits(path, known[1])]
    fitting = [known for known in _all_files() if _content_fits(path, *known)]
    if len(fitting) > 1:
        by_hash = [known for known in fitting if known[1].sha256 == _sha256(path)]
        fitting = by_hash or [known for known in fitting if _name_fits(path, known[1])]
    if len(fitting) == 1:
        found = fitting[0]
        if named and all(other[0].release.key != found[0].release.key for other in named):
            raise SourceError(
                f"is named like {_described(named[0])} but holds {_described(found)}",
                file=path.name,
                cure="Nothing was imported. Rename the file if its content is what you want.",
            )
        return found
    if named:
        # The name says what it should be: reading it as that gives the exact reason why it is not.
        return _by_marker(path, named)
    raise SourceError(
        "is not a file that reportgen knows",
        file=path.name,
        cure="`reportgen data status --known` lists the files that can be imported.",
    )


def recognise_folder(folder: Path) -> Iterator[tuple[Path, ReleaseSpec, FileSpec]]:
    """Every known file below `folder`, in the order of release and part; unknown files are passed over."""
    found: dict[tuple[str, str], tuple[Path, ReleaseSpec, FileSpec]] = {}
    for path in sorted(item for item in folder.rglob("*") if item.is_file()):
        if not any(_name_fits(path, spec) for _, spec in _all_files()):
            continue
        release, spec = recognise_file(path)
        key = (release.release.key, spec.part)
        if key in found and _sha256(found[key][0]) != _sha256(path):
            raise SourceError(f"stands in the folder twice, also as {found[key][0].name}", file=path.name)
        found.setdefault(key, (path, release, spec))
    yield from (found[key] for key in sorted(found))


def _all_files() -> Iterator[Known]:
    for release in all_releases():
        for spec in release.files:
            yield release, spec


def _described(known: Known) -> str:
    return f"{known[0].release.title}, {known[0].release.period}"


def _name_fits(path: Path, spec: FileSpec) -> bool:
    return any(fnmatch.fnmatchcase(path.name.lower(), pattern) for pattern in spec.names)


def _content_fits(path: Path, release: ReleaseSpec, spec: FileSpec) -> bool:
    try:
        if spec.format == "xlsx":
            return _workbook_fits(path, spec)
        if spec.format == "json":
            return _json_fits(path, spec)
        return _text_fits(path, release, spec)
    except SourceError:
        return False


def _workbook_fits(path: Path, spec: FileSpec) -> bool:
    if path.suffix.lower() != ".xlsx":
        return False
    sheets = _headings_of(path, path.stat().st_mtime_ns)
    for table in spec.tables:
        rows = sheets.get(table.sheet or "")
        if rows is None or len(rows) < table.header_row:
            return False
        if [cell.strip() for cell in rows[table.header_row - 1]][: len(table.columns)] != list(table.columns):
            return False
    return True


def _json_fits(path: Path, spec: FileSpec) -> bool:
    if path.suffix.lower() != ".json":
        return False
    try:
        document = json.loads(text_files.read_text(path))
    except (ValueError, RecursionError):  # no JSON, numbers of thousands of digits, thousands of brackets
        return False
    return isinstance(document, dict) and all(key in document for key in spec.options.get("top_level_keys", ()))


def _text_fits(path: Path, release: ReleaseSpec, spec: FileSpec) -> bool:
    marker = release.options.get("marker")
    if marker and not _marker_fits(path.parent / marker["file"], marker["first_line"]):
        return False
    (table,) = spec.tables
    head = unpacking.gunzipped(path, 64 * 1024)
    lines = head.decode("utf-8-sig", "replace").splitlines()
    if len(lines) < table.header_row:
        return False
    line = lines[table.header_row - 1]
    delimiter = "," if spec.format == "csv" else "\t"
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # a quoted cell without its end, NUL bytes
        return False
    if [cell.strip() for cell in cells] != list(table.columns):
        return False
    return not spec.tie_breaker or _name_fits(path, spec) or _sha256(path) == spec.sha256


def _by_marker(path: Path, named: Sequence[Known]) -> Known:
    """The first description that needs no marker, or whose marker or checksum is there.

    Raises SourceError otherwise: a file that may be of any edition is not read as the one that we know.
    """
    for known in named:
        marker = known[0].options.get("marker")
        fits = not marker or _marker_fits(path.parent / marker["file"], marker["first_line"])
        if fits or known[1].sha256 == _sha256(path):
            return known
    marker = named[0][0].options["marker"]
    beside = path.parent / marker["file"]
    found = beside.read_text(encoding="utf-8", errors="replace").splitlines()[:1] if beside.is_file() else None
    says = "there is none" if found is None else f"it begins with “{''.join(found).strip()[:60]}”"
    raise SourceError(
        f"its edition stands in the file “{marker['file']}” beside it, and {says}",
        file=path.name,
        expected=f"“{marker['first_line']}”",
        cure="Nothing was imported. Import the whole folder or archive, as its publisher packs it.",
    )


def _marker_fits(path: Path, first_line: str) -> bool:
    if not path.is_file():
        return False
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return bool(lines) and lines[0].strip() == first_line


@lru_cache(maxsize=4)
def _headings_of(path: Path, modified_ns: int) -> dict[str, list[list[str]]]:
    """The first rows of each sheet, none of a faulty workbook. Every known file's description asks; the time of change
    keeps it fresh."""
    try:
        return workbooks.sheet_headings(path)
    except SourceError:
        return {}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

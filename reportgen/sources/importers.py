"""A file on disk → an `ImportedFile`: know it, read it, check it.

`import_path` is the one entrance: a file, a folder or a zip archive of official files.
"""

from __future__ import annotations

import hashlib
import importlib
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from reportgen.errors import SourceError
from reportgen.model.source import SourceFile
from reportgen.sources import checks, reading, recognise
from reportgen.sources.imported import ImportedFile
from reportgen.sources.reading import RawTable
from reportgen.sources.spec import FileSpec, ReleaseSpec

Importer = Callable[[Mapping[str, RawTable], ReleaseSpec, FileSpec], dict[str, pd.DataFrame]]
# Frames of these tables belong to no release and are merged by key.
_SHARED_TABLES = ("element", "area", "commodity")


def import_path(path: Path, *, with_sentences: bool = True) -> Iterator[ImportedFile]:
    """Import a file, every known file of a folder, or every known member of a zip archive.

    `with_sentences` False leaves out files of other people's sentences (O*NET tasks), as the shipped store must.
    Raises SourceError for a file that is not recognised or not as its edition's description says.
    """
    if not path.exists():
        raise SourceError("does not exist", file=str(path), cure="Check the path.")
    if path.is_dir() or path.suffix.lower() == ".zip":
        with _as_folder(path) as folder:
            yield from _import_folder(folder, str(path), with_sentences)
    else:
        release, spec = recognise.recognise_file(path)
        if with_sentences or not spec.holds_sentences:
            yield import_file(path, release, spec)


def import_file(path: Path, release: ReleaseSpec, spec: FileSpec) -> ImportedFile:
    """Import one file that is known to be `spec` of `release`."""
    if release.unsupported:
        raise SourceError(release.unsupported, file=path.name, cure="Import a later edition.")
    if spec.format == "json":
        tables: Mapping[str, RawTable] = {}
        frames = _importer(spec)(path, release, spec)
    else:
        tables = reading.read_tables(path, spec)
        frames = _importer(spec)(tables, release, spec)
    checks.require_row_counts(path.name, frames, spec.expected_rows)
    cap = release.options.get("wage_cap_usd")
    return ImportedFile(
        release=release.release,
        file=SourceFile(
            release_key=release.release.key,
            part=spec.part,
            name=path.name,
            sheet=", ".join(table.sheet for table in spec.tables if table.sheet) or None,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            size_bytes=path.stat().st_size,
            row_count=max(len(frame) for frame in frames.values()),
            kind=spec.kind,
        ),
        tables={name: frame for name, frame in frames.items() if name not in _SHARED_TABLES},
        shared={name: frame for name, frame in frames.items() if name in _SHARED_TABLES},
        headings={field: heading for table in spec.tables for field, heading in table.fields.items()},
        wage_cap_usd=(cap["annual"], cap["hourly"]) if cap else None,
    )


def _importer(spec: FileSpec) -> Callable[..., Any]:
    """The function that `importer = "module.function"` names, in this package only."""
    module, function = spec.importer.split(".")
    found: Callable[..., Any] = getattr(importlib.import_module(f"reportgen.sources.{module}"), function)
    return found


def _import_folder(folder: Path, shown_as: str, with_sentences: bool) -> Iterator[ImportedFile]:
    known = list(recognise.recognise_folder(folder))
    if not known:
        raise SourceError(
            "holds no file that reportgen knows",
            file=shown_as,
            cure="`reportgen data status --known` lists the files that can be imported.",
        )
    for path, release, spec in known:
        if with_sentences or not spec.holds_sentences:
            yield import_file(path, release, spec)


class _as_folder:
    """A folder as it is, or a zip archive unpacked into a temporary one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.temporary: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Path:
        if self.path.is_dir():
            return self.path
        reading.check_zip(self.path)
        self.temporary = tempfile.TemporaryDirectory(prefix="reportgen-import-")
        target = Path(self.temporary.name)
        with zipfile.ZipFile(self.path) as archive:
            for member in archive.infolist():
                inside = (target / member.filename).resolve()
                if not inside.is_relative_to(target.resolve()):
                    self.temporary.cleanup()
                    raise SourceError(f"its member {member.filename!r} points outside", file=self.path.name)
            archive.extractall(target)
        return target

    def __exit__(self, *exc: object) -> None:
        if self.temporary:
            self.temporary.cleanup()

"""A file on disk → an `ImportedFile`: know it, read it, check it.

`import_path` is the one entrance: a file, a folder or a zip archive of official files.
"""

from __future__ import annotations

import hashlib
import importlib
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from reportgen import scratch
from reportgen.errors import EnvironmentLacksError, SourceError, is_of_the_machine
from reportgen.model.source import SourceFile
from reportgen.sources import checks, recognise, unpacking
from reportgen.sources.imported import ImportedFile
from reportgen.sources.reading import RawTable, read_tables
from reportgen.sources.spec import FileSpec, ReleaseSpec

# Takes the raw tables of a file (of JSON: its path), its release and its description; frames by table.
Importer = Callable[..., dict[str, pd.DataFrame]]
# Frames of these tables belong to no release and are merged by key.
_SHARED_TABLES = ("element", "area", "commodity")


def import_path(path: Path, *, with_sentences: bool = True) -> Iterator[ImportedFile]:
    """Import a file, every known file of a folder, or every known member of a zip archive.

    `with_sentences` False leaves out files of other people's sentences (O*NET tasks), as the shipped store must.
    Raises SourceError for a file that is not recognised or not as its edition's description says.
    """
    if not path.exists():
        raise SourceError("does not exist", file=str(path), cure="Check the path.")
    if not (path.is_dir() or path.is_file()):  # a pipe, which would keep us waiting
        raise SourceError("is no file", file=str(path), cure="Check the path.")
    try:
        if path.is_dir() or path.suffix.lower() == ".zip":
            with _as_folder(path) as folder:
                yield from _import_folder(folder, str(path), with_sentences)
        else:
            release, spec = recognise.recognise_file(path)
            if with_sentences or not spec.holds_sentences:
                yield import_file(path, release, spec)
    except OSError as error:
        if is_of_the_machine(error):
            raise
        what = f"cannot be read: {error.strerror or error}"
        raise SourceError(what, file=str(path), cure="Check the path.") from None


def import_file(path: Path, release: ReleaseSpec, spec: FileSpec) -> ImportedFile:
    """Import one file that is known to be `spec` of `release`."""
    if release.unsupported:
        raise SourceError(release.unsupported, file=path.name, cure="Import a later edition.")
    if spec.format == "json":
        tables: Mapping[str, RawTable] = {}
        frames = _importer(spec)(path, release, spec)
    else:
        tables = read_tables(path, spec)
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


def _importer(spec: FileSpec) -> Importer:
    """The function that `importer = "module.function"` names, in this package only."""
    module, function = spec.importer.split(".")
    found: Importer = getattr(importlib.import_module(f"reportgen.sources.{module}"), function)
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


@contextmanager
def _as_folder(path: Path) -> Iterator[Path]:
    """A folder as it is, or a zip archive unpacked into a temporary one."""
    if path.is_dir():
        yield path
        return
    unpacking.check_zip(path)
    with tempfile.TemporaryDirectory(prefix="import-", dir=scratch.of_this_process()) as temporary:
        _unpack(path, Path(temporary).resolve())
        yield Path(temporary)


def _unpack(path: Path, target: Path) -> None:
    """Unpack a checked archive. Nothing is written unless every member would lie in `target`."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if "\\" in name or not (target / name).resolve().is_relative_to(target):
                raise SourceError(f"its member {name!r} points outside", file=path.name)
        try:
            archive.extractall(target)
        except OSError as error:
            if is_of_the_machine(error):
                raise EnvironmentLacksError(
                    f"There is no room to unpack {path} in {target.parent}.",
                    cure="The store was not changed. Make room there, or name another folder with TMPDIR.",
                ) from None
            raise SourceError(f"cannot be unpacked: {error.strerror or error}", file=path.name) from None

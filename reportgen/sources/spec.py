"""What each edition of each official source looks like, read from `data/sources/*.toml`.

A new edition is a new entry in one of those files: sheet, columns, caps and names are data, not code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from reportgen import resources
from reportgen.model.source import Release
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One rectangular table in a file: a sheet of a workbook, or the whole of a text file (`sheet` None).

    `columns` are the official headings, all of them and in order; `fields` maps our field names to the headings
    that an importer reads. `header_row` counts from 1. Rows from the first that starts with one of `footer` on are
    notes, not data; `blank_rows` allows empty rows at the end.
    """

    sheet: str | None
    header_row: int
    columns: tuple[str, ...]
    fields: Mapping[str, str]
    footer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileSpec:
    """One file of a release: how to know it and how to read it.

    `format` is "xlsx", "csv", "tsv" or "json"; `names` are shell patterns in lower case that the file may be called;
    `importer` names the function that reads it (`reportgen.sources.importers`); `options` go to that function.
    `holds_sentences` marks files with other people's sentences: a user may import them, we never ship them.
    `tie_breaker` marks files that cannot be told from another edition's by their content, so that the name decides.
    `expected_rows` are the exact rows that the file gives, by store table, or "detailed" for its detailed occupations.
    """

    part: str
    importer: str
    format: str
    encoding: str
    names: tuple[str, ...]
    kind: str
    tables: tuple[TableSpec, ...]
    options: Mapping[str, Any]
    holds_sentences: bool
    shipped: bool
    sha256: str | None
    tie_breaker: bool
    expected_rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReleaseSpec:
    """One edition of one source with its files.

    `archive_url` is what `data update` downloads; `newer` says in words which newer edition is known to be out.
    `unsupported` is a reason when the edition is known but cannot be used.
    """

    release: Release
    files: tuple[FileSpec, ...]
    archive_url: str | None
    archive_sha256: str | None
    newer: str
    unsupported: str
    options: Mapping[str, Any]

    def file(self, part: str) -> FileSpec:
        """The first description of `part`; a part may have several (the official workbook, an extract of it)."""
        return next(spec for spec in self.files if spec.part == part)


def _table(raw: Mapping[str, Any], layouts: Mapping[str, Any]) -> TableSpec:
    layout = layouts[raw["layout"]]
    return TableSpec(
        sheet=raw.get("sheet"),
        header_row=raw.get("header_row", layout.get("header_row", 1)),
        columns=tuple(layout["columns"]),
        fields=dict(layout["fields"]),
        footer=tuple(layout.get("footer", ())),
    )


def _file(raw: Mapping[str, Any], layouts: Mapping[str, Any]) -> FileSpec:
    tables = raw.get("tables") or ([raw] if "layout" in raw else [])
    return FileSpec(
        part=raw["part"],
        importer=raw["importer"],
        format=raw["format"],
        encoding=raw.get("encoding", "utf-8"),
        names=tuple(name.lower() for name in raw["names"]),
        kind=raw.get("kind", "official"),
        tables=tuple(_table(table, layouts) for table in tables),
        options=raw.get("options", {}),
        holds_sentences=raw.get("holds_sentences", False),
        shipped=raw.get("shipped", True),
        sha256=raw.get("sha256"),
        tie_breaker=raw.get("tie_breaker", False),
        expected_rows=raw.get("expected_rows", {}),
    )


def _shared_layouts(folder: Path, document: Mapping[str, Any]) -> dict[str, Any]:
    """The layouts of the file that `layouts_from` names: one layout may serve several sources (OEWS)."""
    name = document.get("layouts_from")
    if name is None:
        return {}
    layouts: dict[str, Any] = tomllib.loads((folder / name).read_text(encoding="utf-8"))["layouts"]
    return layouts


def _releases_in(path: Path) -> Iterator[ReleaseSpec]:
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    source = document["source"]
    layouts = {**_shared_layouts(path.parent, document), **document.get("layouts", {})}
    for raw in document["releases"]:
        facts = {**source, **raw}
        release = Release(
            key=facts["key"],
            source=facts["name"],
            publisher=facts["publisher"],
            title=facts["title"],
            period=facts["period"],
            published_on=facts.get("published_on", ""),
            licence=facts["licence"],
            credit=facts["credit"].format(**facts),
            url=facts["url"],
        )
        yield ReleaseSpec(
            release=release,
            files=tuple(_file({**source.get("file_defaults", {}), **entry}, layouts) for entry in raw.get("files", ())),
            archive_url=facts.get("archive_url"),
            archive_sha256=facts.get("archive_sha256"),
            newer=facts.get("newer", ""),
            unsupported=facts.get("unsupported", ""),
            options=facts.get("options", {}),
        )


@cache
def all_releases() -> tuple[ReleaseSpec, ...]:
    """Every known edition of every source, in the order of the file names and then of the entries."""
    paths = sorted((resources.folder("data") / "sources").glob("*.toml"))
    specs = tuple(spec for path in paths for spec in _releases_in(path))
    keys = [spec.release.key for spec in specs]
    if len(keys) != len(set(keys)):
        raise ValueError(f"release keys must be unique in data/sources: {sorted(keys)}")
    return specs


def release_spec(key: str) -> ReleaseSpec:
    """The edition with this key; KeyError when `data/sources` does not name it."""
    for spec in all_releases():
        if spec.release.key == key:
            return spec
    raise KeyError(key)

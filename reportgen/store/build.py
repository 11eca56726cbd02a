"""Building the store: checked files → rows, in a working copy that takes the store's place when it is whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from reportgen.errors import ReportgenError
from reportgen.model.source import Release, SourceFile
from reportgen.sources import codes
from reportgen.sources.imported import ImportedFile
from reportgen.store import database
from reportgen.store.working_copy import working_copy

# NULL in a store that we ship: sentences of O*NET, and cells that no brochure prints (the store must stay small).
_NOT_SHIPPED = {
    "onet_occupation": ("description",),
    "rating": ("level",),
    "work_style": ("impact",),
    "industry_employment": ("hourly_mean_usd", "annual_mean_usd"),
}


@dataclass(slots=True)
class BuildReport:
    """What a build did: files taken in, files that were in the store already, rows per table."""

    imported: list[SourceFile] = field(default_factory=list)
    unchanged: list[SourceFile] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)


def build_store(
    target: Path,
    files: Iterable[ImportedFile],
    *,
    start_from: Path | None = None,
    facts_only: bool = False,
) -> BuildReport:
    """Make the store `target` from `files`, or add them to a copy of the store `start_from`.

    `facts_only` leaves out every sentence of others, as the shipped store must. Raises SourceError (from the
    importers), ReportgenError when the rows contradict each other; `target` is then as it was.
    """
    report = BuildReport()
    with working_copy(target, start_from) as (connection, finished):
        if start_from is None:
            database.lay_out(connection)
            _seed_codes(connection)
        _begin(connection)
        for imported in files:
            _apply(connection, imported, facts_only, report)
        # A copy that would hold nothing new is not made: the user goes on with the store that they have.
        if report.imported or start_from is None:
            _check_foreign_keys(connection)
            _rebuild_search(connection)
            connection.commit()
            _write_compact(connection, finished)
    return report


def _begin(connection: sqlite3.Connection) -> None:
    # References are checked once, at the end, by a check that can name the row; within a file their order is free.
    connection.execute("BEGIN")
    connection.execute("PRAGMA defer_foreign_keys = ON")


def _seed_codes(connection: sqlite3.Connection) -> None:
    connection.executemany(
        "INSERT INTO soc_code VALUES (:soc, :level, :scheme)", list(codes.occupation_codes().values())
    )
    connection.executemany(
        "INSERT INTO area VALUES (:fips, :abbreviation, :name, :kind, :in_prose)",
        list(codes.areas().values()),
    )
    connection.commit()


def _apply(connection: sqlite3.Connection, imported: ImportedFile, facts_only: bool, report: BuildReport) -> None:
    release_id = _release_id(connection, imported.release)
    known = connection.execute(
        "SELECT file_id, sha256 FROM source_file WHERE release_id = ? AND part = ?",
        (release_id, imported.file.part),
    ).fetchone()
    is_same = known and known["sha256"] == imported.file.sha256
    if is_same and (facts_only or not _was_cut_down(connection, known["file_id"], imported)):
        report.unchanged.append(imported.file)
        return
    if known:
        _remove_file(connection, known["file_id"])
    file_id = _add_file(connection, release_id, imported)
    for name, frame in imported.shared.items():
        _merge_shared(connection, name, frame)
    for name, frame in imported.tables.items():
        columns = {column: frame[column].tolist() for column in frame.columns}
        if facts_only:
            columns |= {column: [None] * len(frame) for column in _NOT_SHIPPED.get(name, ())}
        _insert(
            connection,
            name,
            {**columns, "release_id": [release_id] * len(frame), "file_id": [file_id] * len(frame)},
        )
        report.rows[name] = report.rows.get(name, 0) + len(frame)
    report.imported.append(imported.file)


def _was_cut_down(connection: sqlite3.Connection, file_id: int, imported: ImportedFile) -> bool:
    """Whether the store has this file without its sentences, as the shipped store does: a user's import adds them."""
    for table, columns in _NOT_SHIPPED.items():
        for column in columns:
            if table in imported.tables and imported.tables[table][column].notna().any():
                kept = connection.execute(
                    f"SELECT 1 FROM {table} WHERE file_id = ? AND {column} IS NOT NULL LIMIT 1",  # noqa: S608 (ours)
                    (file_id,),
                ).fetchone()
                if kept is None:
                    return True
    return False


def _release_id(connection: sqlite3.Connection, release: Release) -> int:
    values = {name: getattr(release, name) for name in release.__slots__}
    connection.execute(
        """INSERT INTO release (key, source, publisher, title, period, published_on, licence, credit, url)
           VALUES (:key, :source, :publisher, :title, :period, :published_on, :licence, :credit, :url)
           ON CONFLICT (key) DO UPDATE SET publisher = excluded.publisher, title = excluded.title,
               period = excluded.period, published_on = excluded.published_on, licence = excluded.licence,
               credit = excluded.credit, url = excluded.url""",
        values,
    )
    found = connection.execute("SELECT release_id FROM release WHERE key = ?", (release.key,)).fetchone()
    return int(found["release_id"])


def _add_file(connection: sqlite3.Connection, release_id: int, imported: ImportedFile) -> int:
    file = imported.file
    cursor = connection.execute(
        """INSERT INTO source_file (release_id, part, name, sheet, sha256, size_bytes, row_count, kind)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            release_id,
            file.part,
            file.name,
            file.sheet,
            file.sha256,
            file.size_bytes,
            file.row_count,
            file.kind,
        ),
    )
    file_id = int(cursor.lastrowid or 0)  # never 0 after an INSERT; the type alone allows None
    connection.executemany(
        "INSERT INTO source_column VALUES (?, ?, ?)",
        [(file_id, name, heading) for name, heading in sorted(imported.headings.items())],
    )
    if imported.wage_cap_usd:
        connection.execute("INSERT OR REPLACE INTO wage_cap VALUES (?, ?, ?)", (release_id, *imported.wage_cap_usd))
    return file_id


def _remove_file(connection: sqlite3.Connection, file_id: int) -> None:
    for (table,) in connection.execute(database.DATA_TABLES).fetchall():
        connection.execute(f"DELETE FROM {table} WHERE file_id = ?", (file_id,))  # noqa: S608 (our own table names)
    connection.execute("DELETE FROM source_file WHERE file_id = ?", (file_id,))


def _merge_shared(connection: sqlite3.Connection, table: str, frame: pd.DataFrame) -> None:
    names = list(frame.columns)
    holes = ", ".join("?" * len(names))
    connection.executemany(
        f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) VALUES ({holes})"  # noqa: S608 (names of ours)
        if table == "area"
        else f"INSERT INTO {table} ({', '.join(names)}) VALUES ({holes}) ON CONFLICT DO NOTHING",  # noqa: S608 (names of ours)
        list(zip(*(frame[name].tolist() for name in names), strict=True)),
    )


def _insert(connection: sqlite3.Connection, table: str, columns: dict[str, Sequence[object]]) -> None:
    names = list(columns)
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 (names of ours)
    connection.executemany(statement, zip(*columns.values(), strict=True))


def _rebuild_search(connection: sqlite3.Connection) -> None:
    """Index the alternate titles anew, one document an O*NET occupation."""
    connection.execute("INSERT INTO title_search (title_search) VALUES ('delete-all')")
    connection.execute(
        """INSERT INTO title_search (rowid, titles)
           SELECT CAST(replace(replace(onet_soc, '-', ''), '.', '') AS INTEGER), group_concat(title, ' | ')
           FROM alternate_title GROUP BY onet_soc ORDER BY onet_soc"""
    )
    connection.execute("INSERT INTO title_search (title_search) VALUES ('optimize')")


def _check_foreign_keys(connection: sqlite3.Connection) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is None:
        return
    table, _, parent, key = broken
    parts = [row for row in connection.execute(f"PRAGMA foreign_key_list({table})") if row["id"] == key]
    primary = [row["name"] for row in connection.execute(f"PRAGMA table_info({parent})") if row["pk"]]
    pairs = [(row["from"], row["to"] or primary[row["seq"]]) for row in sorted(parts, key=lambda row: int(row["seq"]))]
    same = " AND ".join(f"p.{theirs} = c.{ours}" for ours, theirs in pairs)
    example = connection.execute(
        f"SELECT * FROM {table} c WHERE NOT EXISTS (SELECT 1 FROM {parent} p WHERE {same}) LIMIT 1"  # noqa: S608 (names of ours)
    ).fetchone()
    names = [ours for ours, _ in pairs if ours != "release_id"]
    wanted = ", ".join(f"{name} {example[name]}" for name in names) if example else "?"
    file = (
        example
        and connection.execute(
            "SELECT name FROM source_file WHERE file_id = ?", (dict(example).get("file_id"),)
        ).fetchone()
    )
    raise ReportgenError(
        f"{file['name'] if file else 'A file'}: a row for the table “{table}” names {wanted}, "
        f"which the table “{parent}” does not have.",
        cure="Nothing was changed. Import the file that defines it first, or together with this one.",
    )


def _write_compact(connection: sqlite3.Connection, finished: Path) -> None:
    # VACUUM INTO orders the pages by content alone: two builds from the same files give the same bytes.
    connection.execute("VACUUM INTO ?", (str(finished),))

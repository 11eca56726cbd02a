"""Putting imported rows into the store's own tables, to see that they fit."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from reportgen import store
from reportgen.sources import codes
from reportgen.sources.imported import ImportedFile


def empty_store() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript((Path(store.__file__).parent / "schema.sql").read_text(encoding="utf-8"))
    connection.executemany(
        "INSERT INTO soc_code VALUES (:soc, :level, :scheme)", list(codes.occupation_codes().values())
    )
    return connection


def put_into(connection: sqlite3.Connection, imported: ImportedFile, number: int) -> None:
    """Insert all rows, as file `number`; the tables are STRICT, so a wrong type, a NULL or a repeated key raises."""
    release, file = imported.release, imported.file
    facts = [getattr(release, name) for name in release.__slots__]
    connection.execute("INSERT OR IGNORE INTO release VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [number, *facts])
    (release_id,) = connection.execute("SELECT release_id FROM release WHERE key = ?", (release.key,)).fetchone()
    connection.execute(
        "INSERT INTO source_file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, release_id, file.part, file.name, file.sheet, file.sha256, file.size_bytes, file.row_count, file.kind),
    )
    for table, frame in {**imported.shared, **imported.tables}.items():
        # Not an importer's: the release, the file, and the number that the store gives a title.
        own = [
            name
            for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")
            if name not in ("release_id", "file_id", "title_id")
        ]
        assert list(frame.columns) == own, table
        values = (
            [(*row, release_id, number) for row in frame.itertuples(index=False, name=None)]
            if table in imported.tables
            else list(frame.itertuples(index=False, name=None))
        )
        names = [*own, "release_id", "file_id"] if table in imported.tables else own
        doubles = "ABORT" if table in imported.tables else "IGNORE"
        places = ", ".join("?" * len(names))
        connection.executemany(
            f"INSERT OR {doubles} INTO {table} ({', '.join(names)}) VALUES ({places})",  # noqa: S608 (our own names)
            values,
        )

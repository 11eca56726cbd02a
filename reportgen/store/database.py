"""Opening the store. The one place that connects to SQLite."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from reportgen.errors import EnvironmentLacksError

# Raised with every change of schema.sql; a store of another version is refused, not guessed at.
SCHEMA_VERSION = 1
_APPLICATION_ID = 0x72706774  # "rpgt": tells our files from other SQLite databases


def open_read_only(path: Path) -> sqlite3.Connection:
    """Open an existing store for reading only.

    Raises EnvironmentLacksError when there is none, or when the file is no store of this version.
    """
    if not path.is_file():
        raise EnvironmentLacksError(f"There is no data store at {path}.", cure=REBUILD)
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.OperationalError as error:
        raise EnvironmentLacksError(f"{path} cannot be opened: {error}.", cure="Make it readable.") from None
    connection.row_factory = sqlite3.Row
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        connection.close()
        raise EnvironmentLacksError(f"{path} cannot be read as a data store: {error}.", cure=REBUILD) from None
    if application != _APPLICATION_ID or version != SCHEMA_VERSION:
        connection.close()
        raise EnvironmentLacksError(
            f"{path} is no data store of this version of reportgen (it has version {version}, not {SCHEMA_VERSION}).",
            cure=REBUILD,
        )
    return connection


REBUILD = (
    "Remove that file to go back to the shipped store, or build one with `reportgen data build --from FOLDER`. "
    "In a checkout, `make data` rebuilds the shipped store."
)


def lay_out(connection: sqlite3.Connection) -> None:
    """Make the empty tables of a new store. For the builder only."""
    schema = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    connection.executescript(schema)
    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.commit()


def open_for_writing(path: Path) -> sqlite3.Connection:
    """Open a file that only the builder knows (its working copy)."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    # The working copy is thrown away when anything goes wrong, so its own journal would only cost time.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    return connection


# The tables that hold published rows: those whose rows carry their release and file.
DATA_TABLES = """SELECT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name <> 'source_file' AND c.name IN ('release_id', 'file_id')
    GROUP BY t.name HAVING count(*) = 2 ORDER BY t.name"""

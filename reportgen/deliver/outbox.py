"""The memory of what was sent: an SQLite file in which a message changes its state before and after the moment that
decides, so that whoever is killed in between leaves it as unknown and never as unsent.

    pending ──▶ sending ──▶ sent
       │           ├──────▶ failed      refused for good
       │           ├──────▶ deferred    refused for now; goes on like pending when its time has come
       ▼           └──────▶ unknown     nobody knows: never sent again by itself
    (server did not take it: deferred or failed without having been sending)
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reportgen.deliver.address import same_mailbox
from reportgen.deliver.entry import DEFERRED, SENT, UNKNOWN, Entry
from reportgen.errors import EnvironmentLacksError

NAME = "outbox.sqlite"
DAY_SECONDS = 86_400
_APPLICATION_ID = 0x7270676D  # "rpgm": tells our files from other SQLite databases
_VERSION = 1


class Outbox:
    """An open outbox, for one process at a time (`folder.held` sees to it)."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self.path = connection, path
        self._is = _identity(path)

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """All changes in here, or none of them, on the disk when it ends."""
        self._write("BEGIN IMMEDIATE")
        try:
            yield
            self._write("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    # --- what is there ----------------------------------------------------------------------------------------

    def fingerprint(self, recipient: str, contents: Iterable[str]) -> str:
        """What an address with these contents is known by."""
        words = "\0".join([same_mailbox(recipient), *contents])
        return hmac.new(bytes.fromhex(self.setting("salt")), words.encode(), "sha256").hexdigest()[:32]

    def latest(self, fingerprint: str) -> tuple[Entry, ...]:
        """The messages of one letter, by part, of the last time that it was written; none when it is new."""
        return self._entries(
            "fingerprint = :f AND round = (SELECT max(round) FROM message WHERE fingerprint = :f)", f=fingerprint
        )

    def entries(self, ids: Iterable[int]) -> tuple[Entry, ...]:
        """These messages, in the order of the outbox."""
        wanted = set(ids)
        return tuple(entry for entry in self.all() if entry.id in wanted)

    def choose(self, ids: Iterable[int]) -> None:
        """The messages that `next_due`, `next_time` and `waiting` speak of."""
        self._write("CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY)")
        self._write("DELETE FROM chosen")
        self._write_each("INSERT INTO chosen VALUES (?)", [(each,) for each in ids])

    def next_due(self, now: float) -> Entry | None:
        """The chosen message to send next: first those that were not put off, in their order."""
        due = "(next_at <= :now OR next_at > :far)"  # so late only because the clock was set back
        for where in ("state = 'pending' ORDER BY id", f"state = 'deferred' AND {due} ORDER BY next_at, id"):
            if found := self._entries(f"id IN chosen AND {where} LIMIT 1", now=now, far=now + DAY_SECONDS):
                return found[0]
        return None

    def next_time(self) -> float | None:
        """When the first of the chosen ones that were put off is due; None when none was."""
        found: float | None = self._connection.execute(
            "SELECT min(next_at) FROM message WHERE id IN chosen AND state = 'deferred'"
        ).fetchone()[0]
        return found

    def waiting(self) -> int:
        """How many of the chosen ones are still to be sent."""
        count: int = self._connection.execute(
            "SELECT count(*) FROM message WHERE id IN chosen AND state IN ('pending', 'deferred')"
        ).fetchone()[0]
        return count

    def all(self) -> tuple[Entry, ...]:
        """Every message."""
        return self._entries("1")

    def entry(self, key: int) -> Entry:
        """One message by its id."""
        return self._entries("id = :key", key=key)[0]

    def accepted_since(self, when: float) -> tuple[float, ...]:
        """When messages were accepted, or may have been, after `when`; oldest first.

        Not those of more than a day from now: the clock was wrong then, and they would count for years.
        """
        rows = self._connection.execute(
            "SELECT ended_at FROM message WHERE state IN (?, ?) AND ended_at > ? AND ended_at < ? ORDER BY ended_at",
            (SENT, UNKNOWN, when, when + 2 * DAY_SECONDS),
        )
        return tuple(row[0] for row in rows)

    def setting(self, name: str) -> str:
        """A word that the outbox remembers, "" when it does not."""
        row = self._connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    # --- what changes -----------------------------------------------------------------------------------------

    def set_setting(self, name: str, value: str) -> None:
        """Remember a word."""
        self._write("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def add(
        self, fingerprint: str, round_: int, recipient: str, roster: Path, rows: Sequence[int],
        parts: Sequence[Sequence[str]], now: float,
    ) -> None:  # fmt: skip
        """Write down a letter as messages to send, one for each list of brochures in `parts`."""
        self._write_each(
            "INSERT INTO message (fingerprint, round, part, parts, state, roster, roster_rows, recipient, brochures,"
            " created_at, dated_at) VALUES (?, ?, ?, ?, 'pending', ?, ?, ?, ?, ?, ?)",
            [
                (fingerprint, round_, number, len(parts), str(roster), json.dumps(list(rows)), recipient,
                 json.dumps(list(brochures)), now, now)
                for number, brochures in enumerate(parts, 1)
            ],
        )  # fmt: skip

    def touch(self, entry: Entry, recipient: str, roster: Path, rows: Sequence[int], now: float) -> None:
        """Note where the roster has it now; one that was never tried gets the date of now."""
        self._write(
            "UPDATE message SET recipient = ?, roster = ?, roster_rows = ?,"
            " dated_at = CASE attempts WHEN 0 THEN ? ELSE dated_at END WHERE id = ?",
            (recipient, str(roster), json.dumps(list(rows)), now, entry.id),
        )

    def drop(self, entries: Iterable[Entry]) -> None:
        """Forget messages that nobody has got."""
        self._write_each(
            "DELETE FROM message WHERE id = ? AND state IN ('pending', 'deferred')", [(each.id,) for each in entries]
        )

    def no_longer_wanted(self, roster: Path, wanted: Iterable[str]) -> tuple[Entry, ...]:
        """Messages of this roster that nobody has got and that it does not ask for any more."""
        known = set(wanted)
        waiting = self._entries("roster = :roster AND state IN ('pending', 'deferred')", roster=str(roster))
        return tuple(entry for entry in waiting if entry.fingerprint not in known)

    def wait_again(self, entry: Entry) -> None:
        """Send it once more, as the user asked: it is pending as if it had never been tried, with its old number."""
        self._write(
            "UPDATE message SET state = 'pending', attempts = 0, next_at = NULL, ended_at = NULL WHERE id = ?",
            (entry.id,),
        )

    def begin(self, entry: Entry) -> None:
        """The next byte decides: from here on nobody knows, until `end` says.

        Raises EnvironmentLacksError when the file is not there any more: nobody would know that it was sent.
        """
        if _identity(self.path) != self._is:
            raise EnvironmentLacksError(
                f"The outbox {self.path} was removed or replaced while its messages were being sent.",
                cure="Put it back: it remembers what was sent. Without it, everything would be sent once more.",
            )
        self._write("UPDATE message SET state = 'sending' WHERE id = ?", (entry.id,))

    def end(self, entry: Entry, state: str, reply: str, now: float, next_at: float | None = None) -> None:
        """What became of an attempt."""
        self._write(
            "UPDATE message SET state = ?, reply = ?, attempts = attempts + 1, next_at = ?, ended_at = ? WHERE id = ?",
            (state, reply, next_at, None if state == DEFERRED else now, entry.id),
        )

    def recover(self, now: float) -> None:
        """What a killed run was sending is unknown."""
        self._write(
            "UPDATE message SET state = 'unknown', attempts = attempts + 1, ended_at = ?,"
            " reply = 'the run ended while it was being sent' WHERE state = 'sending'",
            (now,),
        )

    def forget(self, entries: Iterable[Entry]) -> None:
        """Remove what is personal of these messages; that they were sent, and when, stays known."""
        self._write_each(
            "UPDATE message SET recipient = NULL, roster = NULL, roster_rows = NULL, reply = '' WHERE id = ?",
            [(each.id,) for each in entries],
        )

    def _write(self, statement: str, values: Sequence[Any] = ()) -> None:
        self._write_each(statement, [values])

    def _write_each(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        try:
            for row in rows:
                self._connection.execute(statement, row)
        except sqlite3.DatabaseError as error:
            if type(error) not in (sqlite3.DatabaseError, sqlite3.OperationalError):
                raise
            raise EnvironmentLacksError(
                f"The outbox {self.path} cannot be written: {error}.",
                cure="Make room there, then run the same command again: it knows what was sent.",
            ) from None

    def _entries(self, where: str, **values: Any) -> tuple[Entry, ...]:
        statement = f"SELECT * FROM message WHERE {where}"  # noqa: S608 (conditions are ours, values bound)
        if "ORDER BY" not in where:
            statement += " ORDER BY id"
        try:
            return tuple(_entry(row) for row in self._connection.execute(statement, values))
        except sqlite3.DatabaseError as error:
            if type(error) not in (sqlite3.DatabaseError, sqlite3.OperationalError):
                raise  # a statement of ours is wrong
            raise _unusable(self.path, str(error)) from None


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        id=row["id"],
        fingerprint=row["fingerprint"],
        round=row["round"],
        part=row["part"],
        parts=row["parts"],
        state=row["state"],
        recipient=row["recipient"] or "",
        rows=tuple(json.loads(row["roster_rows"] or "[]")),
        brochures=tuple(json.loads(row["brochures"])),
        dated_at=row["dated_at"],
        attempts=row["attempts"],
        next_at=row["next_at"],
        ended_at=row["ended_at"],
        reply=row["reply"],
    )


def open_outbox(path: Path) -> Outbox:
    """Open the outbox at `path`, or begin it, readable by its owner only.

    Raises EnvironmentLacksError when it is none of ours, damaged, or of another version.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise _unusable(path, error.strerror or str(error)) from None
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        # A message must not go out before the disk knows of it. Write-ahead makes that one wait instead of four; in
        # exclusive mode it needs no memory shared with others, so that network file systems can do it too.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA secure_delete = ON")  # what was purged must not be readable in the file
        known, version = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        if not known and not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            _create(connection)
        elif (known, version) != (_APPLICATION_ID, _VERSION):
            raise sqlite3.DatabaseError(f"it is no outbox of version {_VERSION}")
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise _unusable(path, str(error)) from None
    return Outbox(connection, path)


def _unusable(path: Path, why: str) -> EnvironmentLacksError:
    return EnvironmentLacksError(
        f"{path} cannot be used as an outbox: {why}.",
        cure="It remembers what was sent already. Put back a copy of it, or choose another folder with --output.",
    )


def _create(connection: sqlite3.Connection) -> None:
    schema = Path(__file__).with_name("outbox.sql").read_text(encoding="utf-8")
    identity = f"PRAGMA application_id = {_APPLICATION_ID}; PRAGMA user_version = {_VERSION};"
    connection.executescript(f"BEGIN IMMEDIATE; {identity} {schema}")
    connection.execute("INSERT INTO setting VALUES ('salt', ?)", (secrets.token_hex(32),))
    connection.execute("COMMIT")

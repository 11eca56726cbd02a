"""`manifest.jsonl`: what happened in a folder of brochures, one line an event, only ever appended to.

The line of a brochure is written before its file takes its name. So whoever is killed in between leaves a line whose
file is not there, which the next run finds out and makes again; never a file that nobody knows.
"""

from __future__ import annotations

import datetime
import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.batch import files
from reportgen.errors import ReportgenError

NAME = "manifest.jsonl"
Record = Mapping[str, Any]
_SYNC_EVERY_SECONDS = 1.0
_ENDINGS = ("made", "failed", "quarantined")


@dataclass(slots=True)
class History:
    """What the lines of a manifest come to. `made` and `last` are by file name: the last file made, the last ending."""

    made: dict[str, Record] = field(default_factory=dict)
    last: dict[str, Record] = field(default_factory=dict)
    start: Record | None = None
    unfinished: Record | None = None

    def note(self, record: Record) -> None:
        """Take in one more event."""
        event, name = record.get("event"), record.get("file")
        if event == "start":
            self.start = self.unfinished = record
        elif event == "end" and record.get("complete"):
            self.unfinished = None
        elif event in _ENDINGS and isinstance(name, str):
            self.last[name] = record
            if event == "made":
                self.made[name] = record


def read(folder: Path) -> History:
    """The history of a folder; empty where there is none. Torn and foreign lines are passed over."""
    history = History()
    with suppress(OSError), (folder / NAME).open("rb") as lines:
        for line in lines:
            try:
                record = json.loads(line)
            except ValueError:  # torn by a crash or a full disk
                continue
            if isinstance(record, dict):
                history.note(record)
    return history


class Manifest:
    """The manifest of a folder, held by one run: see `held`."""

    def __init__(self, folder: Path, descriptor: int, history: History) -> None:
        self.folder, self.history = folder, history
        self._descriptor = descriptor
        self._synced = time.monotonic()

    def append(self, event: str, **facts: Any) -> Record:
        """Write one event, whole. Raises EnvironmentLacksError when the disk refuses; nothing is written then."""
        record = {"event": event, "at": _now(), **facts}
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"
        before = os.fstat(self._descriptor).st_size
        try:
            rest = line
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
            if time.monotonic() - self._synced > _SYNC_EVERY_SECONDS:
                self.sync()
        except OSError as error:
            os.ftruncate(self._descriptor, before)
            raise files.cannot_write(self.folder / NAME, error) from None
        self.history.note(record)
        return record

    def sync(self) -> None:
        """Write through to the disk what the system still holds."""
        os.fsync(self._descriptor)
        self._synced = time.monotonic()


@contextmanager
def held(folder: Path) -> Iterator[Manifest]:
    """Open (or begin) the folder's manifest and keep other batches out of the folder meanwhile.

    The system lets the lock go when this process ends in whatever way. Raises ReportgenError when another holds it.
    """
    descriptor = _locked(folder)
    try:
        files.sweep(folder)
        _mend_end(descriptor)
        files.settle_names(folder)  # its own name, before anything relies on it
        yield Manifest(folder, descriptor, read(folder))
    finally:
        if os.fstat(descriptor).st_size == 0:
            (folder / NAME).unlink(missing_ok=True)  # nothing came of it: leave no trace
        os.close(descriptor)


def _locked(folder: Path) -> int:
    path = folder / NAME
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        except OSError as error:
            raise files.cannot_write(path, error) from None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            start = read(folder).start or {}
            who = f" (process {start['pid']} on {start['host']}, since {start['at']})" if "pid" in start else ""
            raise ReportgenError(
                f"Another batch is at work in {folder}{who}.",
                cure="Wait until it is done, stop it, or choose another folder with --output.",
            ) from None
        except OSError:  # a file system without locks
            return descriptor
        if path.exists() and path.stat().st_ino == os.fstat(descriptor).st_ino:
            return descriptor
        os.close(descriptor)  # its last holder removed it a moment ago


def _mend_end(descriptor: int) -> None:
    """A torn last line gets an end, so that the next event does not grow onto it."""
    size = os.fstat(descriptor).st_size
    if size and os.pread(descriptor, 1, size - 1) != b"\n":
        os.write(descriptor, b"\n")


def identity() -> dict[str, Any]:
    """Who writes: process and host."""
    return {"pid": os.getpid(), "host": socket.gethostname()}


def _now() -> str:
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")

"""The folder of an outbox: its database, its .eml files, its brochures, the page that shows them. For its owner only.

outbox.sqlite   what was sent to whom, and when          messages/   one .eml file a message
index.html      a page that shows the messages           brochures/  the PDF files, each once
"""

from __future__ import annotations

import datetime
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reportgen.batch import files
from reportgen.deliver import outbox as store
from reportgen.deliver.entry import Entry
from reportgen.deliver.outbox import Outbox, open_outbox
from reportgen.errors import EnvironmentLacksError, NoSuchDataError, ReportgenError, UsageError
from reportgen.values import dataclass

PAGE = "index.html"
_LOCK = ".lock"
_IGNORE = ".gitignore"  # so that nobody commits students' addresses by accident
_MESSAGES, _BROCHURES = "messages", "brochures"
_UNFINISHED = ".*.tmp"
_OURS = {store.NAME, f"{store.NAME}-journal", f"{store.NAME}-wal", PAGE, _LOCK, _IGNORE, _MESSAGES, _BROCHURES}


@dataclass(frozen=True, slots=True)
class Folder:
    """An outbox folder that this process holds."""

    path: Path
    outbox: Outbox

    @property
    def brochures(self) -> Path:
        """Where brochures are made unless the user keeps them elsewhere."""
        return self.path / _BROCHURES

    @property
    def page(self) -> Path:
        """The page that shows the messages."""
        return self.path / PAGE

    def message(self, entry: Entry) -> Path:
        """The .eml file of a message."""
        return self.path / _MESSAGES / entry.file_name

    def write(self, path: Path, data: bytes) -> None:
        """Put `data` at `path` in one step, for the owner's eyes only. Raises EnvironmentLacksError."""
        temporary = path.with_name(f".{secrets.token_hex(6)}.tmp")
        files.write_temporary(temporary, data, mode=0o600)
        files.take_name(temporary, path)

    def drop(self, entries: Iterable[Entry]) -> None:
        """Remove messages that nobody has got, with their files."""
        entries = list(entries)
        self.outbox.drop(entries)
        for entry in entries:
            self.message(entry).unlink(missing_ok=True)

    def purge(self, before: float) -> int:
        """Remove what is personal of all messages that ended, or were last written, before that time; return how many.

        The outbox still knows, by a hash, that they were sent, so that none goes out a second time.
        """
        old = [
            entry
            for entry in self.outbox.all()
            if entry.recipient and (entry.ended_at or entry.dated_at) < before
        ]  # fmt: skip
        with self.outbox.together():
            self.outbox.forget(old)
            self.outbox.drop(old)
        kept = {entry.file_name for entry in self.outbox.all() if entry.recipient}
        for file in (self.path / _MESSAGES).iterdir():
            if file.name not in kept:
                file.unlink()
        return len(old)

    def remove(self) -> None:
        """Remove all of it, with the memory of what was sent. A foreign file in the folder stays, and so it does."""
        self.outbox.close()
        for name in (_MESSAGES, _BROCHURES):
            shutil.rmtree(self.path / name, ignore_errors=True)
        for name in _OURS - {_MESSAGES, _BROCHURES}:
            (self.path / name).unlink(missing_ok=True)
        if not any(self.path.iterdir()):
            self.path.rmdir()


def is_outbox(path: Path) -> bool:
    """Whether an outbox is there."""
    return (path / store.NAME).is_file()


@contextmanager
def held(path: Path, now: float, *, create: bool = True) -> Iterator[Folder]:
    """Open the outbox folder at `path`, or make it, and keep other processes out of it meanwhile.

    What a killed run was sending becomes unknown. Raises ReportgenError when another process holds it, UsageError for
    a folder with other things in it, NoSuchDataError with `create` False when there is none.
    """
    if not create and not is_outbox(path):
        raise NoSuchDataError(f"There is no outbox in {path}.", cure="Name its folder with --output.")
    _make(path)
    lock = _locked(path)
    try:
        outbox = open_outbox(path / store.NAME)
        try:
            outbox.recover(now)
            for left in (*path.glob(_UNFINISHED), *(path / _MESSAGES).glob(_UNFINISHED)):
                left.unlink(missing_ok=True)
            yield Folder(path, outbox)
        finally:
            outbox.close()
    finally:
        os.close(lock)


def _make(path: Path) -> None:
    try:
        if path.is_dir() and not is_outbox(path):
            foreign = sorted({each.name for each in path.iterdir() if not each.match(_UNFINISHED)} - _OURS)
            if foreign:
                raise UsageError(
                    f"{path} is no outbox: it holds other things, such as {foreign[0]}.",
                    cure="Choose a folder that is empty, or not there yet, with --output.",
                )
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
        (path / _MESSAGES).mkdir(mode=0o700, exist_ok=True)
        (path / _IGNORE).write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise _cannot_write(path, error) from None


def _locked(path: Path) -> int:
    try:
        descriptor = os.open(path / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _cannot_write(path, error) from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        who = os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip()
        os.close(descriptor)
        raise ReportgenError(
            f"Another reportgen mail is at work in {path}{f' ({who})' if who else ''}.",
            cure="Wait until it is done, or stop it; then run the same command again.",
        ) from None
    except OSError as error:
        os.close(descriptor)
        raise EnvironmentLacksError(
            f"The file system of {path} has no locks ({error.strerror or error}), so two runs could send the same.",
            cure="Choose a folder on this machine's own disk with --output.",
        ) from None
    with suppress(OSError):  # who it is, is a help only: a full disk does without
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()}, since {datetime.datetime.now():%Y-%m-%d %H:%M}\n".encode(), 0)
    return descriptor


def _cannot_write(place: Path, error: OSError) -> EnvironmentLacksError:
    return EnvironmentLacksError(
        f"Cannot write {place}: {error.strerror or error}.",
        cure="Make room there, or choose another folder with --output.",
    )

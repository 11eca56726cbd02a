"""The store's working copy: it takes the store's place only when it is whole, and one import at a time has one.

An import that fails, is interrupted or runs out of disk leaves the old store as it was.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from reportgen.errors import EnvironmentLacksError, ReportgenError
from reportgen.store import database

_Result = TypeVar("_Result")


@contextmanager
def working_copy(target: Path, start_from: Path | None) -> Iterator[tuple[sqlite3.Connection, Path]]:
    """A copy of `start_from` to write in, empty without one, and the path of the finished store.

    What is written to that path takes the place of `target`. Raises ReportgenError when another import is at work or
    rows contradict each other, EnvironmentLacksError for a damaged store or what the disk refuses; `target` is then as
    it was.
    """
    with only_one(target):
        for abandoned in target.parent.glob(f"{_folder_prefix(target)}*"):  # of a build that was killed
            shutil.rmtree(abandoned, ignore_errors=True)
        folder = _in_words(target, lambda: Path(tempfile.mkdtemp(prefix=_folder_prefix(target), dir=target.parent)))
        try:
            work = folder / "work.sqlite"
            finished = folder / "finished.sqlite"
            if start_from is not None:
                database.open_read_only(start_from).close()  # refuses what is no store of this version
                _in_words(target, lambda: shutil.copyfile(start_from, work))
            connection = database.open_for_writing(work)
            try:
                yield connection, finished
            except sqlite3.IntegrityError as error:
                raise ReportgenError(
                    f"The rows contradict each other or the store's rules: {error}.",
                    cure="Nothing was changed. The file passed its own checks, so please report this.",
                ) from error
            except sqlite3.OperationalError as error:  # the disk is full, or failed
                raise EnvironmentLacksError(
                    f"The store {target} could not be written: {error}.",
                    cure="Nothing was changed. Make room on that disk (about 100 MB) and try again.",
                ) from error
            except sqlite3.DatabaseError as error:
                if type(error) is not sqlite3.DatabaseError:  # its subclasses mean that a statement of ours is wrong
                    raise
                raise EnvironmentLacksError(
                    f"The store {start_from or target} is damaged: {error}.", cure=database.REBUILD
                ) from error
            finally:
                connection.close()
            if finished.exists():
                _in_words(target, lambda: _put_in_place(finished, target))
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def only_one(target: Path) -> Iterator[None]:
    """Hold the builder's lock on `target`; a second import meanwhile is told so instead of losing one of the two."""
    _in_words(target, lambda: target.parent.mkdir(parents=True, exist_ok=True))
    lock = target.with_name(f".{target.name}.lock")
    handle = _in_words(target, lambda: lock.open("w"))
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The holder before us removes its lock file as it leaves: ours must be the one that stands there.
            ours = os.fstat(handle.fileno()).st_ino == lock.stat().st_ino
        except (BlockingIOError, FileNotFoundError):
            ours = False
        except OSError as error:
            raise EnvironmentLacksError(
                f"The file system of {target} has no locks ({error.strerror or error}).",
                cure="Choose another place with REPORTGEN_STORE=/path/to/store.sqlite, on this machine's own disk.",
            ) from None
        if not ours:
            raise ReportgenError(
                f"Another reportgen is writing {target} now.",
                cure="Wait until it has finished, then try again.",
            )
        try:
            yield
        finally:
            with suppress(OSError):
                lock.unlink()


def _folder_prefix(target: Path) -> str:
    return f".{target.name}.build-"


def _in_words(target: Path, action: Callable[[], _Result]) -> _Result:
    """Do `action`; what the file system refuses becomes an error with a cure."""
    try:
        return action()
    except OSError as error:
        raise EnvironmentLacksError(
            f"Cannot write in {target.parent}: {error.strerror or error}.",
            cure="The store is as it was. Choose another place with REPORTGEN_STORE=/path/to/store.sqlite, "
            "or make that folder writable.",
        ) from None


def _put_in_place(finished: Path, target: Path) -> None:
    with finished.open("rb+") as handle:
        os.fsync(handle.fileno())
    finished.replace(target)
    directory = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)

"""Temporary folders: private, and gone afterwards even when everybody was killed.

WeasyPrint leaves folders behind when it is killed, and so does an unpacked archive. So each worker's temporary folder
is its own, inside one folder of the run, and a process without workers has one too. It is held by a lock which the
system lets go when its process ends in whatever way. The next run removes those that nobody holds.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

from reportgen.errors import EnvironmentLacksError

_PREFIX = "reportgen-run-"
_LOCK = "held"
_LOCK_SECONDS = 2.0
_ABANDONED_SECONDS = 3600  # a folder without its lock file: another run may be about to make it


class Scratch:
    """The folder of one run. Raises EnvironmentLacksError where temporary files cannot be written."""

    def __init__(self) -> None:
        try:
            _remove_abandoned()
            self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
            self._held = (self.folder / _LOCK).open("wb")
        except OSError as error:  # “No usable temporary directory” is one without a number
            where = f" in {tempfile.tempdir}" if tempfile.tempdir else ""
            raise EnvironmentLacksError(
                f"Temporary files cannot be written{where}: {error.strerror or error}.",
                cure="Make room there, or name another folder in the environment variable TMPDIR.",
            ) from None
        with suppress(OSError):  # a file system without locks: what is left stays for an hour
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._count = 0

    def for_worker(self) -> Path:
        """A new private folder."""
        self._count += 1
        folder = self.folder / f"worker-{self._count}"
        folder.mkdir(mode=0o700)
        return folder

    def remove(self) -> None:
        """Remove everything and let go."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._held.close()


def of_this_process() -> Path:
    """A private folder that lasts as long as this process. Raises EnvironmentLacksError.

    For what the process makes by itself; its workers have folders of their own.
    """
    folder = _own()
    if not folder.is_dir():  # a cleaner of old temporary files may have come by a process that lives for weeks
        _own.cache_clear()
        folder = _own()
    return folder


@cache
def _own() -> Path:
    own = Scratch()
    atexit.register(own.remove)
    return own.folder


def leave(folder: Path, *, parent_died: bool = False) -> None:
    """For a worker at its end: remove its own folder, and the run's when it was the last and nobody holds that.

    A worker may see the end of its parent a moment before the system has let the parent's lock go.
    """
    shutil.rmtree(folder, ignore_errors=True)
    patience = time.monotonic() + (_LOCK_SECONDS if parent_died else 0.0)
    while not (abandoned := _is_abandoned(folder.parent)) and time.monotonic() < patience and folder.parent.exists():
        time.sleep(0.02)
    if abandoned and not any(folder.parent.glob("worker-*")):
        shutil.rmtree(folder.parent, ignore_errors=True)


def _remove_abandoned() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if _is_abandoned(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    try:
        if folder.stat().st_uid != os.getuid():
            return False
        with (folder / _LOCK).open("rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except FileNotFoundError:
        try:
            return time.time() - folder.stat().st_mtime > _ABANDONED_SECONDS
        except OSError:
            return False
    except OSError:  # held by a living run
        return False

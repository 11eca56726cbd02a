"""Faults at a program's steps on the disk: the step is refused, or the program is killed right before it.

A step is what opens a file to write, writes through `os.write`, flushes to the disk, renames, removes, or makes a
folder, below one folder. Python announces most of them to audit hooks, so that nothing in the product has to be
prepared for it; the others are functions of `os` that are wrapped. All of it happens in a forked child, which takes its
hooks with it when it ends.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen import scratch

KILL = 0  # instead of an error's number
FULL, BROKEN, READ_ONLY = errno.ENOSPC, errno.EIO, errno.EROFS
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_NAMES = {"os.rename": "rename", "os.remove": "remove", "os.mkdir": "mkdir", "os.rmdir": "rmdir"}
_NEED_ROOM = ("open", "write", "fsync", "mkdir")  # what a full disk refuses
_MOST_STEPS = 200
_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Came:
    """What came of the child: its exit code (None: it was killed), what it said, its steps in words, the last hit."""

    code: int | None
    said: str
    steps: tuple[str, ...]
    was_hit: bool


def run(do: Callable[[], tuple[int, str]], below: Path, *, fault: int | None = None, at: int = 0) -> Came:
    """Let a child do it: `do` gives the exit code and what was said. The step number `at` (from 1) meets the fault."""
    ours, theirs = os.pipe()
    log = tempfile.TemporaryFile()  # noqa: SIM115 (the child writes to it until it is killed)
    child = os.fork()
    if child == 0:
        signal.alarm(_PATIENCE_SECONDS)
        try:
            _Steps(below, log.fileno(), fault, at)
            answer = do()
            os.write(theirs, json.dumps(answer).encode())
        except BaseException as error:
            os.write(theirs, json.dumps((-1, f"{type(error).__name__}: {error}")).encode())
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as answers:
        answer = answers.read()
    os.waitpid(child, 0)
    log.seek(0)
    steps = tuple(log.read().decode().splitlines())
    log.close()
    code, said = json.loads(answer) if answer else (None, "")
    return Came(code, said, steps, len(steps) >= at > 0)


def at_every_step(do: Callable[[], tuple[int, str]], below: Path, fault: int, *, stride: int = 1) -> Iterator[Came]:
    """Do it again and again, with the fault at the first step, the second, … until it gets through without."""
    for at in range(1, _MOST_STEPS, stride):
        came = run(do, below, fault=fault, at=at)
        if not came.was_hit:
            assert at > 1, "it has no step at all"
            return
        yield came
    raise AssertionError("it never ends")


class _Steps:
    """Watches this process from now on."""

    def __init__(self, below: Path, log: int, fault: int | None, at: int) -> None:
        self._below, self._log, self._fault, self._at = str(below.resolve()), log, fault, at
        self._count, self._busy = 0, False
        self._write, self._fsync = os.write, os.fsync
        tempfile.tempdir = str(below / "temporary")
        scratch._own.cache_clear()  # the parent's own is not this process's
        sys.addaudithook(self._heard)
        os.write, os.fsync = self._writes, self._fsyncs  # type: ignore[assignment]

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._busy:
            return
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES:
            self._step("open", arguments[0])
        elif event in _NAMES:
            self._step(_NAMES[event], arguments[0], arguments[1] if event == "os.rename" else None)

    def _writes(self, descriptor: int, data: bytes) -> int:
        self._step("write", _path_of(descriptor))
        return self._write(descriptor, data)

    def _fsyncs(self, descriptor: int) -> None:
        self._step("fsync", _path_of(descriptor))
        self._fsync(descriptor)

    def _step(self, name: str, path: Any, other: Any = None) -> None:
        if not isinstance(path, str | os.PathLike):
            return
        self._busy = True
        try:
            place = os.path.realpath(path) if name != "rename" else _absolute(path)
            if not place.startswith(self._below + "/") and place != self._below:
                return
            if self._fault not in (None, KILL, BROKEN, READ_ONLY) and name not in _NEED_ROOM:
                return
            words = [name, os.path.relpath(place, self._below)]
            words += [os.path.relpath(_absolute(other), self._below)] if other else []
            self._write(self._log, " ".join(words).encode() + b"\n")
            self._count += 1
            if self._count == self._at and self._fault is not None:
                if self._fault == KILL:
                    os.kill(os.getpid(), signal.SIGKILL)
                raise OSError(self._fault, os.strerror(self._fault), str(path))
        finally:
            self._busy = False


def _absolute(path: Any) -> str:
    return str(Path(path).absolute())


def _path_of(descriptor: int) -> str:
    """The path of an open file, "" for a pipe."""
    try:
        path = str(Path(f"/proc/self/fd/{descriptor}").readlink())
    except OSError:
        return ""
    return path if path.startswith("/") else "/"

"""The life of a worker process: make ready, then answer each task, until the parent closes the pipe or dies."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from reportgen import garbage, scratch
from reportgen.batch.outcome import Failure, failure_of
from reportgen.values import dataclass

READY = "ready"
# A longer message does not go through the pipe in one piece: a worker stopped in its middle would stop the parent.
_LONGEST_TRACE = 6000
_LONGEST_WORDS = 2000
_MOMENT_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class CannotStart:
    """Sent instead of READY: no job can succeed."""

    why: Failure


def work(pipe: Connection, recipe: Any, make: Callable[[Any], Callable[[Any], Any]], own_folder: str) -> None:
    """Answer tasks with what the function that `make` returns makes of them, or with a Failure."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    folder = Path(own_folder)
    tempfile.tempdir = os.environ["TMPDIR"] = own_folder
    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    try:
        _answer(pipe, recipe, make)
    finally:
        scratch.leave(folder, parent_died=_parent_has_died())


def _answer(pipe: Connection, recipe: Any, make: Callable[[Any], Callable[[Any], Any]]) -> None:
    try:
        do = make(recipe)
    except BaseException as error:
        _tell(pipe, CannotStart(_short(failure_of(error))))
        return
    goes_on, rounds = _tell(pipe, READY), garbage.Rounds()
    while goes_on:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        result: Any
        try:
            result = do(task)
        except BaseException as error:
            result = _short(failure_of(error))
        goes_on = _tell(pipe, result)
        rounds.one_more()


def _tell(pipe: Connection, message: Any) -> bool:
    """Whether anybody listens: the parent may be gone, or have no more to do before this worker was ready."""
    try:
        pipe.send(message)
    except OSError:
        return False
    return True


def _end_with_parent(folder: Path) -> None:
    """A worker in the middle of a brochure does not look at its pipe: this thread ends it with its parent."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        scratch.leave(folder, parent_died=True)
        os._exit(1)


def _parent_has_died() -> bool:
    """Whether the end of the pipe was the parent's end, too: of a killed process one comes a moment after the other."""
    parent = multiprocessing.parent_process()
    return parent is not None and bool(multiprocessing.connection.wait([parent.sentinel], _MOMENT_SECONDS))


def _short(failure: Failure) -> Failure:
    return replace(failure, what=failure.what[:_LONGEST_WORDS], trace=failure.trace[-_LONGEST_TRACE:])

"""Worker processes for the tests' own process, forked from one that has imported what a worker imports.

A worker that is spawned imports for most of a second, and the tests start hundreds. The fork server is a fresh
interpreter that has done nothing but import, so that a worker forked from it is in the state of a spawned one; its
recipe and its tasks come pickled through pipes as ever. Commands that tests run as processes spawn their workers.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
_CONTEXT = multiprocessing.get_context("forkserver")
_SPAWN = multiprocessing.get_context("spawn")
_OWNER = os.getpid()


class Forked:
    """In place of the context of multiprocessing that `reportgen.batch.workers` has."""

    Pipe = staticmethod(_CONTEXT.Pipe)

    def Process(self, target: Callable[..., None], args: tuple[Any, ...], daemon: bool) -> BaseProcess:
        if os.getpid() != _OWNER:  # a child that a test forked: the fork server is not its own
            return _SPAWN.Process(target=target, args=args, daemon=daemon)
        return forked(target, *args, daemon=daemon)


def forked(target: Callable[..., None], *args: Any, daemon: bool = True) -> BaseProcess:
    """A process that will do `target`, which is found by its name and whose arguments go through a pipe."""
    serve()
    return _CONTEXT.Process(target=_with_environment, args=(dict(os.environ), target, *args), daemon=daemon)


def serve() -> None:
    """Start the fork server unless it runs: wherever a test stands, it has to find the modules."""
    _CONTEXT.set_forkserver_preload(["tests.worker_imports"])
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
        forkserver.ensure_running()


def _with_environment(environment: dict[str, str], target: Callable[..., None], *args: Any) -> None:
    """Run `target` with the variables that its parent has now: the fork server has those of its own start."""
    os.environ.clear()
    os.environ.update(environment)
    target(*args)

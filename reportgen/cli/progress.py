"""A progress bar, on a terminal only; elsewhere nothing is printed and rich is not loaded."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Called with the name of what has just been finished.
Advance = Callable[[str], None]


def _wanted() -> bool:
    return sys.stderr.isatty()


def processors() -> int:
    """How many jobs are done at the same time unless said otherwise."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, 8)


@contextmanager
def progress(label: str, total: int) -> Iterator[Advance]:
    """Count `total` things. A single one needs no bar. rich obeys NO_COLOR."""
    if total < 2 or not _wanted():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # stderr is redirected through the bar, so that messages stand above it instead of tearing it.
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False) as bar:
        task = bar.add_task(label, total=total)

        def advance(name: str) -> None:
            bar.update(task, advance=1, description=name[:40])

        yield advance


@contextmanager
def byte_progress(label: str) -> Iterator[Callable[[int, int | None], None]]:
    """Show bytes of a transfer: called with (so far, in all or None)."""
    if not _wanted():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)

"""How a batch goes on: a bar with rate, time left and failures on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click

Tell = Callable[[Mapping[str, Any]], None]
_LINES = 20  # about as many, however long the batch
_FEWEST_BETWEEN = 10
_ENDINGS = ("made", "failed", "quarantined")


class Pace:
    """Counts what has ended and says how fast it goes."""

    def __init__(self, total: int) -> None:
        self.total, self.done, self.failed = total, 0, 0
        self._begun = time.monotonic()

    def count(self, event: str) -> bool:
        """Whether this event was the end of a brochure."""
        if event not in _ENDINGS:
            return False
        self.done += 1
        self.failed += event != "made"
        return True

    @property
    def rate(self) -> float:
        """Brochures a second, the start of the workers included."""
        return self.done / max(time.monotonic() - self._begun, 0.001)

    def words(self) -> str:
        """Rate, time left and failures."""
        text = f"{self.rate:.1f} a second"
        if self.done and self.done < self.total:
            text += f", about {duration((self.total - self.done) / self.rate)} left"
        if self.failed:
            text += f", {self.failed:,} failed"
        return text


def duration(seconds: float) -> str:
    """Seconds as one reads them: 45 s, 12 min, 2 h 5 min."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


@contextmanager
def batch_progress(total: int, *, quiet: bool) -> Iterator[Tell]:
    """Called with every event of the batch. `quiet`: nothing is shown."""
    pace = Pace(total)
    if quiet:
        yield lambda record: None
    elif sys.stderr.isatty():
        with _bar(pace) as tell:
            yield tell
    else:
        yield _lines(pace)


def _lines(pace: Pace) -> Tell:
    between = max(_FEWEST_BETWEEN, -(-pace.total // _LINES))

    def tell(record: Mapping[str, Any]) -> None:
        if pace.count(record["event"]) and pace.done % between == 0 and pace.done < pace.total:
            click.echo(f"  {pace.done:,} of {pace.total:,}: {pace.words()}", err=True)

    return tell


@contextmanager
def _bar(pace: Pace) -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pace]}"))
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False) as bar:
        task = bar.add_task("Starting", total=pace.total, pace="")

        def tell(record: Mapping[str, Any]) -> None:
            if pace.count(record["event"]):
                title = str(record["title"])[:32]
                bar.update(task, completed=pace.done, description=title, pace=pace.words())

        yield tell

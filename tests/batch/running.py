"""Runs of batches for the tests, and what was told of them."""

from __future__ import annotations

import datetime
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from reportgen.batch import inputs, manifest, renderer, versions
from reportgen.batch.interrupt import Stop
from reportgen.batch.limits import Limits
from reportgen.batch.outcome import Failure, failure_of
from reportgen.batch.places import Place
from reportgen.batch.plan import Job
from reportgen.batch.prepare import Prepared, prepare
from reportgen.batch.produce import Finished, ProducerRecipe, Task, make_producer
from reportgen.batch.renderer import MakeRender, Recipe
from reportgen.batch.run import OpenPool, Summary, end, processes, run
from reportgen.batch.wrap_up import wrap_up
from reportgen.cli import main
from reportgen.errors import ReportgenError

from . import stand_ins


def recipe(store: Path, **changes: Any) -> Recipe:
    return replace(Recipe(store, "sidebar", "letter", datetime.date(2026, 1, 2)), **changes)


def rendered(log: Path) -> Counter[str]:
    return Counter(log.read_text().splitlines()) if log.exists() else Counter()


class InThisProcess:
    """A pool without processes, for tests that are not about them."""

    def __init__(self, count: int, ingredients: ProducerRecipe, *, limits: Limits, stop: Stop) -> None:
        self._produce = make_producer(ingredients)

    def __enter__(self) -> InThisProcess:
        return self

    def __exit__(self, *exc: object) -> None:
        pass

    def results(
        self, tasks: Iterable[Task], *, at_once: int | None = None
    ) -> Iterator[tuple[Task, Finished | Failure]]:
        for task in tasks:
            try:
                yield task, self._produce(task)
            except ReportgenError as error:
                yield task, failure_of(error)


class Ran:
    """One run of a batch and all that was told of it."""

    def __init__(
        self, jobs: list[Job], of: Recipe, make_render: MakeRender, *, workers: int = 1, limits: Limits | None = None,
        resume: bool = True, place: Place | None = None, reread: bool = False,
        pool: Callable[[Prepared], OpenPool] = lambda prepared: processes,
    ) -> None:  # fmt: skip
        folder = jobs[0].path.parent
        folder.mkdir(exist_ok=True)
        self.events: list[dict[str, Any]] = []
        with manifest.held(folder) as held:
            self.prepared: Prepared = prepare(jobs, of, folder, held.history, resume=resume, place=place, reread=reread)

            def tell(record: manifest.Record) -> None:
                self.events.append(dict(record))

            with self.prepared.place.ready() as probe:
                self.summary: Summary = run(
                    self.prepared, held, workers, make_render, tell, limits or Limits(),
                    open_pool=pool(self.prepared), probe=probe,
                )  # fmt: skip
            end(self.summary, held, tell)
            if place:
                wrap_up(self.prepared, held.history, thumbnails=False, drawn=lambda: None)

    @property
    def failures(self) -> dict[str, Any]:
        return {outcome.job.soc.value: outcome.failure for outcome in self.summary.failures}

    def told(self, event: str) -> list[str]:
        return [each["soc"] for each in self.events if each["event"] == event]


@contextmanager
def still_checkout() -> Iterator[None]:
    """The checkout may be edited meanwhile: its files count as the same inputs, as in the processes of these tests."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(versions, "_code", lambda: "code")
        patched.setattr(inputs, "_layout_digest", lambda name: "file")
        patched.setattr(inputs, "_shipped_digest", lambda name: "file")
        versions.versions.cache_clear()
        yield
    versions.versions.cache_clear()


def go_on(plan: Path, out: Path, environment: Mapping[str, str]) -> str:
    """`reportgen batch PLAN -o OUT` to its end by this process, in an environment; what it said."""
    with still_checkout(), pytest.MonkeyPatch.context() as patched:
        for name, value in environment.items():
            patched.setenv(name, value)
        patched.setattr(tempfile, "tempdir", environment["TMPDIR"])
        patched.setattr(renderer, "make_render", stand_ins.quick)
        done = CliRunner().invoke(main, ["batch", str(plan), "--output", str(out), "--jobs", "1"])
    assert done.exit_code == 0, done.output
    return done.stderr

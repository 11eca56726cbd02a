"""Runs of batches for the tests, and what was told of them."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportgen.batch import manifest
from reportgen.batch.limits import Limits
from reportgen.batch.plan import Job
from reportgen.batch.prepare import Prepared, prepare
from reportgen.batch.renderer import MakeRender, Recipe
from reportgen.batch.run import Summary, end, run


def recipe(store: Path, **changes: Any) -> Recipe:
    return replace(Recipe(store, "sidebar", "letter", datetime.date(2026, 1, 2)), **changes)


def rendered(log: Path) -> Counter[str]:
    return Counter(log.read_text().splitlines()) if log.exists() else Counter()


class Ran:
    """One run of a batch and all that was told of it."""

    def __init__(
        self, jobs: list[Job], of: Recipe, make_render: MakeRender, *, workers: int = 1, limits: Limits | None = None,
        resume: bool = True,
    ) -> None:  # fmt: skip
        folder = jobs[0].path.parent
        folder.mkdir(exist_ok=True)
        self.events: list[dict[str, Any]] = []
        with manifest.held(folder) as held:
            self.prepared: Prepared = prepare(jobs, of, folder, held.history, resume=resume)

            def tell(record: manifest.Record) -> None:
                self.events.append(dict(record))

            self.summary: Summary = run(self.prepared, held, workers, make_render, tell, limits or Limits())
            end(self.summary, held, tell)

    @property
    def failures(self) -> dict[str, Any]:
        return {outcome.job.soc.value: outcome.failure for outcome in self.summary.failures}

    def told(self, event: str) -> list[str]:
        return [each["soc"] for each in self.events if each["event"] == event]

"""The brochures that letters enclose: each made once, by the batch engine, in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.batch import files, manifest
from reportgen.batch.limits import Limits
from reportgen.batch.names import file_name
from reportgen.batch.outcome import Outcome
from reportgen.batch.plan import Job, group_title
from reportgen.batch.prepare import Prepared, prepare
from reportgen.batch.renderer import MakeRender, Recipe
from reportgen.batch.run import Summary, Tell, end, end_unfinished, run
from reportgen.batch.wrap_up import wrap_up
from reportgen.deliver.letter import Enclosure, Letter
from reportgen.store.reader import Store


def contents_of(store: Store) -> Callable[[Enclosure], str]:
    """What a brochure tells, in one line: its occupation, its place, and the editions of wages and projections in it.

    Not its bytes, and not its look: bytes change with the day of printing and with every release of reportgen, and
    nobody wants the same figures a second time because there is a new logo on them.
    """
    wages = store.wage_releases
    editions = [store.releases[key].key for key in (wages.national_id, wages.state_id)]
    if (projections := store.newest("employment-projections")) is not None:
        editions.append(store.releases[projections].key)
    return lambda enclosure: " ".join([enclosure.soc.value, enclosure.area.fips, *editions])


@dataclass(slots=True)
class Making:
    """The brochures of some letters: planned, then made. `files` are those that are there and whole."""

    folder: Path
    jobs: dict[Enclosure, Job]
    recipe: Recipe
    failures: list[Outcome] = field(default_factory=list)

    def narrow(self, letters: Iterable[Letter]) -> None:
        """Make only what these letters enclose."""
        wanted = {each for letter in letters for each in letter.enclosures}
        self.jobs = {each: job for each, job in self.jobs.items() if each in wanted}

    def plan(self) -> Prepared:
        """What has to be made, from what the folder holds already."""
        return prepare(list(self.jobs.values()), self.recipe, self.folder, manifest.read(self.folder))

    def make(self, workers: int, make_render: MakeRender, tell: Tell) -> Summary:
        """Make what is missing. Raises ReportgenError when the folder is in use or cannot be written to."""
        files.require_writable(self.folder)
        with manifest.held(self.folder) as held:
            prepared = prepare(list(self.jobs.values()), self.recipe, self.folder, held.history)
            if not prepared.todos:
                end_unfinished(held, lambda record: None)
                return Summary()
            at_once = min(workers, len(prepared.todos))
            summary = run(prepared, held, at_once, make_render, tell, Limits())
            end(summary, held, tell)
            if summary.lacking is None:
                wrap_up(prepared, held.history, thumbnails=False, drawn=lambda: None)
        self.failures = summary.failures
        return summary

    def path(self, enclosure: Enclosure) -> Path | None:
        """The finished file; None when it could not be made."""
        job = self.jobs[enclosure]
        failed = any(each.job.path == job.path for each in self.failures)
        return None if failed or not files.is_whole_pdf(job.path) else job.path


def making_of(enclosures: Iterable[Enclosure], store: Store, recipe: Recipe, folder: Path) -> Making:
    """The brochures of these enclosures, each once, in the order of their file names."""
    jobs = {}
    for each in sorted(set(enclosures), key=lambda each: (each.soc.value, each.area.fips)):
        path = folder / file_name(each.soc, each.title, each.area)
        jobs[each] = Job(each.soc, each.title, each.area, path, group=group_title(store, each.soc))
    return Making(folder, jobs, recipe)

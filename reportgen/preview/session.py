"""A preview: draw the samples, tell what is to be known, and again after each change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from reportgen.batch.limits import Limits
from reportgen.batch.outcome import Failure
from reportgen.batch.plan import Job
from reportgen.batch.workers import Workers
from reportgen.brand import read_brand
from reportgen.brochure.brand import DEFAULT_BRAND, Brand
from reportgen.errors import ReportgenError
from reportgen.preview import page, watching
from reportgen.preview.page import Shown
from reportgen.preview.proving import Proved, Recipe, Sample, make_prover
from reportgen.render.layout import load_layout
from reportgen.values import dataclass

_LIMITS = Limits(job_seconds=60)


@dataclass(frozen=True, slots=True)
class Round:
    """What came of one state of the files. `errors` are those of the layout as a whole, each once."""

    page: Path
    shown: tuple[Shown, ...]
    errors: tuple[str, ...]

    @property
    def has_faults(self) -> bool:
        """Whether anything keeps the brochures from being handed out."""
        notes = [note for each in self.shown if each.proved for note in each.proved.notes]
        return bool(self.errors) or any(note.is_fault for note in notes)


class Preview:
    """A context with the worker processes. `once` draws; `watch` draws again after each change, without end."""

    def __init__(self, recipe: Recipe, jobs: Sequence[Job], brand: Path | None, workers: int) -> None:
        self._recipe, self._jobs, self._brand_file = recipe, tuple(jobs), brand
        self._workers: Workers[Recipe, Sample, Proved] = Workers(
            min(workers, len(self._jobs)), recipe, make_prover, limits=_LIMITS
        )
        self._version = 0
        self._last: dict[Job, Proved] = {}

    def __enter__(self) -> Preview:
        self._recipe.folder.mkdir(parents=True, exist_ok=True)
        self._workers.__enter__()
        return self

    def __exit__(self, *exc: object) -> None:
        self._workers.__exit__(*exc)

    def once(self, *, live: bool = False) -> Round:
        """Draw the samples and write the page. A fault is told there and in the result; what was drawn before it
        stays.
        """
        self._version += 1
        try:
            load_layout(self._recipe.layout, subject=None)
            brand = self._brand()
        except ReportgenError as error:
            shown = [Shown(job, self._last.get(job), str(error)) for job in self._jobs]
            return self._written(shown, [str(error)], live)
        samples = [Sample(job, brand, self._version) for job in self._jobs]
        results = {sample.job: result for sample, result in self._workers.results(samples)}
        shown, errors = [], []
        all_failed = all(isinstance(result, Failure) for result in results.values())
        for job in self._jobs:
            result = results[job]
            if isinstance(result, Failure):
                whose = "" if all_failed else f"{job.label}: "
                errors.append(f"{whose}{result.what}\n{result.cure}".strip())
                shown.append(Shown(job, self._last.get(job), errors[-1]))
            else:
                self._last[job] = result
                shown.append(Shown(job, result))
        return self._written(shown, errors, live)

    def watch(self, tell: Callable[[Round, tuple[str, ...]], None]) -> None:
        """Draw, `tell` it with the files that changed, and wait for the next change. Ends by an exception only."""
        changed: tuple[str, ...] = ()
        folders: tuple[Path, ...] = ()
        while True:
            folders = watching.folders_of(self._recipe.layout, folders)
            state = partial(watching.state_of, folders, self._beside(), self._recipe.folder.resolve())
            before = state()
            tell(self.once(live=True), changed)
            changed = watching.wait_for_change(state, before)

    def _beside(self) -> tuple[Path, ...]:
        """Files beside the layout's: the brand file and what stands beside it, such as the logo."""
        file = self._brand_file
        return () if file is None else (file, *(path for path in file.parent.glob("*") if path.is_file()))

    def _brand(self) -> Brand:
        return DEFAULT_BRAND if self._brand_file is None else read_brand(self._brand_file).brand

    def _written(self, shown: Sequence[Shown], errors: Sequence[str], live: bool) -> Round:
        unique = tuple(dict.fromkeys(errors))
        title = f"Preview of {Path(self._recipe.layout).resolve().name}"
        written = page.write(self._recipe.folder, title, shown, unique, version=self._version, live=live)
        return Round(written, tuple(shown), unique)

"""Before a batch starts: which brochures are there and whole, which have to be made and why, and how long it takes."""

from __future__ import annotations

import datetime
import hashlib
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from reportgen.batch.inputs import Inputs
from reportgen.batch.manifest import History, Record
from reportgen.batch.places import DAMAGED, MISSING, Folder, Place
from reportgen.batch.plan import Job
from reportgen.batch.renderer import Recipe
from reportgen.batch.versions import versions
from reportgen.values import dataclass

# Why a brochure is made, in the order of telling.
NEW, CHANGED, AGAIN = "new", "changed", "asked for again"
_REASONS = (NEW, MISSING, DAMAGED, CHANGED, AGAIN)
_GUESSED_SECONDS = 0.1
_START_SECONDS = 2.0
_LOOK_BACK = 200


@dataclass(frozen=True, slots=True)
class Todo:
    """A brochure to make. `was_lost`: last time it took its worker with it, so it is made alone."""

    job: Job
    inputs: str
    why: str
    was_lost: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch that could start. `kept` are the jobs whose files are there, whole and up to date.

    `folder` holds the manifest; the brochures go to `place`, which is the same folder unless an address was named.
    `seconds_each` is None when nothing has been measured in this folder yet. `plan_id` names the set of jobs.
    """

    folder: Path
    recipe: Recipe
    todos: tuple[Todo, ...]
    kept: tuple[Job, ...]
    plan_id: str
    store_sha256: str
    seconds_each: float | None
    continues: bool
    place: Place

    @property
    def count(self) -> int:
        return len(self.todos) + len(self.kept)

    @property
    def reasons(self) -> dict[str, int]:
        """Why → how many, without those of none."""
        counted = Counter(todo.why for todo in self.todos)
        return {why: counted[why] for why in _REASONS if counted[why]}

    def seconds(self, workers: int) -> float:
        """How long it should take."""
        each = _GUESSED_SECONDS if self.seconds_each is None else self.seconds_each
        return _START_SECONDS + each * len(self.todos) / workers if self.todos else 0.0


def prepare(
    jobs: Sequence[Job],
    recipe: Recipe,
    folder: Path,
    history: History,
    *,
    resume: bool = True,
    place: Place | None = None,
    reread: bool = False,
) -> Prepared:
    """Compare the jobs with the history of `folder`, each by itself. Their files go to `place`, or else to `folder`.

    `reread`: read all bytes of those that seem whole, where the place would tell without. A batch that was interrupted
    goes on with the date that it began with; otherwise the recipe's is printed.
    """
    plan_id = _plan_id(jobs, recipe)
    unfinished = history.unfinished
    continues = bool(resume and unfinished and unfinished.get("plan") == plan_id)
    inputs = Inputs(recipe)
    if continues and unfinished and not inputs.date_is_given:
        recipe = replace(recipe, printed_on=_date(unfinished, recipe.printed_on))
    place = place or Folder(folder)
    known = {job.path.name: inputs.of(job) for job in jobs}
    same = {name: made for name, now in known.items() if (made := history.made.get(name, {})).get("inputs") == now}
    faults = place.faults(same, reread=reread) if resume else {}
    todos, kept = [], []
    for job in jobs:
        why = _why(job, known[job.path.name], faults, history, resume)
        last = history.last.get(job.path.name, {})
        if why:
            todos.append(Todo(job, known[job.path.name], why, last.get("event") == "quarantined"))
        else:
            kept.append(job)
    measured = _measured(history)
    return Prepared(folder, recipe, tuple(todos), tuple(kept), plan_id, inputs.store_sha256, measured, continues, place)


def describe(prepared: Prepared) -> dict[str, object]:
    """What the start of a batch says of itself in the manifest and to programs."""
    recipe = prepared.recipe
    return {
        "plan": prepared.plan_id,
        "brochures": prepared.count,
        "to_make": len(prepared.todos),
        "kept": len(prepared.kept),
        "reasons": prepared.reasons,
        "output": prepared.place.words,
        "printed_on": str(recipe.printed_on),
        "store": str(recipe.store),
        "store_sha256": prepared.store_sha256,
        "options": {
            "layout": recipe.layout,
            "paper": recipe.paper,
            "pdf_variant": recipe.variant,
            "printing": list(recipe.printing.words),
        },
        "brands": brand_names(recipe),
        "versions": versions(),
    }


def _why(job: Job, inputs: str, faults: Mapping[str, str], history: History, resume: bool) -> str:
    """Why the job has to be made; "" when its file is there, whole and up to date. `faults` are by file name."""
    made = history.made.get(job.path.name)
    if made is None:
        return NEW
    if not resume:
        return AGAIN
    if made.get("inputs") != inputs:
        return CHANGED
    return faults.get(job.path.name, "")


def _plan_id(jobs: Sequence[Job], recipe: Recipe) -> str:
    lines = sorted(
        "\t".join((job.path.name, job.soc.value, job.area.fips, job.layout or recipe.layout, job.brand)) for job in jobs
    )
    text = "\n".join([recipe.paper, recipe.variant, *recipe.printing.words, *lines])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def brand_names(recipe: Recipe) -> list[str]:
    """The names of the brands that a run prints, without the default one."""
    brands = (recipe.brand, *(brand for _, brand in recipe.brands))
    return list(dict.fromkeys(brand.name for brand in brands if brand.is_own))


def _measured(history: History) -> float | None:
    seconds = [record["seconds"] for record in list(history.made.values())[-_LOOK_BACK:] if "seconds" in record]
    return statistics.median(seconds) if seconds else None


def _date(start: Record, otherwise: datetime.date) -> datetime.date:
    try:
        return datetime.date.fromisoformat(str(start.get("printed_on")))
    except ValueError:
        return otherwise

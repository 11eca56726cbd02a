"""Make a large sample of brochures as a batch and check each one: `make sweep`.

All 831 occupations for the nation, and every area for twenty occupations from the sparsest to the richest. They are
made by `reportgen.batch`, as a print run is, and then checked (`sweep_check.py`); what did not fit a page, or what
the renderer warned of, the batch has recorded. Exit code 1 when anything is wrong with any of them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from sweep_check import CheckRecipe, Problem, make_checker

from reportgen.batch import files, manifest
from reportgen.batch.interrupt import stopped_by_signals
from reportgen.batch.limits import Limits
from reportgen.batch.outcome import Failure
from reportgen.batch.plan import Job, plan
from reportgen.batch.prepare import prepare
from reportgen.batch.renderer import Recipe, make_render, print_date
from reportgen.batch.run import Summary, end, run
from reportgen.batch.survey import spread
from reportgen.batch.workers import Workers
from reportgen.cli.batch_progress import batch_progress, duration
from reportgen.cli.progress import processors, progress
from reportgen.model.soc import SocCode
from reportgen.render.layout import load_layout
from reportgen.store.reader import Store, open_store

Problems = dict[Path, tuple[Problem, ...]]


def jobs_for(store: Store, folder: Path, limit: int | None) -> list[Job]:
    """Nation: all occupations. Areas: twenty occupations, evenly from the least to the most published."""
    by_areas = sorted(store.occupation_titles, key=lambda soc: (len(store.wage_rows(soc)), soc))
    chosen = {by_areas[round(index * (len(by_areas) - 1) / 18)] for index in range(19)} | {"29-2072"}
    jobs = list(plan(store, [store.nation], folder).jobs)
    for area in store.areas.values():
        there = [SocCode(soc) for soc in store.published_in(area) if soc in chosen]
        if there and not area.is_nation:
            jobs += plan(store, [area], folder, occupations=there).jobs
    return spread(jobs, limit)


def make(jobs: Sequence[Job], recipe: Recipe, folder: Path, workers: int) -> tuple[Summary, dict[str, manifest.Record]]:
    """Make what is not there yet; what came of it, and the manifest's records of all that are there."""
    files.require_writable(folder)
    with manifest.held(folder) as held:
        prepared = prepare(jobs, recipe, folder, held.history)
        print(
            f"{prepared.count:,} brochures, {len(prepared.todos):,} to make in {folder}, "
            f"about {duration(prepared.seconds(workers))}",
            flush=True,
        )
        summary = Summary()
        if prepared.todos:
            with batch_progress(len(prepared.todos), quiet=False) as tell:
                summary = run(prepared, held, workers, make_render, tell, Limits())
                end(summary, held, tell)
        there = {job.path.name: held.history.made[job.path.name] for job in jobs if job.path.is_file()}
    return summary, there


def failed(summary: Summary) -> Problems:
    """What the batch recorded of those that it did not hand out."""
    return {
        outcome.job.path: outcome.failure.problems or (("error", outcome.failure.what),)
        for outcome in summary.failures
        if outcome.failure
    }


def check(jobs: Sequence[Job], recipe: CheckRecipe, workers: int) -> tuple[Problems, int | None]:
    """What is wrong with the files, and the signal that ended the checking, if one did."""
    found: Problems = {}
    with (
        stopped_by_signals() as stop,
        progress("Checking", len(jobs)) as advance,
        Workers(workers, recipe, make_checker, stop=stop) as pool,
    ):
        for job, result in pool.results(jobs):
            advance(job.title)
            if isinstance(result, Failure):
                result = (("error", result.what),)
            if result:
                found[job.path] = result
    return found, stop.signal


def report(found: Problems, there: dict[str, manifest.Record]) -> None:
    """Sizes, memory, how they were rendered, what was left out, and how many problems of which kind."""
    for path, problems in sorted(found.items()):
        print(f"{path.name}: {'; '.join(': '.join(problem) for problem in problems)}")
    records = list(there.values())
    if sizes := sorted(record["bytes"] for record in records):
        print(f"size: median {sizes[len(sizes) // 2] / 1024:.0f} KB, largest {sizes[-1] / 1024:.0f} KB")
    print(f"memory of a worker: at most {max((record['memory_mb'] for record in records), default=0)} MB")
    paths = Counter(record["path"].partition(":")[0] for record in records)
    print(f"rendered by: {', '.join(f'{count:,} {path}' for path, count in paths.most_common())}")
    left_out = [record["left_out"] for record in records if record["left_out"]]
    tight = sum(record["tight_pages"] for record in records)
    print(f"for want of room: {sum(left_out)} items left out in {len(left_out)} brochures, {tight} pages set closer")
    for kind, count in Counter(kind for problems in found.values() for kind, _ in problems).most_common():
        print(f"  {count:5d}  {kind}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--layout", default="sidebar")
    parser.add_argument("--paper", default="letter")
    parser.add_argument("--jobs", type=int, default=processors(), help="how many are made, or checked, at a time")
    parser.add_argument("--limit", type=int, help="a sample of this many brochures instead of all")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER",
        help="make them there and leave them; the same command then makes only what is missing or changed",
    )  # fmt: skip
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = arguments.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reportgen-sweep-")))
        with open_store() as store:
            recipe = Recipe(store.path, arguments.layout, arguments.paper, print_date())
            jobs = jobs_for(store, folder, arguments.limit)
        summary, there = make(jobs, recipe, folder, arguments.jobs)
        if summary.lacking:
            print(f"{summary.lacking.what} {summary.lacking.cure}", file=sys.stderr)
            return summary.lacking.exit_code
        begun = time.monotonic()
        found, signal = failed(summary), summary.stopped_by
        if signal is None:
            finished = [job for job in jobs if job.path.name in there and job.path not in found]
            pages = load_layout(arguments.layout).pages
            wrong, signal = check(finished, CheckRecipe(recipe.store, pages), arguments.jobs)
            found |= wrong
        if signal is not None:
            print("Interrupted; with --keep FOLDER the same command goes on.", file=sys.stderr)
            return 128 + signal
        rate = summary.made / summary.seconds if summary.seconds else 0.0
        print(
            f"{arguments.layout} ({arguments.paper}): {len(jobs):,} brochures, {summary.made:,} made in "
            f"{summary.seconds:.0f} s ({rate:.1f} a second, {arguments.jobs} processes), "
            f"checked in {time.monotonic() - begun:.0f} s; {len(found):,} with problems"
        )
        report(found, there)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""Several brochures into one folder, for `brochure` and `batch`: the plan, the run, and the exit code."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.batch_progress import batch_progress
from reportgen.cli.batch_report import name_missing, print_event, show_outcome, show_plan
from reportgen.cli.progress import processors, progress
from reportgen.cli.where import maybe_connected, pool_for
from reportgen.values import dataclass

if TYPE_CHECKING:
    from reportgen.batch.cluster.connect import Cluster
    from reportgen.batch.manifest import History, Manifest
    from reportgen.batch.places import Place
    from reportgen.batch.plan import Plan
    from reportgen.batch.prepare import Prepared
    from reportgen.batch.renderer import Recipe
    from reportgen.batch.run import Summary

SOME_FAILED = 3
SIGNALLED = 128  # plus the signal's number, as shells have it: 130 for Ctrl-C, 143 for SIGTERM


@dataclass(frozen=True, slots=True)
class Making:
    """The words of `how_options` and `where_options`. `dry`: show the plan and do nothing.

    `place` None: the folder of the manifest. `scheduler` "": worker processes of this computer.
    """

    workers: int | None
    resume: bool
    time_limit: float
    memory_limit: int
    thumbnails: bool
    as_json: bool
    opens: bool
    dry: bool = False
    place: Place | None = None
    reread: bool = False
    scheduler: str = ""


def make_many(plan: Plan, recipe: Recipe, folder: Path, how: Making) -> None:
    """Make the plan's brochures and leave with the exit code of what came of it.

    `folder` holds the manifest and, unless they go to an address, the brochures. Data go to stdout: where they are, or
    with `as_json` one event a line.
    """
    from reportgen.batch import files, manifest
    from reportgen.batch.places import Folder
    from reportgen.batch.thumbnails import require_thumbnails

    if how.thumbnails:
        require_thumbnails()
    place = how.place or Folder(folder)
    with maybe_connected(how.scheduler) as cluster:
        if how.dry:
            prepared = _prepared(plan, recipe, folder, place, manifest.read(folder), how, cluster)
            show_plan(plan, prepared, _workers(prepared, how, cluster), cluster, as_json=how.as_json)
            name_missing(plan)
            return
        with place.ready() as probe:
            files.require_writable(folder)
            with manifest.held(folder) as held:
                prepared = _prepared(plan, recipe, folder, place, held.history, how, cluster)
                show_plan(plan, prepared, _workers(prepared, how, cluster), cluster, as_json=how.as_json)
                summary = _run(prepared, held, how, cluster, probe)
                _wrap_up(prepared, held, summary, how)
    name_missing(plan)
    show_outcome(prepared, summary, len(plan.missing), as_json=how.as_json)
    if how.opens and summary.stopped_by is None:
        click.launch(str(folder / "index.html"))
    context = click.get_current_context()
    if summary.stopped_by is not None:
        context.exit(SIGNALLED + summary.stopped_by)
    if summary.failures or plan.missing:
        context.exit(SOME_FAILED if summary.made or prepared.kept else 1)


def _prepared(
    plan: Plan, recipe: Recipe, folder: Path, place: Place, history: History, how: Making, cluster: Cluster | None
) -> Prepared:
    """What is to be made, by workers that draw as this computer does."""
    from reportgen.batch.prepare import prepare

    prepared = prepare(plan.jobs, recipe, folder, history, resume=how.resume, place=place, reread=how.reread)
    if cluster and prepared.todos:
        cluster.require_agreement(str(prepared.recipe.store), prepared.store_sha256)
    return prepared


def _workers(prepared: Prepared, how: Making, cluster: Cluster | None) -> int:
    """How many are made at a time."""
    there = how.workers or processors()
    if cluster:
        there = min(how.workers or len(prepared.todos), len(cluster.workers()))
    return min(there, max(1, len(prepared.todos)))


def _run(prepared: Prepared, held: Manifest, how: Making, cluster: Cluster | None, probe: str) -> Summary:
    from reportgen.batch import renderer
    from reportgen.batch.limits import Limits
    from reportgen.batch.run import Summary, end, end_unfinished, run

    if not prepared.todos:
        end_unfinished(held, lambda record: None)
        return Summary()
    limits = Limits(job_seconds=how.time_limit, memory_mb=how.memory_limit)
    with batch_progress(len(prepared.todos), quiet=how.as_json) as show:

        def tell(record: Mapping[str, Any]) -> None:
            show(record)
            if how.as_json:
                print_event(record)

        workers, pool = _workers(prepared, how, cluster), pool_for(cluster, prepared, how.workers)
        summary = run(prepared, held, workers, renderer.make_render, tell, limits, open_pool=pool, probe=probe)
        end(summary, held, tell)
    return summary


def _wrap_up(prepared: Prepared, held: Manifest, summary: Summary, how: Making) -> None:
    from reportgen.batch.wrap_up import wrap_up
    from reportgen.errors import ReportgenError

    thumbnails = how.thumbnails and summary.stopped_by is None
    with progress("Thumbnails", len(held.history.made) if thumbnails else 0) as advance:
        try:
            wrapped_up = wrap_up(
                prepared,
                held.history,
                thumbnails=thumbnails,
                drawn=lambda: advance("Thumbnails"),
                workers=how.workers or processors(),
            )
        except ReportgenError:
            if summary.lacking is None:  # otherwise the same full disk, which is named already
                raise
            return
    summary.stopped_by = summary.stopped_by or wrapped_up.stopped_by
    for pdf, failure in wrapped_up.undrawn:
        click.echo(f"No thumbnail of {pdf.name}: {failure.what}", err=True)

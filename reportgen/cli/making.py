"""Several brochures into one folder, for `brochure` and `batch`: the plan, the run, and what came of it, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.batch_progress import batch_progress, duration
from reportgen.cli.progress import processors, progress
from reportgen.cli.root import as_text, wants_traces
from reportgen.cli.where import maybe_connected, pool_for
from reportgen.errors import visible

if TYPE_CHECKING:
    from reportgen.batch.cluster.connect import Cluster
    from reportgen.batch.manifest import History, Manifest
    from reportgen.batch.places import Place
    from reportgen.batch.plan import Plan
    from reportgen.batch.prepare import Prepared
    from reportgen.batch.renderer import Recipe
    from reportgen.batch.run import Summary

SOME_FAILED = 3
_MOST_FAILURES_SHOWN = 50
_MOST_BRANDS_NAMED = 3
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
            _show(plan, _prepared(plan, recipe, folder, place, manifest.read(folder), how, cluster), how, cluster)
            _name_missing(plan)
            return
        with place.ready() as probe:
            files.require_writable(folder)
            with manifest.held(folder) as held:
                prepared = _prepared(plan, recipe, folder, place, held.history, how, cluster)
                _show(plan, prepared, how, cluster)
                summary = _run(prepared, held, how, cluster, probe)
                _wrap_up(prepared, held, summary, how)
    _name_missing(plan)
    _report(prepared, summary, len(plan.missing), how)
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
                _print_event(record)

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


def _show(plan: Plan, prepared: Prepared, how: Making, cluster: Cluster | None) -> None:
    """The plan: how many, where to, from what, and how long it should take."""
    from reportgen.batch.prepare import describe

    workers = _workers(prepared, how, cluster)
    seconds = prepared.seconds(workers)
    if how.as_json:
        facts = {"folder": str(prepared.folder), "workers": workers, "seconds_estimated": round(seconds, 1)}
        missing = [{"what": each.what, "cure": each.cure} for each in plan.missing]
        _print_event({"event": "plan", **facts, **describe(prepared), "not_published": missing})
        return
    recipe = prepared.recipe
    layouts = sorted({todo.job.layout or recipe.layout for todo in prepared.todos} or {recipe.layout})
    lines = [
        f"Plan: {_brochures(prepared.count)} into {prepared.place.words} "
        f"({'; '.join([', '.join(layouts), recipe.paper, recipe.variant, *recipe.printing.words, *_brands(recipe)])})."
    ]
    if prepared.place.words != str(prepared.folder):
        lines.append(f"  The manifest stands in {prepared.folder}.")
    if prepared.kept:
        lines.append(f"  {len(prepared.kept):,} of {prepared.count:,} are already there, whole and up to date.")
    if not prepared.todos:
        lines.append("  Nothing to make; --no-resume makes all of them again.")
    else:
        if prepared.kept or set(prepared.reasons) != {"new"}:
            reasons = ", ".join(f"{count:,} {why}" for why, count in prepared.reasons.items())
            lines.append(f"  {len(prepared.todos):,} to make: {reasons}.")
        basis = "a first guess" if prepared.seconds_each is None else f"{prepared.seconds_each:.2f} s each so far"
        who = f" on the workers of {cluster.address}" if cluster else ""
        lines.append(f"  About {duration(seconds)} with {workers:,} at a time{who} ({basis}).")
    if prepared.continues:
        lines.append(f"  Goes on with the batch of {prepared.recipe.printed_on}, which was interrupted.")
    click.echo("\n".join(lines), err=True)


def _brands(recipe: Recipe) -> list[str]:
    from reportgen.batch.prepare import brand_names

    names = brand_names(recipe)
    return names if len(names) <= _MOST_BRANDS_NAMED else [f"{len(names)} brands"]


def _report(prepared: Prepared, summary: Summary, missing: int, how: Making) -> None:
    """What came of it, on stderr, and the folder on stdout. Raises what the machine lacked."""
    from reportgen.errors import ReportgenError

    done = summary.made + len(prepared.kept)
    if not how.as_json:
        _table_of_failures(prepared, summary)
    if summary.lacking is not None:
        again = f"{_brochures(done)} are there; run the same command again to go on." if done else ""
        error = ReportgenError(summary.lacking.what, cure="\n".join(filter(None, (summary.lacking.cure, again))))
        error.exit_code = summary.lacking.exit_code
        raise error
    if summary.stopped_by is not None:
        click.echo(f"Interrupted: {done:,} of {prepared.count:,} are there. The same command goes on.", err=True)
        return
    if prepared.todos or missing:
        click.echo(_summary(summary, missing), err=True)
    if not how.as_json:
        click.echo(prepared.place.words)


def _table_of_failures(prepared: Prepared, summary: Summary) -> None:
    """Which failed and why, with each cure once. Of very many, the listing names the rest."""
    from reportgen.batch import listing

    if not summary.failures:
        return
    every = [(outcome.job.label, outcome.failure) for outcome in summary.failures if outcome.failure]
    rows = every[:_MOST_FAILURES_SHOWN]
    width = max(len(label) for label, _ in rows)
    click.echo(f"Failed ({len(every):,}):", err=True)
    cures: dict[str, None] = {}
    for label, failure in rows:
        where = "in quarantine, twice: " if failure.lost else ""
        # The layout's own errors name the occupation already.
        click.echo(visible(f"  {label.ljust(width)}  {where}{failure.what}"), err=True)
        cures.setdefault(failure.cure)
        if failure.trace and wants_traces():
            click.echo(failure.trace, err=True)
    if len(every) > len(rows):
        click.echo(f"  … and {len(every) - len(rows):,} more: see {prepared.folder / listing.NAME}", err=True)
    for cure in filter(None, cures):
        click.echo("\n".join(f"  {line}" for line in cure.splitlines()), err=True)


def _summary(summary: Summary, missing: int) -> str:
    text = f"{_brochures(summary.made)} made"
    if summary.made:
        text += f" in {duration(summary.seconds)} ({summary.made / max(summary.seconds, 0.001):.1f} a second)"
    if summary.failures:
        text += f", {len(summary.failures):,} failed (named above)"
    if missing:
        text += f", {missing:,} not published"
    return text + "."


def _name_missing(plan: Plan) -> None:
    for missing in plan.missing:
        click.echo(as_text(missing.what, missing.cure, "Not made"), err=True)


def _brochures(count: int) -> str:
    return f"{count:,} {'brochure' if count == 1 else 'brochures'}"


def _print_event(record: Mapping[str, Any]) -> None:
    click.echo(json.dumps(record, ensure_ascii=False))

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

if TYPE_CHECKING:
    from reportgen.batch.manifest import Manifest
    from reportgen.batch.plan import Plan
    from reportgen.batch.prepare import Prepared
    from reportgen.batch.renderer import Recipe
    from reportgen.batch.run import Summary

SOME_FAILED = 3
SIGNALLED = 128  # plus the signal's number, as shells have it: 130 for Ctrl-C, 143 for SIGTERM


@dataclass(frozen=True, slots=True)
class Making:
    """The words of `how_options`. `dry`: show the plan and do nothing."""

    workers: int | None
    resume: bool
    time_limit: float
    memory_limit: int
    thumbnails: bool
    as_json: bool
    opens: bool
    dry: bool = False


def make_many(plan: Plan, recipe: Recipe, folder: Path, how: Making) -> None:
    """Make the plan's brochures, all of whose files stand in `folder`, and leave with the exit code of what came of it.

    Data go to stdout: the folder's path, or with `as_json` one event a line.
    """
    from reportgen.batch import files, manifest
    from reportgen.batch.prepare import prepare
    from reportgen.batch.thumbnails import require_thumbnails

    if how.thumbnails:
        require_thumbnails()
    if how.dry:
        _show(prepare(plan.jobs, recipe, folder, manifest.read(folder), resume=how.resume), how)
        _name_missing(plan)
        return
    files.require_writable(folder)
    with manifest.held(folder) as held:
        prepared = prepare(plan.jobs, recipe, folder, held.history, resume=how.resume)
        _show(prepared, how)
        summary = _run(prepared, held, how)
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


def _run(prepared: Prepared, held: Manifest, how: Making) -> Summary:
    from reportgen.batch import renderer
    from reportgen.batch.limits import Limits
    from reportgen.batch.run import Summary, end, run

    if not prepared.todos:
        return Summary()
    limits = Limits(job_seconds=how.time_limit, memory_mb=how.memory_limit)
    with batch_progress(len(prepared.todos), quiet=how.as_json) as show:

        def tell(record: Mapping[str, Any]) -> None:
            show(record)
            if how.as_json:
                _print_event(record)

        workers = min(how.workers or processors(), len(prepared.todos))
        summary = run(prepared, held, workers, renderer.make_render, tell, limits)
        end(summary, held, tell)
    return summary


def _wrap_up(prepared: Prepared, held: Manifest, summary: Summary, how: Making) -> None:
    from reportgen.batch.wrap_up import wrap_up
    from reportgen.errors import ReportgenError

    thumbnails = how.thumbnails and summary.stopped_by is None
    with progress("Thumbnails", len(held.history.made) if thumbnails else 0) as advance:
        try:
            wrap_up(prepared, held.history, thumbnails=thumbnails, drawn=lambda: advance("Thumbnails"))
        except ReportgenError:
            if summary.lacking is None:  # otherwise the same full disk, which is named already
                raise


def _show(prepared: Prepared, how: Making) -> None:
    """The plan: how many, where to, from what, and how long it should take."""
    from reportgen.batch.prepare import describe

    workers = min(how.workers or processors(), max(1, len(prepared.todos)))
    seconds = prepared.seconds(workers)
    if how.as_json:
        facts = {"folder": str(prepared.folder), "workers": workers, "seconds_estimated": round(seconds, 1)}
        _print_event({"event": "plan", **facts, **describe(prepared)})
        return
    recipe = prepared.recipe
    layouts = sorted({todo.job.layout or recipe.layout for todo in prepared.todos} or {recipe.layout})
    lines = [
        f"Plan: {_brochures(prepared.count)} into {prepared.folder} "
        f"({', '.join(layouts)}; {recipe.paper}; {recipe.variant})."
    ]
    if prepared.kept:
        lines.append(f"  {len(prepared.kept):,} of {prepared.count:,} are already there, whole and up to date.")
    if not prepared.todos:
        lines.append("  Nothing to make; --no-resume makes all of them again.")
    else:
        if prepared.kept or set(prepared.reasons) != {"new"}:
            reasons = ", ".join(f"{count:,} {why}" for why, count in prepared.reasons.items())
            lines.append(f"  {len(prepared.todos):,} to make: {reasons}.")
        basis = "a first guess" if prepared.seconds_each is None else f"{prepared.seconds_each:.2f} s each so far"
        lines.append(f"  About {duration(seconds)} with {workers} at a time ({basis}).")
    if prepared.continues:
        lines.append(f"  Goes on with the batch of {prepared.recipe.printed_on}, which was interrupted.")
    click.echo("\n".join(lines), err=True)


def _report(prepared: Prepared, summary: Summary, missing: int, how: Making) -> None:
    """What came of it, on stderr, and the folder on stdout. Raises what the machine lacked."""
    from reportgen.errors import ReportgenError

    done = summary.made + len(prepared.kept)
    if not how.as_json:
        _table_of_failures(summary)
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
        click.echo(str(prepared.folder))


def _table_of_failures(summary: Summary) -> None:
    """Which failed and why, with each cure once."""
    if not summary.failures:
        return
    rows = [(outcome.job.label, outcome.failure) for outcome in summary.failures if outcome.failure]
    width = max(len(label) for label, _ in rows)
    click.echo(f"Failed ({len(rows):,}):", err=True)
    cures: dict[str, None] = {}
    for label, failure in rows:
        where = "in quarantine, twice: " if failure.lost else ""
        # The layout's own errors name the occupation already.
        click.echo(f"  {label.ljust(width)}  {where}{failure.what}", err=True)
        cures.setdefault(failure.cure)
        if failure.trace and wants_traces():
            click.echo(failure.trace, err=True)
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

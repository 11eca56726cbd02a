"""A batch in words, for `brochure` and `batch`: the plan, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.batch_progress import duration
from reportgen.cli.root import as_text, wants_traces
from reportgen.errors import visible

if TYPE_CHECKING:
    from reportgen.batch.cluster.connect import Cluster
    from reportgen.batch.plan import Plan
    from reportgen.batch.prepare import Prepared
    from reportgen.batch.renderer import Recipe
    from reportgen.batch.run import Summary

_MOST_FAILURES_SHOWN = 50
_MOST_BRANDS_NAMED = 3


def show_plan(plan: Plan, prepared: Prepared, workers: int, cluster: Cluster | None, *, as_json: bool) -> None:
    """The plan: how many, where to, from what, and how long it should take."""
    from reportgen.batch.prepare import describe

    seconds = prepared.seconds(workers)
    if as_json:
        facts = {"folder": str(prepared.folder), "workers": workers, "seconds_estimated": round(seconds, 1)}
        missing = [{"what": each.what, "cure": each.cure} for each in plan.missing]
        print_event({"event": "plan", **facts, **describe(prepared), "not_published": missing})
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


def show_outcome(prepared: Prepared, summary: Summary, missing: int, *, as_json: bool) -> None:
    """What came of it, on stderr, and the folder on stdout. Raises what the machine lacked."""
    from reportgen.errors import ReportgenError

    done = summary.made + len(prepared.kept)
    if not as_json:
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
    if not as_json:
        click.echo(prepared.place.words)


def name_missing(plan: Plan) -> None:
    """Which of the asked brochures cannot be made because nothing is published."""
    for missing in plan.missing:
        click.echo(as_text(missing.what, missing.cure, "Not made"), err=True)


def print_event(record: Mapping[str, Any]) -> None:
    """An event as a line of JSON."""
    click.echo(json.dumps(record, ensure_ascii=False))


def _brands(recipe: Recipe) -> list[str]:
    from reportgen.batch.prepare import brand_names

    names = brand_names(recipe)
    return names if len(names) <= _MOST_BRANDS_NAMED else [f"{len(names)} brands"]


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


def _brochures(count: int) -> str:
    return f"{count:,} {'brochure' if count == 1 else 'brochures'}"

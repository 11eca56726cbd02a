"""`reportgen batch ROSTER`: brochures of a roster, then its books and labels, and what came of it in words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.book_options import BookWords
from reportgen.cli.making import SIGNALLED, SOME_FAILED, Making, make_many
from reportgen.cli.progress import progress
from reportgen.cli.root import as_text

if TYPE_CHECKING:
    from reportgen.batch.plan import Job, Plan
    from reportgen.batch.renderer import Recipe
    from reportgen.book.bind import Binding
    from reportgen.book.books import BookMade, BookPlan, Result
    from reportgen.book.packs import Key, Pack
    from reportgen.cli.roster_task import RosterTask
    from reportgen.roster.value import Roster

_MOST_ROWS_NAMED = 20


def make_from_roster(task: RosterTask, recipe: Recipe, folder: Path, how: Making, words: BookWords) -> None:
    """Make what was asked for and leave with the exit code of what came of it."""
    from reportgen.batch.places import Folder
    from reportgen.book.books import make_labels, plan_books
    from reportgen.errors import UsageError

    wants_files = words.book or words.labels
    if wants_files and not isinstance(how.place or Folder(folder), Folder):
        raise UsageError("Books and labels are put into a folder of this computer.", cure="Name one with --output.")
    binding = _binding(task.roster, recipe, words)
    plans = plan_books(task.roster, words.group_by, one=words.one_book, impose=words.impose)
    if words.estimate:
        from reportgen.cli.book_estimate import show_estimate

        there = {key: job.path for key, job in _there(task, recipe, folder).items()}
        show_estimate(task, plans, there, recipe, words, as_json=how.as_json)
        click.get_current_context().exit(SOME_FAILED if task.rows_left_out else 0)
    code = _exit_code_of(task.plan, recipe, folder, how)
    if code >= SIGNALLED or code == 1:
        click.get_current_context().exit(code)
    code = SOME_FAILED if task.rows_left_out else code
    if how.dry:
        if words.book:
            _show_plans(plans)
    elif words.book:
        result = _make(task, plans, recipe, folder, how, binding, words)
        _report(result, how)
        code = SOME_FAILED if result.refused or result.failed or result.incomplete else code
    if words.labels and not how.dry:
        path = make_labels(plans, folder, words.labels, binding.code)
        _tell(how, {"event": "labels", "file": path.name}, str(path))
    click.get_current_context().exit(code)


def _exit_code_of(plan: Plan, recipe: Recipe, folder: Path, how: Making) -> int:
    """Make the brochures; the exit code that a batch of them alone would end with."""
    try:
        make_many(plan, recipe, folder, how)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    return 0


def _binding(roster: Roster, recipe: Recipe, words: BookWords) -> Binding:
    from reportgen.book.bind import Binding, require_foldable
    from reportgen.book.packs import roster_code
    from reportgen.book.separators import Style
    from reportgen.render.layout import load_layout

    require_foldable(load_layout(recipe.layout).use.landscape, words.impose)
    return Binding(
        style=Style(words.barcode or "code128", words.separator_tray or ""),
        duplex=not words.simplex,
        impose=words.impose,
        paper={"letter": "letter (8½ × 11 in)", "a4": "A4"}[recipe.paper],
        code=roster_code(roster),
    )


def _there(task: RosterTask, recipe: Recipe, folder: Path) -> dict[Key, Job]:
    """The brochures that are in the folder, whole and up to date."""
    from reportgen.batch import manifest
    from reportgen.batch.prepare import prepare

    prepared = prepare(task.plan.jobs, recipe, folder, manifest.read(folder))
    kept = {job.path for job in prepared.kept}
    return {key: job for key, job in task.job_of.items() if job.path in kept}


def _make(
    task: RosterTask,
    plans: Sequence[BookPlan],
    recipe: Recipe,
    folder: Path,
    how: Making,
    binding: Binding,
    words: BookWords,
) -> Result:
    from reportgen.batch import manifest
    from reportgen.book.books import make_books

    # No other batch may put other brochures there meanwhile.
    with manifest.held(folder), progress("Books", len(plans)) as advance:
        there = {key: job.path for key, job in _there(task, recipe, folder).items()}

        def tell(made: BookMade) -> None:
            advance(made.path.name)
            counted = made.tally
            facts = {
                "event": "book", "file": made.path.name,
                "groups": [group.label for group in made.plan.groups if group.label],
                "students": counted.students, "brochures": counted.brochures, "pages": counted.sides,
                "sheets": counted.sheets, "accessible": made.tagged, "sha256": made.sha256,
            }  # fmt: skip
            _tell(how, facts, str(made.path))

        return make_books(plans, there, folder, binding, skip_missing=words.skip_missing, tell=tell)


def _report(result: Result, how: Making) -> None:
    """What the books hold, and what is missing from which."""
    if how.as_json:
        for plan, lacking in result.refused:
            rows = [pack.student.row for pack in lacking]
            _tell(how, {"event": "book not made", "file": plan.name, "rows": rows, "missing": _titles(lacking)}, "")
        for plan, error in result.failed:
            _tell(how, {"event": "book not made", "file": plan.name, "what": error.what, "cure": error.cure}, "")
        return
    for made in result.made:
        counted = made.tally
        click.echo(
            f"{made.path.name} ({made.plan.label}): {_count(counted.students, 'student')}, "
            f"{_count(counted.brochures, 'brochure')}, {_count(counted.sheets, 'sheet')}.",
            err=True,
        )
    for name in result.removed:
        click.echo(f"Removed: {name}, a book of an earlier run that is not part of this one.", err=True)
    for plan, error in result.failed:
        click.echo(as_text(f"{plan.name} ({plan.label}): {error.what}", error.cure, "Not made"), err=True)
    for plan, lacking in result.refused:
        click.echo(f"Not made: {plan.name} ({plan.label}) lacks {_missing(lacking)}.", err=True)
    if result.refused:
        click.echo(
            "  Nobody is to get less than was asked for. Run the same command again, or add --skip-missing.", err=True
        )
    if result.incomplete:
        click.echo(f"Left out: {_missing(result.incomplete)}. The separators of these students say so.", err=True)


def _missing(packs: Sequence[Pack]) -> str:
    rows = [f"{pack.student.row:,}" for pack in packs]
    named = ", ".join(rows[:_MOST_ROWS_NAMED]) + (" …" if len(rows) > _MOST_ROWS_NAMED else "")
    return f"{', '.join(_titles(packs))} (row{'' if len(rows) == 1 else 's'} {named})"


def _titles(packs: Sequence[Pack]) -> list[str]:
    return list(dict.fromkeys(title for pack in packs for title in pack.missing))


def _show_plans(plans: Sequence[BookPlan]) -> None:
    for plan in plans:
        students = sum(len(group.packs) for group in plan.groups)
        click.echo(f"Book: {plan.name} ({plan.label}), {_count(students, 'student')}.", err=True)


def _tell(how: Making, event: Mapping[str, Any], words: str) -> None:
    """A line on stdout: for a program, or for a reader."""
    if how.as_json:
        click.echo(json.dumps(event, ensure_ascii=False))
    elif words:
        click.echo(words)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

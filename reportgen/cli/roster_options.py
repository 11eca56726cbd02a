"""The options of every command that takes a roster, and reading it with them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from reportgen.model.area import Area
    from reportgen.roster.problem import RosterProblem
    from reportgen.roster.value import Roster
    from reportgen.store.reader import Store

_OPTIONS = [
    click.option(
        "--state", "-s", metavar="STATE", help="The state of the rows that name none. [default: the nation]"
    ),
    click.option(
        "--column", "columns", multiple=True, metavar="FIELD=HEADING",
        help='Which column holds what, for headings that are not known: --column careers="Interests"; may be repeated.',
    ),
    click.option("--skip-bad", is_flag=True, help="Leave out the rows with problems, and list them."),
]  # fmt: skip


def roster_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--state (`state`), --column (`columns`), --skip-bad (`skip_bad`)."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def load_roster(
    path: Path, store: Store, *, state: str | None, columns: Sequence[str], skip_bad: bool
) -> tuple[Roster, tuple[RosterProblem, ...]]:
    """The roster and the problems of the rows that --skip-bad left out; warnings and those are printed on stderr.

    A command that left rows out ends with exit code 3. Raises UsageError (RosterError) as `read_roster` does, and for
    a --state or --column that is none.
    """
    from reportgen.roster.read import read_roster
    from reportgen.tables.problem import problem_lines

    mapping = column_mapping(columns)
    found = read_roster(path, store, area=default_area(store, state), mapping=mapping, skip_bad=skip_bad)
    if found.warnings:
        click.echo("\n".join(["Warnings:", *problem_lines(found.warnings)]), err=True)
    if found.problems:
        rows = len({problem.row for problem in found.problems})
        click.echo("\n".join([f"Left out ({rows:,} rows):", *problem_lines(found.problems)]), err=True)
    return found.roster, found.problems


def default_area(store: Store, state: str | None) -> Area | None:
    """The area that --state names for rows without one; None without the option."""
    from reportgen.store import resolve

    return resolve.area(store, state) if state else None


def column_mapping(columns: Sequence[str]) -> dict[str, list[str]]:
    """The words of --column as field → headings. Raises UsageError for words of another form or an unknown field."""
    from reportgen.errors import UsageError
    from reportgen.roster.columns import FIELDS, field_named

    mapping: dict[str, list[str]] = {}
    for words in columns:
        name, equals, heading = words.partition("=")
        field = field_named(name)
        if not (equals and heading.strip()):
            raise UsageError(f"--column “{words}” names no column.", cure='Write --column careers="Interests".')
        if not field:
            near = difflib.get_close_matches(name, FIELDS, n=1)
            cure = f"Did you mean “{near[0]}”?" if near else f"The fields are {', '.join(FIELDS)}."
            raise UsageError(f"A roster has no field “{name}”.", cure=cure)
        mapping.setdefault(field, []).append(heading)
    return mapping

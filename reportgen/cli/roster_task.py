"""What a list of students comes to for `reportgen batch`, and when a file is read as one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from reportgen.cli.book_options import BookWords
from reportgen.values import dataclass

if TYPE_CHECKING:
    from reportgen.batch.plan import Job, Plan
    from reportgen.book.packs import Key
    from reportgen.roster.value import Roster

_WRITTEN = {"state": "--state", "columns": "--column", "skip_bad": "--skip-bad"}


@dataclass(frozen=True, slots=True)
class RosterTask:
    """What a roster comes to: the brochures as a plan, and which of them each career is."""

    roster: Roster
    plan: Plan
    job_of: Mapping[Key, Job]
    rows_left_out: bool


def is_for_roster(path: Path, words: BookWords, *, skip_unpublished: bool) -> bool:
    """Whether a file is read as a roster: because it looks like one, or for the options that were given.

    Raises UsageError for options that do not fit each other or the file.
    """
    from reportgen.book.roster_plan import PLAN, ROSTER, kind_of
    from reportgen.errors import UsageError

    words.require_use()
    source = click.get_current_context().get_parameter_source
    typed = [name for name in ("state", "columns", "skip_bad") if source(name) is ParameterSource.COMMANDLINE]
    given = [*words.given, *(_WRITTEN[name] for name in typed)]
    kind = kind_of(path)
    if given and kind == PLAN:
        raise UsageError(
            f"{given[0]} is for a list of students, and {path} is a plan of brochures.",
            cure="Leave it out, or name a file with the columns name and careers (docs/roster.md).",
        )
    reads_roster = bool(given) or kind == ROSTER
    if reads_roster and skip_unpublished:
        raise UsageError("--skip-unpublished is for a plan.", cure="For a list of students it is --skip-bad.")
    return reads_roster

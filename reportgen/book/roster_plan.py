"""A roster → the brochures to make, each once, however many students want it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.batch.names import file_name
from reportgen.batch.plan import Job, Plan, group_title
from reportgen.book.packs import Key
from reportgen.errors import UsageError
from reportgen.roster.columns import find_columns
from reportgen.roster.value import Roster
from reportgen.store.reader import Store
from reportgen.tables.read import read_table

_PLAN_COLUMNS = frozenset({"occupation", "state", "layout", "brand", "output", "group"})
_FOR_WHOM = frozenset({"name", "first-name", "last-name", "email", "homeroom"})
_FIRST_ROWS = 10
ROSTER, PLAN = "roster", "plan"


def plan_from_roster(store: Store, roster: Roster, folder: Path) -> tuple[Plan, Mapping[Key, Job]]:
    """The plan of the distinct brochures, in the order of their files, and which one each career is."""
    jobs: dict[Key, Job] = {}
    for student in roster.students:
        for career in student.careers:
            key = (career.soc, student.area)
            if key not in jobs:
                path = folder / file_name(career.soc, career.title, student.area)
                jobs[key] = Job(career.soc, career.title, student.area, path, group=group_title(store, career.soc))
    return Plan(tuple(sorted(jobs.values(), key=lambda job: job.path)), ()), jobs


def kind_of(path: Path) -> str:
    """ROSTER, PLAN or "" by the headings of a file: a plan says nothing of persons, a list of students does.

    What can be neither gets "": the reader of plans says what is wrong with it.
    """
    if path.suffix.lower() == ".jsonl":
        return PLAN
    try:
        rows = read_table(path, guesses=True).rows
    except UsageError:
        return ""
    for number, cells in rows[:_FIRST_ROWS]:
        headings = [cell for cell in cells if cell]
        names = {heading.strip().lower() for heading in headings}
        if "occupation" in names and names <= _PLAN_COLUMNS:
            return PLAN
        columns, _ = find_columns(headings, {}, number)
        if columns.has_careers and (_FOR_WHOM & columns.places.keys() or "occupation" not in names):
            return ROSTER
    return ""

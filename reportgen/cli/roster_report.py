"""What `reportgen roster check` says of a file: for people, and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from reportgen.roster.cells import clean, shown
from reportgen.roster.counts import Counts, count_roster
from reportgen.roster.problem import RosterProblem
from reportgen.roster.read import Examination
from reportgen.tables.problem import problem_lines

_MOST_NAMED = 12
_MOST_BROCHURES = 15


def lines(found: Examination, default_area: str) -> Iterator[str]:
    """Lines for a person. `default_area` is the name of the area for rows without a state."""
    yield f"{found.roster.path}: {clean(found.table.form)}; the heading is row {found.heading_row:,}."
    for field in found.columns.places:
        yield f"  {field}: {_quoted(found.columns.headings_of(field))}"
    if found.columns.unused:
        yield f"  not used: {_quoted(found.columns.headings[place] for place in found.columns.unused)}"
    if found.table.unread_sheets:
        yield f"  not read: the sheets {_quoted(found.table.unread_sheets)}"
    problems = (*found.heading_problems, *found.problems)
    for title, those in ((_problems(problems), problems), (_count(len(found.warnings), "warning"), found.warnings)):
        if those:
            yield ""
            yield f"{title}:"
            yield from problem_lines(those)
    if found.roster.students:
        yield ""
        yield "What would be made without those rows:" if found.problems else "What would be made:"
        yield from _count_lines(count_roster(found.roster), found.stateless_rows, default_area)


def verdict(found: Examination, *, skip_bad: bool) -> str:
    """The last word, in a sentence."""
    if found.heading_problems:
        return "Nothing can be made: say with --column which column is which, or rename the columns."
    if not found.roster.students:
        return "Nothing can be made: no row is without a problem." if found.problems else "The file names no student."
    if not found.problems:
        return "Nothing is wrong with it."
    rows = _count(len({problem.row for problem in found.problems}), "row")
    if skip_bad:
        return f"--skip-bad would leave out {rows} of {found.row_count:,}."
    return f"{rows} of {found.row_count:,} must be corrected first, or left out with --skip-bad."


def as_data(found: Examination) -> dict[str, Any]:
    """The same for programs: the problems, the counts, and every brochure that would be made."""
    counts = count_roster(found.roster)
    return {
        "file": found.roster.path,
        "read_as": found.table.form,
        "heading_row": found.heading_row,
        "columns": {field: found.columns.headings_of(field) for field in found.columns.places},
        "unused_columns": [found.columns.headings[place] for place in found.columns.unused],
        "unread_sheets": found.table.unread_sheets,
        "rows": found.row_count,
        "problems": [_problem(each) for each in (*found.heading_problems, *found.problems)],
        "warnings": [_problem(each) for each in found.warnings],
        "counts": {
            "students": counts.students,
            "homerooms": counts.homerooms,
            "grades": counts.grades,
            "languages": counts.languages,
            "states": counts.states,
            "rows_without_state": found.stateless_rows,
            "with_email": counts.with_email,
            "addresses": counts.addresses,
            "occupations": counts.occupations,
            "brochures": len(counts.brochures),
            "copies": counts.copies,
        },
        "brochures": [
            {
                "soc": each.soc.value,
                "title": each.title,
                "area": each.area.abbreviation,
                "students": each.students,
                "copies": each.copies,
            }
            for each in counts.brochures
        ],
    }


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{shown(each)}”" for each in words)


def _problem(problem: RosterProblem) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "what": problem.what,
        "cure": problem.cure,
        "candidates": [soc.value for soc in problem.candidates],
    }


def _problems(problems: Sequence[RosterProblem]) -> str:
    rows = len({problem.row for problem in problems})
    return f"{_count(len(problems), 'problem')} in {_count(rows, 'row')}"


def _count_lines(counts: Counts, stateless_rows: int, default_area: str) -> Iterator[str]:
    yield f"  students   {counts.students:,}"
    for title, counted in (
        ("homerooms", counts.homerooms), ("grades", counts.grades), ("languages", counts.languages),
        ("states", counts.states),
    ):  # fmt: skip
        if set(counted) != {""}:
            yield f"  {title:<10} {_named(counted)}"
    if stateless_rows:
        yield f"             {_count(stateless_rows, 'row')} without a state: {default_area}"
    yield f"  e-mails    {_emails(counts)}"
    yield f"  careers    {counts.occupations:,} different"
    yield f"  brochures  {len(counts.brochures):,} to make, {_count(counts.copies, 'copy', 'copies')} in all"
    for each in counts.brochures[:_MOST_BROCHURES]:
        yield f"  {each.copies:>9,}  {each.soc} {each.title}, {each.area.abbreviation}"
    if len(counts.brochures) > _MOST_BROCHURES:
        yield f"             and {len(counts.brochures) - _MOST_BROCHURES:,} more, which --json lists"


def _named(counted: Mapping[str, int]) -> str:
    """ "3: 7A (12), 7B (9), 8A (1); none given (2)"."""
    given = {words: count for words, count in counted.items() if words}
    shown = [f"{words} ({count:,})" for words, count in list(given.items())[:_MOST_NAMED]]
    more = f" and {len(given) - _MOST_NAMED:,} more" if len(given) > _MOST_NAMED else ""
    without = f"; none given ({counted['']:,})" if "" in counted else ""
    return f"{len(given):,}: {', '.join(shown)}{more}{without}"


def _emails(counts: Counts) -> str:
    if not counts.with_email:
        return "none"
    text = f"{counts.addresses:,} different" if counts.addresses != counts.with_email else f"{counts.with_email:,}"
    without = counts.students - counts.with_email
    return text + (f"; {_count(without, 'student')} without" if without else "")


def _count(number: int, noun: str, several: str = "") -> str:
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"

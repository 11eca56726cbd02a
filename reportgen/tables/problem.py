"""What is wrong with a table: each fault with its place and its cure, and how many of them are told at once."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.values import dataclass

_MOST_ROWS_NAMED = 12


@dataclass(frozen=True, slots=True)
class TableProblem:
    """One fault. `row` is the one that a spreadsheet shows; `column` and `value` are "" when it is the row's as a
    whole. `what` and `cure` may have several lines."""

    row: int
    column: str
    value: str
    what: str
    cure: str


def problem_lines(problems: Iterable[TableProblem]) -> list[str]:
    """Lines to print, by row. Equal faults share one: a wrong word copied down a thousand rows is one to mend."""
    places: dict[tuple[str, str, str, str], list[int]] = {}
    for problem in sorted(problems, key=lambda each: (each.row, each.column)):
        places.setdefault((problem.column, problem.value, problem.what, problem.cure), []).append(problem.row)
    lines = []
    for (column, value, what, cure), rows in places.items():
        named = ", ".join(f"{row:,}" for row in rows[:_MOST_ROWS_NAMED])
        if len(rows) > _MOST_ROWS_NAMED:
            named += f" and {len(rows) - _MOST_ROWS_NAMED:,} more"
        where = f"{'row' if len(rows) == 1 else 'rows'} {named}"
        if column:
            where += f", {column}"
        if value:
            where += f" “{value}”"
        lines.append(f"  {where}: {what.rstrip('.')}.")
        lines += [f"    {line}" for line in cure.splitlines()]
    return lines

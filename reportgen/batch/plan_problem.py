"""What is wrong with a plan file: all of it at once, each with its place and its cure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import UsageError

_MOST_ROWS_NAMED = 12


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """One fault. `column` and `value` are "" when it is the row's as a whole."""

    row: int
    column: str
    value: str
    what: str
    cure: str


class PlanError(UsageError):
    """A plan that cannot be followed. `problems` holds every one of them."""

    def __init__(self, path: Path, problems: Sequence[PlanProblem]) -> None:
        rows = len({problem.row for problem in problems})
        faults = f"{len(problems):,} faults in {rows:,} rows" if len(problems) > 1 else "a fault"
        super().__init__(
            "\n".join([f"{path} has {faults}; nothing was started:", *_lines(problems)]),
            cure="Correct the file and run the command again.",
        )
        self.problems = tuple(problems)


def _lines(problems: Sequence[PlanProblem]) -> list[str]:
    """Equal faults share a line: a wrong column copied down a thousand rows is one thing to mend."""
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

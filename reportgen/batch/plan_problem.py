"""What is wrong with a plan file: all of it at once, each with its place and its cure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.errors import UsageError
from reportgen.tables.problem import TableProblem, problem_lines
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class PlanProblem(TableProblem):
    """One fault of a plan."""


class PlanError(UsageError):
    """A plan that cannot be followed. `problems` holds every one of them."""

    def __init__(self, path: Path, problems: Sequence[PlanProblem]) -> None:
        rows = len({problem.row for problem in problems})
        faults = f"{len(problems):,} faults in {rows:,} rows" if len(problems) > 1 else "a fault"
        super().__init__(
            "\n".join([f"{path} has {faults}; nothing was started:", *problem_lines(problems)]),
            cure="Correct the file and run the command again.",
        )
        self.problems = tuple(problems)

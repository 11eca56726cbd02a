"""What is wrong with a roster: all of it at once, each with row, column, value and cure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.errors import UsageError
from reportgen.model.soc import SocCode
from reportgen.tables.problem import TableProblem, problem_lines
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class RosterProblem(TableProblem):
    """One fault of a row. `value` is the bad cell's, never another cell of the student; it is safe to print.

    `candidates` are the occupations that were perhaps meant, best first.
    """

    candidates: tuple[SocCode, ...] = ()


class RosterError(UsageError):
    """A roster that nothing is made from. `problems` holds every one of them."""

    def __init__(self, path: Path, problems: Sequence[RosterProblem], *, cure: str) -> None:
        rows = len({problem.row for problem in problems})
        faults = f"{len(problems):,} problems in {rows:,} rows" if len(problems) > 1 else "a problem"
        super().__init__(
            "\n".join([f"{path} has {faults}; nothing was made:", *problem_lines(problems)]),
            cure=cure,
        )
        self.problems = tuple(problems)

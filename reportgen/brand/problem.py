"""What is wrong with a brand file: all of it at once, each with its line and its cure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.errors import UsageError
from reportgen.values import dataclass

_LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class BrandProblem:
    """One fault. `line` counts from 1; `key` and `value` are "" when it is the file's as a whole."""

    line: int
    key: str
    value: str
    what: str
    cure: str

    @property
    def text(self) -> str:
        """The fault and, below it and indented, its cure."""
        place = f"line {self.line}" + (f", {_shown(self.key)}" if self.key else "")
        if self.value:
            place += f" “{_shown(self.value)}”"
        return "\n".join([f"{place}: {self.what}.", *(f"  {line}" for line in self.cure.splitlines())])


def _shown(text: str) -> str:
    """Cut, and without what would steer a terminal."""
    safe = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return safe if len(safe) <= _LONGEST_VALUE else f"{safe[:_LONGEST_VALUE]}…"


class BrandError(UsageError):
    """A brand file that cannot be used. `problems` holds every fault of it."""

    def __init__(self, path: Path, problems: Sequence[BrandProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda each: (each.line, each.key)))
        count = "a fault" if len(problems) == 1 else f"{len(problems)} faults"
        lines = [f"  {line}" for problem in self.problems for line in problem.text.splitlines()]
        super().__init__(
            "\n".join([f"{path} has {count}:", *lines]), cure=f"Correct it; `reportgen brand check {path}` looks again."
        )


class Refused(Exception):
    """A value that cannot be used: what is wrong, and the cure."""

    def __init__(self, what: str, cure: str = "") -> None:
        super().__init__(what)
        self.what, self.cure = what, cure

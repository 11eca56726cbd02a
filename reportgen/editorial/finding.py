"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to mend. `line` counts from 1; `field` names the item, too ("duties 3"); `cure` is what to do."""

    file: str
    line: int
    field: str
    problem: str
    cure: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.problem}. {self.cure}"

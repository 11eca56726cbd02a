"""Rows → a heading and the rows below it, each as wide as the heading."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.tables.problem import TableProblem
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Headed:
    """`rows` are (number, cells), as many cells as headings; `problems` tells those that have not as many."""

    number: int
    headings: list[str]
    rows: list[tuple[int, list[str]]]
    problems: list[TableProblem]


def below_heading(rows: Sequence[tuple[int, list[str]]], heading: int = 0) -> Headed:
    """Cut at the row with the index `heading`. Empty cells at the end of a row count as none."""
    number, headings = rows[heading]
    headings = _without_empty_end(headings)
    good, problems = [], []
    for row, cells in rows[heading + 1 :]:
        cut = _without_empty_end(cells, keep=len(headings))
        if len(cut) == len(headings):
            good.append((row, cut))
        else:
            problems.append(
                TableProblem(
                    row, "", "", f"it has {len(cut)} cells, the heading has {len(headings)}",
                    "Give every row as many; put quotes around a cell that holds a comma.",
                )
            )  # fmt: skip
    return Headed(number, headings, good, problems)


def _without_empty_end(cells: Sequence[str], keep: int = 0) -> list[str]:
    end = len(cells)
    while end > keep and not cells[end - 1]:
        end -= 1
    return list(cells[:end])

"""A roster: who gets which brochures. Names of students stay in memory: they go into no file name, log or bookmark
but those that a command says it prints."""

from __future__ import annotations

from pathlib import Path

from reportgen.model.area import Area
from reportgen.model.soc import SocCode
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Career:
    """An occupation that a student asked for; `words` is what the cell said."""

    soc: SocCode
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Student:
    """One row. Texts are "" where the cell is empty or the column absent; `row` is the one that a spreadsheet shows.

    `area` is the row's state, or the one given for all; the nation without either. `language` is a lower-case tag
    such as "en" or "es". `copies` is at least 1. No career stands in `careers` twice.
    """

    row: int
    name: str
    homeroom: str
    grade: str
    email: str
    language: str
    area: Area
    careers: tuple[Career, ...]
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Roster:
    """The students in the order of the file."""

    path: Path
    students: tuple[Student, ...]

"""What a roster amounts to: whom it names, and the brochures that would be made from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from reportgen.model.area import Area
from reportgen.model.soc import SocCode
from reportgen.roster.value import Roster
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """One brochure to make. `copies` is how often it is printed for the `students` that asked for it."""

    soc: SocCode
    title: str
    area: Area
    students: int
    copies: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Each dictionary is words → students, in order of the words ("" last: those without). `addresses` are different.

    `brochures` are those that the students want, most copies first: one for each occupation and area, however many
    want it.
    """

    students: int
    homerooms: dict[str, int]
    grades: dict[str, int]
    languages: dict[str, int]
    states: dict[str, int]
    with_email: int
    addresses: int
    occupations: int
    brochures: tuple[Wanted, ...]

    @property
    def copies(self) -> int:
        return sum(each.copies for each in self.brochures)


def count_roster(roster: Roster) -> Counts:
    """The counts of the students that a roster holds."""
    students = roster.students
    wanting: Counter[tuple[SocCode, str, Area]] = Counter()
    copies: Counter[tuple[SocCode, str, Area]] = Counter()
    for student in students:
        for career in student.careers:
            key = (career.soc, career.title, student.area)
            wanting[key] += 1
            copies[key] += student.copies
    emails = [student.email.casefold() for student in students if student.email]
    return Counts(
        students=len(students),
        homerooms=_counted(student.homeroom for student in students),
        grades=_counted(student.grade for student in students),
        languages=_counted(student.language for student in students),
        states=_counted(student.area.abbreviation for student in students),
        with_email=len(emails),
        addresses=len(set(emails)),
        occupations=len({soc for soc, _, _ in wanting}),
        brochures=tuple(
            Wanted(soc, title, area, wanting[soc, title, area], count)
            for (soc, title, area), count in sorted(copies.items(), key=lambda item: (-item[1], item[0][0], item[0][2]))
        ),
    )


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items(), key=lambda item: (not item[0], natural_order(item[0]))))


def natural_order(words: str) -> tuple[tuple[int, str], ...]:
    """A key by which room 9 comes before room 10."""
    parts = re.findall(r"\d+|\D+", words.casefold())
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)

"""A roster → who gets what, in the order in which it is handed out."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from reportgen.model.area import Area
from reportgen.model.soc import SocCode
from reportgen.roster.counts import natural_order
from reportgen.roster.value import Roster, Student
from reportgen.values import dataclass

# Without vowels and what looks alike, so that no code reads as a word.
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
_SAYS_WHAT_IT_IS = ("room", "grade", "class", "period", "group", "section")

# Which brochure a career of a student is.
Key = tuple[SocCode, Area]


@dataclass(frozen=True, slots=True)
class Brochure:
    """A brochure of a pack, by what it is."""

    key: Key
    title: str


@dataclass(frozen=True, slots=True)
class Pack:
    """What one student gets. `number` counts within the group from 1; `missing` are titles that could not be made."""

    student: Student
    number: int
    brochures: tuple[Brochure, ...]
    missing: tuple[str, ...] = ()

    @property
    def copies(self) -> int:
        return self.student.copies


@dataclass(frozen=True, slots=True)
class Group:
    """Students who stand together. `label` is "" when there is only one group, of everybody."""

    number: int
    label: str
    packs: tuple[Pack, ...]


def grouped(roster: Roster, by: str | None) -> tuple[Group, ...]:
    """The groups in order of their names (room 9 before room 10), those without one last; students as in the file."""
    if by is None:
        return (Group(1, "", _packs(roster.students)),)
    found: dict[str, list[Student]] = defaultdict(list)
    for student in roster.students:
        found[_value(student, by)].append(student)
    ordered = sorted(found, key=lambda value: (not value, natural_order(value), value))
    return tuple(
        Group(number, labelled(value, by) or f"No {by}", _packs(found[value]))
        for number, value in enumerate(ordered, 1)
    )


def _value(student: Student, by: str) -> str:
    return {
        "homeroom": student.homeroom, "grade": student.grade, "state": student.area.name, "language": student.language,
    }[by]  # fmt: skip


def labelled(value: str, column: str) -> str:
    """A value as it is said: "Homeroom 9", "Grade 10", but "Room 9" and "Texas" as they are. "" for none."""
    if not value or column == "state" or any(word in value.casefold() for word in _SAYS_WHAT_IT_IS):
        return value
    return f"{column.capitalize()} {value}"


def _packs(students: Sequence[Student]) -> tuple[Pack, ...]:
    return tuple(
        Pack(student, number, tuple(Brochure((career.soc, student.area), career.title) for career in student.careers))
        for number, student in enumerate(students, 1)
    )


def without_missing(group: Group, there: Mapping[Key, Path]) -> Group:
    """The group with the brochures that are there; each pack names the others."""
    packs = []
    for pack in group.packs:
        made = tuple(each for each in pack.brochures if each.key in there)
        missing = tuple(each.title for each in pack.brochures if each.key not in there)
        packs.append(Pack(pack.student, pack.number, made, missing))
    return Group(group.number, group.label, tuple(packs))


def roster_code(roster: Roster) -> str:
    """Four letters that tell this roster's separators from another's, and say nothing about anybody."""
    text = "\n".join(
        f"{student.row}\t{student.name}\t{student.homeroom}\t{' '.join(str(career.soc) for career in student.careers)}"
        for student in roster.students
    )
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    return "".join(_LETTERS[number // len(_LETTERS) ** place % len(_LETTERS)] for place in range(4))

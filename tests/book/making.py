"""Rosters made by hand, books made from real brochures, and reading them back."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from reportgen.book.bind import Binding, Bound, bind
from reportgen.book.books import plan_books
from reportgen.book.library import Library
from reportgen.book.packs import Key, roster_code, without_missing
from reportgen.book.separators import Style
from reportgen.model.area import Area, AreaKind
from reportgen.model.soc import SocCode
from reportgen.roster.value import Career, Roster, Student

TEXAS = Area("48", "TX", "Texas", AreaKind.STATE, "Texas")
RECORDS, NURSES, ELECTRICIANS = "29-2072", "29-1141", "47-2111"
TITLES = {RECORDS: "Medical Records Specialists", NURSES: "Registered Nurses", ELECTRICIANS: "Electricians"}


def student(row: int, name: str, homeroom: str, *careers: str, **others: Any) -> Student:
    wanted = tuple(Career(SocCode(code), TITLES[code], code) for code in careers)
    facts = {"grade": "10", "email": "", "language": "en", "area": TEXAS, "copies": 1} | others
    return Student(row=row, name=name, homeroom=homeroom, careers=wanted, **facts)


def roster(*students: Student) -> Roster:
    return Roster(Path("students.csv"), students)


CLASS = roster(
    student(2, "Zoë Ríos", "10", RECORDS, ELECTRICIANS),
    student(3, "Ann Lee", "9", NURSES),
    student(4, "Bo Park", "10", ELECTRICIANS),
    student(5, "Cy Young", "", RECORDS, copies=2),
)


def binding(of: Roster = CLASS, **changes: Any) -> Binding:
    facts = {"style": Style(), "duplex": True, "impose": None, "paper": "letter", "code": roster_code(of)}
    return Binding(**(facts | changes))


def bound(
    there: Mapping[Key, Path], of: Roster = CLASS, by: str | None = "homeroom", one: bool = True, **changes: Any
) -> Bound:
    """The first book of a roster."""
    how = binding(of, **changes)
    plan = plan_books(of, by, one=one, impose=how.impose)[0]
    return bind(plan.label, [without_missing(group, there) for group in plan.groups], there, how, Library())


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def texts(data: bytes) -> list[str]:
    """Of each page, spaces made one."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [
            re.sub(r"\s+", " ", document[number].get_textpage().get_text_range()).strip()
            for number in range(len(document))
        ]
    finally:
        document.close()


def pixels(data: bytes, page: int, scale: float = 2) -> Any:
    document = pypdfium2.PdfDocument(data)
    try:
        return document[page].render(scale=scale).to_numpy().astype("int16")
    finally:
        document.close()


def looks_like(page: Any, other: Any, *, tolerance: int = 64) -> bool:
    """Whether two pictures are the same but for edges that lie in the next pixel."""
    import numpy

    if page.shape != other.shape:
        return False

    def around(pick: Any) -> Any:
        """Of each pixel and its eight neighbours, the least or the most."""
        padded = numpy.pad(page[:, :, :3], ((1, 1), (1, 1), (0, 0)), mode="edge")
        rows = pick(pick(padded[:-2], padded[1:-1]), padded[2:])
        return pick(pick(rows[:, :-2], rows[:, 1:-1]), rows[:, 2:])

    shown = other[:, :, :3]
    apart = max((around(numpy.minimum) - shown).max(), (shown - around(numpy.maximum)).max())
    return bool(apart <= tolerance)


def seen(data: bytes, names: Sequence[str] = ()) -> list[str]:
    """What each page is, by its text: "summary", "group", "student Ann", "Electricians 2", "white"."""
    found = []
    for text in texts(data):
        title = next((title for title in TITLES.values() if f"{title} · Texas · " in text), "")
        if not text:
            found.append("white")
        elif text.startswith(("Print book", "Groups, continued")):
            found.append("summary")
        elif title and (page := re.search(r"· (\d)/\d$", text)):
            found.append(f"{title} {page[1]}")
        elif "Separator sheet" in text:
            name = re.search(r"Student (\d+) of", text)
            found.append(f"student {next(each for each in names if each in text)}" if name else "group")
        else:
            found.append(text[:40])
    return found

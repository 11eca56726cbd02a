"""A row of a roster → a student, or what is wrong with it. All cells are looked at before the row is given up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

from reportgen.errors import ReportgenError
from reportgen.model.area import Area
from reportgen.model.soc import SocCode
from reportgen.profile.wages import where_published
from reportgen.roster import email
from reportgen.roster.careers import MOST_CAREERS, CareerReader
from reportgen.roster.cells import clean, hides_something, shown
from reportgen.roster.columns import Columns
from reportgen.roster.language import language_tag
from reportgen.roster.problem import RosterProblem
from reportgen.roster.value import Career, Student
from reportgen.store import resolve
from reportgen.store.reader import Store
from reportgen.tables.dates import is_date
from reportgen.tables.sheet_xml import UNCOMPUTED

LONGEST = {
    "name": 100, "first-name": 60, "last-name": 60, "homeroom": 60, "grade": 20, "email": email.LONGEST,
    "language": 40, "state": 60, "careers": 2000, "copies": 10,
}  # fmt: skip
MOST_COPIES = 1000
_EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
                            UNCOMPUTED})  # fmt: skip
T = TypeVar("T")


class RowReader:
    """Takes row after row of one file. `area` is for rows without a state."""

    def __init__(self, store: Store, columns: Columns, area: Area) -> None:
        self._store, self._columns, self._area_otherwise = store, columns, area
        self._careers = CareerReader(store)
        self._area_named = cache(lambda words: resolve.area(store, words))
        self._language_named = cache(language_tag)
        self._published = cache(lambda place: frozenset(store.published_in(place)))
        self._where = cache(lambda soc: where_published(store, soc))
        self._seen: dict[tuple[str, ...], int] = {}
        self._row = 0
        self._cells: Sequence[str] = ()
        self.problems: list[RosterProblem] = []
        self.warnings: list[RosterProblem] = []
        self.stateless_rows = 0

    def take(self, row: int, cells: Sequence[str]) -> Student | None:
        """The student of a row; None when something is wrong with it, which is then among `problems`."""
        self._row, self._cells = row, cells
        before = len(self.problems)
        for field, places in self._columns.places.items():
            for place in places:
                self._look_at(field, cells[place])
        if len(self.problems) > before:
            return None
        area = self._area()
        careers = self._careers_in(area)
        student = Student(
            row=row,
            name=self._name(),
            homeroom=self._text("homeroom"),
            grade=self._text("grade"),
            email=self._email(),
            language=self._meaning("language", self._language_named) or "",
            area=area or self._area_otherwise,
            careers=careers,
            copies=self._copies(),
        )
        if not (student.name or student.email or student.homeroom):
            self._problem("", "", "it says for whom neither by name nor e-mail nor homeroom", "Fill one of them in.")
        if len(self.problems) > before:
            return None
        self._note(student)
        return student

    def _look_at(self, field: str, cell: str) -> None:
        """What is wrong with a cell whatever it means."""
        if len(cell) > LONGEST[field]:
            what = f"it has {len(cell):,} characters, {LONGEST[field]:,} are the most"
            self._problem(field, cell, what, "Shorten it. Is it the right column?")
        elif cell.upper() in _EXCEL_ERRORS:
            self._problem(field, cell, "it is an error of the spreadsheet", "Correct its formula, or write the value.")
        elif field in ("homeroom", "grade", "name") and is_date(cell):
            cure = "Format the column as text, then write the cell again."
            self._problem(field, cell, "a spreadsheet made a date of it", cure)
        elif hides_something(cell):
            self._warn(field, "", "it holds invisible characters, which are left out", "Nothing needs to be done.")

    def _text(self, field: str) -> str:
        places = self._columns.places.get(field)
        return clean(self._cells[places[0]]) if places else ""

    def _name(self) -> str:
        return self._text("name") or " ".join(filter(None, (self._text("first-name"), self._text("last-name"))))

    def _email(self) -> str:
        address = self._text("email")
        if address and (fault := email.fault_of(address)):
            self._problem("email", address, *fault)
        return address

    def _meaning(self, field: str, meaning: Callable[[str], T]) -> T | None:
        """What a cell means; None when it is empty, or nothing, which is a problem then."""
        words = self._text(field)
        if not words:
            return None
        try:
            return meaning(words)
        except ReportgenError as error:
            self._problem(field, words, error.what, error.cure)
            return None

    def _area(self) -> Area | None:
        """The state of the row, or the one for rows without; None when its words are no state."""
        if not self._text("state"):
            return self._area_otherwise
        return self._meaning("state", self._area_named)

    def _copies(self) -> int:
        words = self._text("copies")
        if not words:
            return 1
        if words.isascii() and words.isdigit() and 1 <= int(words) <= MOST_COPIES:
            return int(words)
        self._problem(
            "copies", words, f"it is no number from 1 to {MOST_COPIES:,}", "Write a number, or nothing for 1."
        )
        return 1

    def _careers_in(self, area: Area | None) -> tuple[Career, ...]:
        """The careers of the row, all published in its area."""
        places = self._columns.places["careers"]
        found: dict[str, Career] = {}
        is_clear = True
        for place in places:
            careers, faults = self._careers.read(self._cells[place])
            for fault in faults:
                is_clear = False
                self._problem(
                    "careers", fault.words, fault.what, fault.cure,
                    heading=shown(self._columns.headings[place]), candidates=fault.candidates,
                )  # fmt: skip
            for career in careers:
                found.setdefault(career.soc.value, career)
        if not found and is_clear:
            self._problem("careers", "", "it names no career", "Name one by title or code.")
        if len(found) > MOST_CAREERS:
            self._problem("careers", "", f"it names {len(found)} careers, {MOST_CAREERS} are the most", "Name fewer.")
        for career in found.values():
            if area and career.soc.value not in self._published(area):
                self._problem(
                    "careers", career.words, f"{area.name} publishes no figures for {career.soc} {career.title}",
                    f"{self._where(career.soc)}. Choose another career, or write US as the row's state for the "
                    "nation's figures.",
                )  # fmt: skip
        return tuple(found.values())

    def _note(self, student: Student) -> None:
        """What is worth a word in a row without a problem."""
        if not self._text("state"):
            self.stateless_rows += 1
        if not student.name and {"name", "first-name", "last-name"} & self._columns.places.keys():
            self._warn("name", "", "it is empty", "Fill it in, if a student is meant.")
        if not (student.name or student.email):
            return
        place = (student.email,) if student.email else (student.homeroom, student.grade)
        key = tuple(each.casefold() for each in (student.name, *place))
        if (first := self._seen.setdefault(key, student.row)) != student.row:
            same = "name and e-mail" if student.email else "name, homeroom and grade"
            self._warn("", "", f"it is the student of row {first:,} again ({same})", "Keep one of them, if it is one.")

    def _problem(
        self, field: str, value: str, what: str, cure: str, *, heading: str = "", candidates: tuple[SocCode, ...] = ()
    ) -> None:
        column = heading or (self._columns.named(field) if field else "")
        self.problems.append(RosterProblem(self._row, column, shown(value), what, cure, candidates))

    def _warn(self, field: str, value: str, what: str, cure: str) -> None:
        column = self._columns.named(field) if field else ""
        self.warnings.append(RosterProblem(self._row, column, shown(value), what, cure))

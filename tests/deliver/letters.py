"""Rosters, letters and outboxes made by hand, with stand-in brochures."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reportgen.batch.names import file_name
from reportgen.batch.plan import Job
from reportgen.batch.renderer import Recipe
from reportgen.deliver.account import Sender
from reportgen.deliver.address import mailbox_of
from reportgen.deliver.brochures import Making
from reportgen.deliver.entry import Entry
from reportgen.deliver.folder import Folder, held
from reportgen.deliver.letter import Enclosure, Letter, letters_of
from reportgen.deliver.texts import Texts
from reportgen.deliver.todo import Wishes, to_do
from reportgen.deliver.writing import WhenOver, Writer
from reportgen.model.area import Area, AreaKind
from reportgen.model.soc import SocCode
from reportgen.roster.value import Career, Roster, Student
from tests.batch import stand_ins

TEXAS = Area("48", "TX", "Texas", AreaKind.STATE, "Texas")
RECORDS = Career(SocCode("29-2072"), "Medical Records Specialists", "records")
ELECTRICIANS = Career(SocCode("47-2111"), "Electricians", "electrician")
HELPERS = Career(SocCode("47-3013"), "Helpers--Electricians", "helpers")
SENDER = Sender(mailbox_of("Lincoln High <careers@school.example.org>"), school="Lincoln High")
NOW = 1_770_000_000.0


def student(row: int, email: str, *careers: Career, name: str = "", language: str = "") -> Student:
    return Student(row, name or f"Student {row}", "", "", email, language, TEXAS, careers or (RECORDS,))


def roster(*students: Student, path: Path = Path("roster.csv")) -> Roster:
    return Roster(path, students)


def contents(enclosure: Enclosure) -> str:
    return f"{enclosure.soc} {enclosure.area.fips}"


def letters(*students: Student) -> tuple[Letter, ...]:
    return letters_of(roster(*students), contents)[0]


def making(folder: Path, of: Sequence[Letter], *, size_bytes: int = 0) -> Making:
    """Stand-in brochures for the letters, each at least so large."""
    folder.mkdir(parents=True, exist_ok=True)
    jobs = {}
    for each in dict.fromkeys(enclosure for letter in of for enclosure in letter.enclosures):
        path = folder / file_name(each.soc, each.title, each.area)
        jobs[each] = Job(each.soc, each.title, each.area, path)
        data = stand_ins.pdf(jobs[each])
        filling = b"%" + b"x" * max(0, size_bytes - len(data)) + b"\nstartxref"
        path.write_bytes(data.replace(b"startxref", filling) if size_bytes else data)
    return Making(folder, jobs, Recipe(Path("store"), "handout", "letter", datetime.date(2026, 1, 2)))


class Desk:
    """An outbox folder with all that writes into it."""

    def __init__(self, folder: Folder, size_bytes: int = 0) -> None:
        self.folder, self.outbox = folder, folder.outbox
        self._size = size_bytes

    def write(
        self, of: Sequence[Letter], wishes: Wishes | None = None, *, now: float = NOW, max_bytes: int = 10_000_000,
        when_over: WhenOver = "stop", texts: Texts | None = None,
    ) -> list[Entry]:  # fmt: skip
        wishes = wishes or Wishes()
        made = making(self.folder.path / "brochures", of, size_bytes=self._size)
        self.writer = Writer(
            self.folder, made, texts or Texts(), SENDER, Path("/roster.csv"), max_bytes, when_over, now
        )
        return self.writer.write(self.writer.divide(to_do(self.outbox, of, wishes)), wishes)

    def states(self) -> list[str]:
        return [entry.state for entry in self.outbox.all()]

    def settle(self, *states: str, now: float = NOW) -> None:
        """Give the messages these states, in their order."""
        for entry, state in zip(self.outbox.all(), states, strict=True):
            if entry.state != state:
                self.outbox.end(entry, state, f"said {state}", now, now if state == "deferred" else None)


@contextmanager
def desk(path: Path, *, size_bytes: int = 0) -> Iterator[Desk]:
    with held(path, NOW) as folder:
        yield Desk(folder, size_bytes)

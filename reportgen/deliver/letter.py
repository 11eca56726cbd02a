"""A roster → letters: what each address gets. No mail, no file, no clock yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from reportgen.deliver.address import address_of, same_mailbox
from reportgen.errors import UsageError
from reportgen.model.area import Area
from reportgen.model.soc import SocCode
from reportgen.roster.value import Roster, Student
from reportgen.values import dataclass

_SPAN = re.compile(r"(\d+)(?:-(\d+))?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Enclosure:
    """A brochure that goes with a letter."""

    soc: SocCode
    title: str
    area: Area


@dataclass(frozen=True, slots=True)
class Letter:
    """What one address gets: the brochures of one student, or of several who share address and brochures.

    `contents` names what is enclosed, in an order of its own: two letters to an address are the same when they have
    the same. `names` may be empty; `rows` are the roster's. `enclosures` are in the order of the roster.
    """

    address: str
    language: str
    rows: tuple[int, ...]
    names: tuple[str, ...]
    enclosures: tuple[Enclosure, ...]
    contents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why some rows get no message."""

    rows: tuple[int, ...]
    what: str
    cure: str


def letters_of(roster: Roster, contents_of: Callable[[Enclosure], str]) -> tuple[tuple[Letter, ...], tuple[Fault, ...]]:
    """The letters in the order of the roster, and the rows without one.

    `contents_of` says what a brochure is made of, in one line: the same line, the same brochure.
    """
    letters: dict[tuple[str, tuple[str, ...]], Letter] = {}
    faults: list[Fault] = []
    for student in roster.students:
        try:
            address = _address(student)
        except UsageError as error:
            faults.append(Fault((student.row,), error.what, error.cure))
            continue
        enclosures = tuple(Enclosure(each.soc, each.title, student.area) for each in student.careers)
        contents = tuple(sorted(contents_of(each) for each in enclosures))
        key = (same_mailbox(address), contents)
        names = (student.name,) if student.name else ()
        if (other := letters.get(key)) is None:
            letters[key] = Letter(address, student.language, (student.row,), names, enclosures, contents)
        else:
            together = tuple(dict.fromkeys(other.names + names))
            letters[key] = replace(other, rows=(*other.rows, student.row), names=together)
    return tuple(letters.values()), tuple(faults)


def _address(student: Student) -> str:
    if not student.email:
        raise UsageError("no e-mail address", cure="Fill it in, or give the brochures out on paper.")
    if not student.careers:
        raise UsageError("no career", cure="Fill one in.")
    return address_of(student.email)


def chosen(letters: Iterable[Letter], only: Sequence[str]) -> tuple[Letter, ...]:
    """The letters that `only` names: rows ("3"), ranges of rows ("7-12") or addresses, one or several by comma.

    Without words, all of them. Raises UsageError for words that are neither or that fit no letter.
    """
    letters = tuple(letters)
    wanted: dict[int, Letter] = {}
    for word in (part.strip() for words in only for part in words.split(",") if part.strip()):
        fits = [number for number, letter in enumerate(letters) if _fits(letter, word)]
        if not fits:
            raise UsageError(f"--only {word}: no letter has that row or address.", cure="Look into the roster again.")
        wanted.update((number, letters[number]) for number in fits)
    return tuple(wanted[number] for number in sorted(wanted)) if only else letters


def _fits(letter: Letter, word: str) -> bool:
    if "@" in word:
        return same_mailbox(letter.address) == same_mailbox(address_of(word))
    span = _SPAN.fullmatch(word)
    if span is None:
        raise UsageError(
            f"--only {word}: that is no row and no address.", cure="Write --only 3,7-12 or --only ana@school.org."
        )
    low, high = int(span[1]), int(span[2] or span[1])
    return any(low <= row <= high for row in letter.rows)

"""A careers cell → occupations. Cells and words are looked up once, however many students wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reportgen.errors import NoSuchDataError, ReportgenError
from reportgen.model.soc import SocCode
from reportgen.roster.cells import clean, shown
from reportgen.roster.value import Career
from reportgen.store import resolve, search
from reportgen.store.reader import Store
from reportgen.tables.dates import code_before_date, codes_before_month, is_date
from reportgen.values import dataclass

MOST_CAREERS = 20
_LONGEST_WORDS = 150
_MOST_CANDIDATES = 5
_MOST_SUGGESTED = 300  # different words: a column of essays would otherwise take hours
_APART = re.compile(r"[;|\r\n\u2028\u2029]|\s/\s")
_CODE = r"\d\d-?\d{4}(?:\.\d\d)?"
_CODE_FIRST = re.compile(rf"({_CODE})(?:\s*[:–—-]\s+|\s+)(\D.*)\Z", re.ASCII)
_CODE_LAST = re.compile(rf"(\D.*?)\s*(?:\(({_CODE})\)|[:–—-]\s+({_CODE}))\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class CareerFault:
    """Words of a cell that are no occupation. `candidates` are those perhaps meant, best first."""

    words: str
    what: str
    cure: str
    candidates: tuple[SocCode, ...] = ()


class CareerReader:
    """Reads cells with the titles of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._unclear = 0
        self._most_commas = max((title.count(",") for title in store.occupation_titles.values()), default=0)
        self.read = cache(self._read)
        self._meant = cache(self._career_or_fault)
        self._is_title = cache(lambda words: search.exact_title(store, words) is not None)

    def _read(self, cell: str) -> tuple[tuple[Career, ...], tuple[CareerFault, ...]]:
        """The occupations of a cell in its order, and the words that are none; nothing twice."""
        careers: dict[SocCode, Career] = {}
        faults: dict[str, CareerFault] = {}
        for words in self._parts(cell):
            found = self._meant(words)
            if isinstance(found, CareerFault):
                faults.setdefault(words, found)
            else:
                careers.setdefault(found.soc, found)
        return tuple(careers.values()), tuple(faults.values())

    def _parts(self, cell: str) -> Iterator[str]:
        """Cut at ; | a line end and a slash between blanks; at commas too, but not within a title that has some."""
        for part in _APART.split(cell):
            pieces = clean(part).split(",")
            start = 0
            while start < len(pieces):
                end = self._end_of_title(pieces, start)
                yield from filter(None, (",".join(pieces[start:end]).strip(),))
                start = end

    def _end_of_title(self, pieces: Sequence[str], start: int) -> int:
        """Where the longest title ends that begins with the piece at `start`; one piece when there is none."""
        longest = min(len(pieces), start + 1 + self._most_commas)
        return next(
            (end for end in range(longest, start + 1, -1) if self._is_whole(",".join(pieces[start:end]))), start + 1
        )

    def _is_whole(self, words: str) -> bool:
        """Whether words with commas are one title, alone or with its code."""
        match = _CODE_FIRST.match(words.strip())
        return self._is_title(match[2] if match else _without_code(words))

    def _career_or_fault(self, words: str) -> Career | CareerFault:
        if len(words) > _LONGEST_WORDS:
            cure = f"Write titles or codes, with semicolons between them; {_LONGEST_WORDS} characters are the most."
            return CareerFault(shown(words), "it is too long to be an occupation", cure)
        if is_date(words) and code_before_date(words) == words:
            return self._damaged(words)
        code, title = _code_and_title(code_before_date(words))
        try:
            soc = resolve.occupation(self._store, code or title, suggests=self._unclear < _MOST_SUGGESTED)
        except ReportgenError as error:
            return self._fault(words, error)
        if code and title and (other := self._other(title, soc)):
            titles = self._store.occupation_titles
            return CareerFault(
                words,
                f"the code is {soc} {titles[soc.value]}, and the words are {other} {titles[other.value]}",
                "Keep the one that is meant.",
                (soc, other),
            )
        return Career(soc, self._store.occupation_titles[soc.value], words)

    def _other(self, title: str, soc: SocCode) -> SocCode | None:
        """The occupation that the words beside a code name, when they clearly name another one."""
        try:
            named = resolve.occupation(self._store, title)
        except ReportgenError:
            return None
        return named if named != soc else None

    def _fault(self, words: str, error: ReportgenError) -> CareerFault:
        if isinstance(error, resolve.UnclearOccupationError):
            self._unclear += 1
            some = error.candidates[:_MOST_CANDIDATES]
            if error.fits:
                what = f"it fits {len(error.candidates):,} occupations"
                more = f'\n`reportgen occupations search "{shown(words)}"` lists all of them.'
                return CareerFault(
                    words, what, self._did_you_mean(some) + (more if len(error.candidates) > len(some) else ""), some
                )
            cure = self._did_you_mean(some) or "`reportgen occupations search WORDS` finds titles; a code does as well."
            return CareerFault(words, "it is no occupation that is known", cure, some)
        if isinstance(error, NoSuchDataError):
            return CareerFault(words, error.what, error.cure)
        return CareerFault(words, error.what, "Write one occupation of the group.")

    def _damaged(self, words: str) -> CareerFault:
        """A code that became a date in a spreadsheet, of which too little is left to know which."""
        codes = codes_before_month(words, list(self._store.occupation_titles))
        candidates = tuple(SocCode(code) for code in codes)
        advice = "Format the column as text before writing codes, or write titles."
        return CareerFault(
            words,
            "a spreadsheet made a date of a code",
            "\n".join(filter(None, (self._did_you_mean(candidates), advice))),
            candidates,
        )

    def _did_you_mean(self, candidates: Sequence[SocCode]) -> str:
        """The question, with each occupation in a line of its own when there are several; "" without any."""
        named = [f"{soc} {self._store.occupation_titles[soc.value]}" for soc in candidates]
        if len(named) == 1:
            return f"Did you mean {named[0]}?"
        return "\n".join(["Did you mean one of these?", *(f"  {each}" for each in named)]) if named else ""


def _code_and_title(words: str) -> tuple[str, str]:
    """ "29-2072 Medical Records Specialists" and "… (29-2072)" cut into code and title; ("", words) for the rest."""
    if match := _CODE_FIRST.match(words):
        return match[1], match[2]
    if match := _CODE_LAST.match(words):
        return match[2] or match[3], match[1]
    return "", words


def _without_code(words: str) -> str:
    match = _CODE_LAST.match(words.strip())
    return match[1] if match and match[2] else words

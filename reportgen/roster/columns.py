"""Headings of a roster → what each column holds, by common names or as the user says."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence

from reportgen.roster.cells import shown
from reportgen.roster.problem import RosterProblem
from reportgen.values import dataclass

_WHOSE = "(?:student|pupil|learner)?s?"
_ORDINAL = "(?:1st|2nd|3rd|[4-9]th|first|second|third|fourth|fifth|sixth|top|mytop|my)?"
_CAREER = (
    "careers?(?:interests?|choices?|goals?|picks?|paths?|ofinterest)?|interests?|choices?|picks?|occupations?"
    "(?:interests?|ofinterest|codes?|titles?)?|occupationalinterests?|jobs?(?:titles?)?|professions?"
    "|(?:soc|onet|onetsoc)(?:codes?)?"
)
# Field → its headings, plain: lower case, without blanks and punctuation.
_HEADINGS = {
    "name": f"{_WHOSE}(?:full)?names?|student|pupil|learner|{_WHOSE}names?(?:lastfirst|firstlast)|lastfirst",
    "first-name": f"{_WHOSE}(?:legal|preferred)?(?:first|given)(?:name)?|fname",
    "last-name": f"{_WHOSE}(?:legal)?(?:last|family)(?:name)?|surname|lname",
    "homeroom": "homeroom(?:teacher|name|number|no)?|hr|advisory|advisor|adviser|advisorygroup|class|classroom"
    "|section|room|period|classperiod|group",
    "grade": "(?:current)?grades?(?:level|lvl)?|gr|yeargroup",
    "email": f"(?:{_WHOSE}|parents?|guardians?|parents?(?:or)?guardians?|family|contact|school|home|primary|recipient)"
    "(?:s?e?mail)(?:address(?:es)?|adress)?|emails?(?:of)?(?:student|parent|guardian|family)",
    "language": "(?:home|preferred|primary|native|family|contact|correspondence|parent)?lang(?:uage)?s?"
    "|languages?spokenathome",
    "state": "states?(?:orterritory|abbreviation|code)?|st",
    "careers": f"{_ORDINAL}(?:{_CAREER})(?:[1-9]|1\\d|20)?",
    "copies": "copies|copy|counts?|quantity|qty|(?:number|no)ofcopies|copycount",
}
FIELDS = tuple(_HEADINGS)
_SEVERAL = "careers"
_FOR_WHOM = ("name", "first-name", "last-name", "email", "homeroom")
_PATTERNS = {field: re.compile(rf"(?:{pattern})\Z") for field, pattern in _HEADINGS.items()}


@dataclass(frozen=True, slots=True)
class Columns:
    """`places` is field → indexes of its columns (several only of careers); `unused` are the indexes of the others."""

    headings: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]
    unused: tuple[int, ...]

    def headings_of(self, field: str) -> tuple[str, ...]:
        return tuple(self.headings[place] for place in self.places.get(field, ()))

    def named(self, field: str) -> str:
        """A field as a problem names it: the heading of its column, or the field where it has none of its own."""
        found = self.headings_of(field)
        return shown(found[0]) if len(found) == 1 else field

    @property
    def has_careers(self) -> bool:
        return _SEVERAL in self.places


def find_columns(
    headings: Sequence[str], mapping: Mapping[str, Sequence[str]], row: int
) -> tuple[Columns, list[RosterProblem]]:
    """What each column holds. `mapping` (field → headings) goes before the common names; `row` is the headings'."""
    plain = [_plain(heading) for heading in headings]
    problems: list[RosterProblem] = []
    places: dict[str, list[int]] = {}
    for field, wanted in mapping.items():
        for words in wanted:
            found = _by_words(words, plain)
            if not found:
                cure = _nearest(words, headings)
                problems.append(RosterProblem(row, field, shown(words), "no column has this heading", cure))
            places.setdefault(field, []).extend(found)
    taken = {place for found in places.values() for place in found}
    for place, heading in enumerate(plain):
        if place not in taken and (field := _field_of(heading)) and field not in mapping:
            places.setdefault(field, []).append(place)
    if "name" in places and not {"first-name", "last-name"} & mapping.keys():
        for part in ("first-name", "last-name"):
            places.pop(part, None)
    problems += _faults(headings, places, mapping, row)
    used = {place for found in places.values() for place in found}
    unused = tuple(place for place, heading in enumerate(headings) if heading and place not in used)
    return Columns(tuple(headings), {field: tuple(found) for field, found in places.items()}, unused), problems


def field_named(words: str) -> str:
    """The field that a person means by `words` ("First name", "careers"); "" for none."""
    plain = {_plain(field): field for field in FIELDS}
    return plain.get(_plain(words)) or _field_of(_plain(words))


def _field_of(heading: str) -> str:
    return next((field for field, pattern in _PATTERNS.items() if pattern.match(heading)), "")


def _by_words(words: str, plain: Sequence[str]) -> list[int]:
    """The columns with this heading, else the only one that begins so (the question of a form is long)."""
    wanted = _plain(words)
    same = [place for place, heading in enumerate(plain) if heading == wanted]
    begun = [place for place, heading in enumerate(plain) if wanted and heading.startswith(wanted)]
    return same or (begun if len(begun) == 1 else [])


def _faults(
    headings: Sequence[str], places: Mapping[str, Sequence[int]], mapping: Mapping[str, object], row: int
) -> list[RosterProblem]:
    faults = []
    for field, found in places.items():
        if field != _SEVERAL and len(found) > 1:
            named = ", ".join(f"“{shown(headings[place])}”" for place in found)
            cure = f"Say which: {_option(field, headings[found[0]])}. Or rename the others."
            faults.append(RosterProblem(row, field, "", f"several columns could be it: {named}", cure))
    if _SEVERAL not in places and _SEVERAL not in mapping:
        cure = f"Call it careers, or say which it is: {_option(_SEVERAL, 'Interests')}. {_listed(headings)}"
        faults.append(RosterProblem(row, _SEVERAL, "", "no column is known to hold the careers", cure))
    if not any(field in places or field in mapping for field in _FOR_WHOM):
        cure = f"Add a column name, homeroom or email, or say which it is: {_option('name', 'Pupil')}."
        faults.append(RosterProblem(row, "name", "", "no column says for whom the brochures are", cure))
    return faults


def _option(field: str, heading: str) -> str:
    return f'--column {field}="{shown(heading)}"'


def _nearest(words: str, headings: Sequence[str]) -> str:
    known = {_plain(heading): heading for heading in headings if heading}
    near = difflib.get_close_matches(_plain(words), known, n=1)
    return f"Did you mean “{shown(known[near[0]])}”?" if near else _listed(headings)


def _listed(headings: Sequence[str]) -> str:
    named = ", ".join(f"“{shown(heading)}”" for heading in headings if heading)
    return f"The columns are {named}."


def _plain(text: str) -> str:
    """Letters and digits only, without case and accents: "E-Mail (parent)" is emailparent."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    return "".join(each for each in bare if each.isalnum())

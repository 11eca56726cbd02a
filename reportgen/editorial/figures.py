"""Figures: none in a text, in digits or in words. Names that hold a digit are allowed by the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reportgen.editorial.finding import Finding
from reportgen.editorial.pieces import Piece
from reportgen.editorial.rules import rules, whole_words

_CURE = "Leave it out: figures come from the store."
_SMALL = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TENS = "(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
_NUMBER = f"(?:{_SMALL}|{_TENS}|several|a hundred)"
_SPAN = rf"\b{_NUMBER}[- ](?:(?:or|to) {_NUMBER} )?(?:more |full |whole |extra |straight )?"
_PART = r"(?:half|(?:a|one|two)[- ](?:third|quarter|fifth|tenth)s?|three[- ](?:quarter|fourth)s)"
_ROUGHLY = "(?:about|nearly|almost|around|roughly|over|more than|less than|at least|up to)"
_MEASURE = r"(?! (?:an? )?(?:hour|day|page|dozen|inch|mile))"

# What counts as a statistic in words, each with what it is.
_IN_WORDS = (
    (r"(?<![\w-])percent(?:age)?s?\b", "a percentage"),
    (r"\b(?:hundreds|thousands|millions|billions|dozens) of\b", "an amount"),
    (r"\b(?:hundred|thousand|million|billion)\b", "an amount"),
    (rf"{_SPAN}years?\b(?![- ]old)", "a duration"),
    (r"\b(?:a|one)-year\b(?![- ]old)|\bhalf a year\b|\bdecades\b", "a duration"),
    (rf"\b{_ROUGHLY} {_PART}\b{_MEASURE}", "a share"),
    (rf"\b{_PART} of (?:all|these|those|them|the (?:jobs|workers|people|country))\b", "a share"),
    (rf"\b(?:one|{_NUMBER}) (?:in|out of)(?: every)? {_NUMBER}\b(?! (?:hours|minutes|days|weeks))", "a share"),
    (rf"\b(?:{_NUMBER}|a few|a hundred) (?:dollars?|cents|bucks)\b", "money"),
    (rf"\bage of {_NUMBER}\b|\bgrade point average of\b", "a figure"),
)
# In what a reader is told to do or asked, a span of days is plain speech, not a statistic.
_SPANS = rf"{_SPAN}(?:months?|weeks?|days?|hours?|semesters?)\b(?! (?:ahead|early|late|before|apart|from now|old)\b)"
_PLAIN_SPEECH = ("prepare", "ask_a_worker", "good_fit", "personal_qualities")


def figures(pieces: Sequence[Piece]) -> Iterator[Finding]:
    """Digits, money, percentages, years and statistics in words, but for names on the allow-list."""
    for piece in pieces:
        text = _allowed().sub(" ", piece.text)
        for token in re.findall(r"[$€£]?\w*\d[\w,.%/-]*|[$€£%]", text):
            yield piece.finding(f"holds the figure “{token.rstrip('.,')}”", _cure(token))
        if piece.is_proper_name:
            continue
        for pattern, what in _patterns(piece.field.partition(".")[0] in _PLAIN_SPEECH):
            for match in pattern.finditer(text):
                yield piece.finding(f"“{match[0].strip()}” is {what} in words", _CURE)


def _cure(token: str) -> str:
    if any(character.isalpha() for character in token):
        return f"{_CURE} Is it a name? Then add it to figures.allowed in data/rules/texts.toml."
    return _CURE


@cache
def _allowed() -> re.Pattern[str]:
    longest_first = sorted(rules()["figures"]["allowed"], key=len, reverse=True)
    return whole_words((re.escape(name) + "s?" for name in longest_first), ignore_case=False)


@cache
def _patterns(plain_speech: bool) -> tuple[tuple[re.Pattern[str], str], ...]:
    found = [(re.compile(pattern, re.I), what) for pattern, what in _IN_WORDS]
    if not plain_speech:
        found.append((re.compile(_SPANS, re.I), "a duration"))
    return tuple(found)

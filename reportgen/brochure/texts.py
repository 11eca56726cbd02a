"""A text's words as sections of the brochure, each before what the figures compose.

A section of our words has no source numbers: sources are for figures. Where a text leaves a field out, the section
is the one composed from data.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from reportgen.brochure import facts, judgements, people, preparation
from reportgen.brochure import format as fmt
from reportgen.brochure.sources import SourceList
from reportgen.brochure.value import (
    Checklist,
    ChecklistGroup,
    Judgement,
    Judgements,
    NamedLine,
    NamedLines,
    Sentences,
    SkillsAndTools,
    Workplaces,
)
from reportgen.model.editorial import (
    TIMES,
    Credential,
    EditorialJudgement,
    EditorialText,
    PathwayStep,
    Specialisation,
)
from reportgen.model.profile import OccupationProfile

# Strengths, or challenges, in one brochure: those from figures first, then those of the text while there is room.
_MOST_JUDGEMENTS = 6  # what the roomiest layout has room for
_KEPT = 40
_OPENING_QUOTE = re.compile(r"(?<![^\s(\[—–-])[\"]")
_OPENING_SINGLE = re.compile(r"(?<![^\s(\[“—–-])'(?=\w[^']*\w'(?!\w))")


def typographic(text: str) -> str:
    """The plain marks of the files as they are typeset: ' → ’ and "…" → “…”."""
    doubled = _OPENING_QUOTE.sub("“", text).replace('"', "”")
    return _OPENING_SINGLE.sub("‘", doubled).replace("'", "’")


class WordedSections:
    """The sections that a text may fill. `text` None: nobody has written about the occupation."""

    def __init__(self, profile: OccupationProfile, sources: SourceList, text: EditorialText | None) -> None:
        self._profile = profile
        self._sources = sources
        self._text = text or EditorialText("", "", "")

    def summary(self) -> Sentences | None:
        return _paragraph(self._text.summary) or facts.summary(self._profile, self._sources)

    def duties(self) -> Sentences | None:
        return _items(self._text.duties) or facts.duties(self._profile, self._sources)

    def specialisations(self) -> NamedLines | None:
        return _named(self._text.specialisations)

    def skills_and_tools(self) -> SkillsAndTools | None:
        """Each column from the text, else from data; only what is from data is cited."""
        technical, personal = _phrases(self._text.technical_skills), _phrases(self._text.personal_qualities)
        composed = people.skills_and_tools(self._profile, self._sources, left=not technical, right=not personal)
        composed = composed or SkillsAndTools((), (), "", ())
        found = replace(composed, technical=technical or composed.technical, personal=personal or composed.personal)
        return found if found.technical or found.personal else None

    def pathway(self) -> NamedLines | None:
        own = _named(self._text.pathway)
        return own or preparation.pathway(self._profile, self._sources)

    def credentials(self) -> NamedLines | None:
        return _named(self._text.credentials)

    def workplaces(self) -> Workplaces | None:
        """The text's places of work, and the industries with most of the jobs."""
        settings = _phrases(self._text.settings)
        composed = people.workplaces(self._profile, self._sources)
        if composed is None:
            return Workplaces(settings, (), "", ()) if settings else None
        return replace(composed, settings=settings)

    def difficulty(self) -> Sentences | None:
        return _paragraph(self._text.difficulty)

    def good_fit(self) -> Sentences | None:
        return _items(self._text.good_fit)

    def ask_a_worker(self) -> Sentences | None:
        return _items(self._text.ask_a_worker)

    def judgements(self) -> Judgements | None:
        composed = judgements.judgements(self._profile, self._sources) or Judgements((), (), ())
        found = Judgements(
            _with_words(composed.strengths, self._text.strengths),
            _with_words(composed.challenges, self._text.challenges),
            composed.sources,
        )
        return found if found.strengths or found.challenges else None

    def checklist(self) -> Checklist | None:
        """The text's actions for each time; a time without any has those that are composed."""
        own = {time: _set(getattr(self._text.prepare, time)) for time in TIMES}
        if all(own.values()):
            return Checklist(tuple(ChecklistGroup(preparation.HEADINGS[time], own[time]) for time in TIMES), ())
        composed = preparation.checklist(self._profile, self._sources)
        theirs = {group.heading: group.items for group in composed.groups} if composed else {}
        groups = [
            ChecklistGroup(heading, items)
            for time, heading in preparation.HEADINGS.items()
            if (items := own[time] or theirs.get(heading, ()))
        ]
        return Checklist(tuple(groups), composed.sources if composed else ()) if groups else None


# A text is set once for all states of its occupation: what follows is kept for the last occupations.


@lru_cache(_KEPT)
def _set(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(typographic(line) for line in lines)


@lru_cache(_KEPT)
def _phrases(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Phrases begin with a capital, as the names from the figures' sources do beside them."""
    return tuple(fmt.capitalised(line) for line in _set(lines))


@lru_cache(_KEPT)
def _paragraph(text: str) -> Sentences | None:
    return Sentences((typographic(text),), ()) if text else None


@lru_cache(_KEPT)
def _items(lines: tuple[str, ...]) -> Sentences | None:
    """The items of a list; one sentence alone goes without its full stop, since not every writer sets it."""
    items = (line if ". " in line else line.removesuffix(".") for line in _set(lines))
    return Sentences(tuple(items), ()) if lines else None


@lru_cache(_KEPT)
def _named(written: tuple[Specialisation | PathwayStep | Credential, ...]) -> NamedLines | None:
    pairs = ((each.name, each.issuer if isinstance(each, Credential) else each.line) for each in written)
    items = tuple(NamedLine(typographic(name), typographic(line)) for name, line in pairs)
    return NamedLines(items, ()) if items else None


def _with_words(composed: tuple[Judgement, ...], written: tuple[EditorialJudgement, ...]) -> tuple[Judgement, ...]:
    return (*composed, *_judged(written))[:_MOST_JUDGEMENTS]


@lru_cache(_KEPT)
def _judged(written: tuple[EditorialJudgement, ...]) -> tuple[Judgement, ...]:
    return tuple(Judgement(typographic(each.text), typographic(each.reason)) for each in written)

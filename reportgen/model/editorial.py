"""The words on an occupation, ours or a user's: one text for an occupation or for a group of occupations.

A text holds no figures; they come from the store. `from_document` makes it from the plain form of the TOML files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reportgen.values import dataclass

# The form of a text by kinds of fields: running text, lists of lines, and lists of small tables with their keys.
PROSE_FIELDS = ("summary", "difficulty")
LIST_FIELDS = ("duties", "technical_skills", "personal_qualities", "settings", "good_fit", "ask_a_worker")
TABLE_FIELDS: Mapping[str, tuple[str, str]] = {
    "specialisations": ("name", "line"),
    "pathway": ("name", "line"),
    "credentials": ("name", "issuer"),
    "strengths": ("text", "reason"),
    "challenges": ("text", "reason"),
}
TIMES = ("grade_9", "grade_10", "grade_11", "grade_12", "after")
# Fields that a text may leave out: an occupation without a certification names none.
OPTIONAL_FIELDS = ("credentials",)


@dataclass(frozen=True, slots=True)
class Specialisation:
    """A branch of the occupation and one line about it."""

    name: str
    line: str


@dataclass(frozen=True, slots=True)
class PathwayStep:
    """A step on the way from school to the first job."""

    name: str
    line: str


@dataclass(frozen=True, slots=True)
class Credential:
    """A license or certification by its real name, and the body that issues it."""

    name: str
    issuer: str


@dataclass(frozen=True, slots=True)
class EditorialJudgement:
    """A strength or a challenge in words, with the reason."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Preparation:
    """Actions for each school year and for the time after school."""

    grade_9: tuple[str, ...] = ()
    grade_10: tuple[str, ...] = ()
    grade_11: tuple[str, ...] = ()
    grade_12: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, time) for time in TIMES)


@dataclass(frozen=True, slots=True)
class EditorialText:
    """The text of one scope: "29-2072", "minor/29-1" or "major/29". An empty field is one that the text leaves out.

    `soc` is the code of the occupation or group, `language` the ISO code of the words.
    """

    scope: str
    language: str
    soc: str
    title: str = ""
    summary: str = ""
    duties: tuple[str, ...] = ()
    specialisations: tuple[Specialisation, ...] = ()
    technical_skills: tuple[str, ...] = ()
    personal_qualities: tuple[str, ...] = ()
    pathway: tuple[PathwayStep, ...] = ()
    credentials: tuple[Credential, ...] = ()
    settings: tuple[str, ...] = ()
    difficulty: str = ""
    good_fit: tuple[str, ...] = ()
    strengths: tuple[EditorialJudgement, ...] = ()
    challenges: tuple[EditorialJudgement, ...] = ()
    prepare: Preparation = Preparation()
    ask_a_worker: tuple[str, ...] = ()


# What a text says, in the order of the form; scope, language, soc and title say whose text it is.
CONTENT_FIELDS = (
    "summary",
    "duties",
    "specialisations",
    "technical_skills",
    "personal_qualities",
    "pathway",
    "credentials",
    "settings",
    "difficulty",
    "good_fit",
    "strengths",
    "challenges",
    "prepare",
    "ask_a_worker",
)
# Credentials belong to the pathway that they end: another text's would not fit it.
_TOGETHER = ("pathway", "credentials")


def over(upper: EditorialText, lower: EditorialText) -> EditorialText:
    """`upper` with its empty fields filled from `lower`. The credentials stay with the pathway of the same text."""
    kept = [name for name in CONTENT_FIELDS if not _is_empty(getattr(upper, name))]
    if upper.pathway:
        kept += _TOGETHER
    wanted = {name: getattr(lower, name) for name in CONTENT_FIELDS if name not in kept}
    return replace(upper, title=upper.title or lower.title, **wanted)


def _is_empty(value: Any) -> bool:
    return value.is_empty if isinstance(value, Preparation) else not value


def from_document(scope: str, language: str, document: Mapping[str, Any]) -> EditorialText:
    """The text of a document whose form has been checked; fields that it leaves out are empty."""

    def lines(name: str) -> tuple[str, ...]:
        return tuple(document.get(name, ()))

    def tables(name: str) -> list[Mapping[str, str]]:
        return list(document.get(name, ()))

    prepare = document.get("prepare", {})
    return EditorialText(
        scope=scope,
        language=language,
        soc=document.get("soc", ""),
        title=document.get("title", ""),
        summary=document.get("summary", ""),
        duties=lines("duties"),
        specialisations=tuple(Specialisation(**entry) for entry in tables("specialisations")),
        technical_skills=lines("technical_skills"),
        personal_qualities=lines("personal_qualities"),
        pathway=tuple(PathwayStep(**entry) for entry in tables("pathway")),
        credentials=tuple(Credential(**entry) for entry in tables("credentials")),
        settings=lines("settings"),
        difficulty=document.get("difficulty", ""),
        good_fit=lines("good_fit"),
        strengths=tuple(EditorialJudgement(**entry) for entry in tables("strengths")),
        challenges=tuple(EditorialJudgement(**entry) for entry in tables("challenges")),
        prepare=Preparation(**{time: tuple(prepare.get(time, ())) for time in TIMES}),
        ask_a_worker=lines("ask_a_worker"),
    )

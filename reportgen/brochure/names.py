"""Names inside sentences: occupations, groups, places."""

from __future__ import annotations

import re

from reportgen.model.area import Area

# First words that keep their capital inside a sentence: they are proper names or abbreviations.
_PROPER = re.compile(r"(English|[A-Z]{2,}|[A-Z]-)\b")
_LONGEST_IN_PROSE = 48


def title(official: str) -> str:
    """The official title as it is set: dash and apostrophe are typographic ("Helpers—Roofers", "Sheriff’s")."""
    return official.replace("--", "\N{EM DASH}").replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


# Job titles that name a sex. The words that only end like one are none.
_GENDERED = re.compile(
    r"(?i)\b(?!(?:hu|ger|ro|nor|otto)man\b)\w*(?:man|men|woman|women)\b|\b(?:actress|waitress|hostess|seamstress)\b"
)


def is_gendered(job_title: str) -> bool:
    """Whether a job title speaks of men or women only ("Construction Foreman"): such names are not printed."""
    return bool(_GENDERED.search(job_title))


def workers(sentence_title: str) -> str:
    """The workers as a sentence calls them: "medical records specialists", or a general word.

    `sentence_title` is the title in sentence case (the projections print it so). Titles with commas ("Postal service
    mail sorters, processors, …", "… all other") and very long ones read badly inside a sentence.
    """
    if "," in sentence_title or "--" in sentence_title or len(sentence_title) > _LONGEST_IN_PROSE:
        return "people in this occupation"
    return lowered(sentence_title)


def lowered(text: str) -> str:
    """The text as it stands inside a sentence: its first letter small unless the word is a name."""
    return text if _PROPER.match(text) else text[:1].lower() + text[1:]


def short_group(title: str) -> str:
    """The major group's title without its last word: "Healthcare Practitioners and Technical"."""
    return title.removesuffix(" Occupations")


def place(area: Area) -> str:
    """The area as a modifier and after "in": "Texas", "the District of Columbia", "the U.S."."""
    return "the U.S." if area.is_nation else area.in_prose


def education(level: str) -> str:
    """A BLS education level inside a sentence: "a postsecondary nondegree award", "no formal credential"."""
    plain = level.replace("'", "’")
    if plain.startswith("No formal"):
        return "no formal educational credential"
    if plain == "Some college, no degree":
        return "some college, no degree"
    article = "an" if plain[0] in "AEIOU" else "a"
    return f"{article} {plain[0].lower()}{plain[1:]}"

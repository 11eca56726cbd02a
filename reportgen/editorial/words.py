"""Cutting text into sentences and words."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
# A full stop inside these ends no sentence.
_ABBREVIATION = re.compile(r"\b(U\.S|D\.C|Dr|Mr|Ms|Mrs|St|Ph\.D|J\.D|e\.g|i\.e|a\.m|p\.m|Inc|vs|No)\.")
_END = re.compile(r"[.?!:]+[\"')]*(?=\s|$)")


def words(text: str) -> list[str]:
    """The words of a text as written; "job-site" is one, "ICD-10" gives "ICD"."""
    return [word.strip("'-") for word in _WORD.findall(text.replace("’", "'")) if word.strip("'-")]


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line without a full stop is one."""
    safe = _ABBREVIATION.sub(lambda match: match[0].replace(".", "\0"), text)
    parts: list[str] = []
    start = 0
    for match in _END.finditer(safe):
        parts.append(safe[start : match.end()])
        start = match.end()
    parts.append(safe[start:])
    return [part.replace("\0", ".").strip() for part in parts if _WORD.search(part)]

"""What a style sheet asks of an element that its kind (see `learn.py`) does not tell."""

from __future__ import annotations

import re

_COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLOCKS = re.compile(r"\{[^{}]*\}|@page\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}", re.DOTALL)
_OTHER = re.compile(r"[~\[]|(?<!:):(?!:|first-child|last-child|first-of-type|not\(\.[a-z-]+\)|before|after)")
# Of an elder sibling the kind has name and class only.
_OF_ELDER = re.compile(r":(?:first|last)-[a-z-]+[^\s,>+]*\s*\+|\+\s*[^\s,>+]+\s*\+")
_IMPORTANT = re.compile(r"!\s*important", re.IGNORECASE)  # goes before style attributes, which no kind has


def beyond_kinds(sheet: str) -> str:
    """The part of the style sheet that asks for it; "" where kinds are enough."""
    rules = _COMMENTS.sub(" ", sheet)
    selectors = _BLOCKS.sub(" ", rules)
    found = _OTHER.search(selectors) or _OF_ELDER.search(selectors) or _IMPORTANT.search(rules)
    return found[0] if found else ""

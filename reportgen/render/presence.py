"""Whether the sections that a layout states are there, told from the words on the page.

A layout may name its elements as it likes; only the words of a section prove that it was printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html import unescape

from reportgen.brochure.document import Document
from reportgen.render.layout import Layout

# Not printed as they are: they draw, link or choose.
_UNPRINTED = frozenset({"key", "url", "letter", "letters", "unit", "area"})
_NOTHING: frozenset[str] = frozenset()
_SHORTEST = 3
_ELEMENTS = re.compile(r"<title>.*?</title>|<[^>]*>", re.DOTALL)
_SPACES = re.compile(r"[\s\u200b]+")


def printed_in(html: str) -> str:
    """The words of an HTML page without alternative texts, as they are compared."""
    return _squeezed(unescape(_ELEMENTS.sub("", html)))


def absent(document: Document, layout: Layout, words: str) -> tuple[str, ...]:
    """Stated sections that the document has but of which `words` (all texts of the pages) hold nothing."""
    words = _squeezed(words)
    stated = {name: value for name in layout.sections if name != "sources" and (value := getattr(document, name))}
    everything = {name: {_squeezed(text) for text in _texts(value, _NOTHING)} for name, value in stated.items()}
    everything[""] = {_squeezed(text) for text in (document.title, document.group_title, document.area_name)}
    missing = []
    for name, value in stated.items():
        own = {_squeezed(text) for text in _texts(value, _UNPRINTED)}
        elsewhere = set().union(*(phrases for each, phrases in everything.items() if each != name))
        # By phrases that nothing else holds, where there are any.
        telling = {text for text in own if not any(text in other for other in elsewhere)} or own
        if own and not any(text in words for text in telling):
            missing.append(name)
    return tuple(missing)


def _texts(value: object, without: frozenset[str]) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) >= _SHORTEST:
            yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part, without)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in without:
                yield from _texts(getattr(value, each.name), without)


def _squeezed(text: str) -> str:
    """Without spaces, since lines break at them, and list marks lose theirs."""
    return _SPACES.sub("", text)

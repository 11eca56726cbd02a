"""The catalogue's rows as a script: what repeats (titles, places, groups) is said once and numbered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TypeVar

from reportgen.batch.catalogue.entry import Entry

T = TypeVar("T", str, tuple[str, str])


def rows_script(listed: Sequence[Entry], at_once: int) -> str:
    """Script text that defines `catalogue`; `at_once` is how many rows are shown unless more are asked for.

    Titles, places and groups are in order, so that their numbers sort as they do. A row holds the file, the numbers
    of its title, place and group, pay, growth, and 1 where it has a picture.
    """
    titles = _numbered((entry.title, entry.soc) for entry in listed)
    places = _numbered(entry.area for entry in listed)
    groups = _numbered(entry.group for entry in listed)
    rows = [
        (
            entry.file, titles[entry.title, entry.soc], places[entry.area], groups[entry.group],
            entry.pay, entry.growth, int(entry.has_picture),
        )
        for entry in listed
    ]  # fmt: skip
    facts = {"atOnce": at_once, "titles": [*titles], "places": [*places], "groups": [*groups], "rows": rows}
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c")  # nothing in it may end the script element
    return f"const catalogue = {text};"


def _numbered(values: Iterable[T]) -> dict[T, int]:
    return {value: number for number, value in enumerate(sorted(set(values)))}

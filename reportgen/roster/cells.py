"""The words of a cell: made safe to print, to name a file with, and to write into a spreadsheet."""

from __future__ import annotations

import re
import unicodedata

_LONGEST_SHOWN = 60
_FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r")
_NUMBER = re.compile(r"[-+]?\d[\d.,]*%?\Z", re.ASCII)
# Controls, formats (joiners, marks of direction), surrogates, private use, unassigned.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean(text: str) -> str:
    """One line of visible characters, composed (NFC): every run of white space is one blank, the rest is taken out.

    What is left can stand in a mail header: no line end, no control, nothing that turns the direction of writing.
    """
    if text.isascii() and text.isprintable():  # nearly every cell, in a tenth of the time
        return " ".join(text.split())
    visible = (
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", text)
        if character.isspace() or unicodedata.category(character) not in _INVISIBLE
    )
    return unicodedata.normalize("NFC", " ".join("".join(visible).split()))


def hides_something(text: str) -> bool:
    """Whether `text` holds characters, other than white space, that nobody sees."""
    return not text.isprintable() and any(
        not each.isspace() and unicodedata.category(each) in _INVISIBLE for each in text
    )


def shown(text: str) -> str:
    """A cell as a message quotes it: clean, and not longer than a line can hold."""
    words = clean(text)
    return words if len(words) <= _LONGEST_SHOWN else f"{words[: _LONGEST_SHOWN - 1]}…"


def safe_for_spreadsheet(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula: what begins like one gets an apostrophe before it.

    For every cell of a roster that is written into CSV or XLSX again. Plain numbers (-5, +3.5) stay as they are.
    """
    begins = text.lstrip(" \u00a0")
    return f"'{text}" if begins.startswith(_FORMULA_STARTS) and not _NUMBER.match(text) else text

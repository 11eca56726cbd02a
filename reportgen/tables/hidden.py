"""Characters that nobody sees on paper: half of what a cell says must not hide behind the other half."""

from __future__ import annotations

import unicodedata

# Controls, formats (joiners, marks of direction), surrogates, private use, unassigned, other line ends.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def first_hidden(text: str) -> str:
    """The first such character, as U+202E; "" when there is none."""
    if text.isprintable():
        return ""
    return next((f"U+{ord(each):04X}" for each in text if unicodedata.category(each) in _INVISIBLE), "")

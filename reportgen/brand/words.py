"""The texts of a brand: one visible line each, of characters that the pages can print, short enough for them."""

from __future__ import annotations

import re
import unicodedata

from reportgen import resources
from reportgen.brand.problem import Refused
from reportgen.charts.text import Font, width
from reportgen.render.brand_parts import NARROW_PT, pieces
from reportgen.render.glyphs import families_of, missing

_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
# What every text face has; for anything else the fonts themselves are asked, which takes a moment.
_COMMON = re.compile(r"[ -~\u00a0-\u00ac\u00ae-\u00ff–—‘’“”…•·]*")
_FONT = Font(8.8, 600)


def check_words(text: str, most: int) -> str:
    """The text in composed characters, with single spaces. Raises Refused."""
    for char in text:
        if unicodedata.category(char) in _INVISIBLE:
            name = unicodedata.name(char, "a control character").lower()
            raise Refused(f"it holds an invisible character, U+{ord(char):04X} ({name})", "Type the words anew.")
    text = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()
    text = re.sub(r" {2,}", " ", text)
    if len(text) > most:
        raise Refused(f"it has {len(text)} characters, more than {most}", "Shorten it.")
    if unknown := unprintable(text):
        shown = ", ".join(f"{char} (U+{ord(char):04X})" for char in unknown[:5])
        raise Refused(f"the fonts of the pages lack {shown}", "Write it in Latin letters.")
    for piece in pieces(text):
        if width(piece, _FONT) > NARROW_PT:
            raise Refused(f"“{piece}” is too long for one line of a narrow column", "Shorten it.")
    return text


def unprintable(text: str) -> str:
    """The characters that the shipped fonts do not hold."""
    if _COMMON.fullmatch(text):
        return ""
    held = families_of((resources.folder("layouts") / "_base",))
    return missing(text, held, held)

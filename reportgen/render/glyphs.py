"""Which characters a layout's own fonts hold. Another would be drawn from a font of the system, or as an empty box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_FAMILY = re.compile(r"font-family:\s*[\"']?([^;\"']+)")
_SOURCE = re.compile(r"url\(\s*[\"']?([^)\"']+)")


@cache
def families_of(chain: tuple[Path, ...]) -> Mapping[str, frozenset[int]]:
    """Family -> the code points that all of its faces hold, from the `@font-face` rules of the style sheets."""
    from fontTools.ttLib import TTFont  # WeasyPrint brings it along

    found: dict[str, frozenset[int]] = {}
    for folder in chain:
        sheet = folder / "print.css"
        if not sheet.is_file():
            continue
        for rule in _FACE.findall(sheet.read_text(encoding="utf-8")):
            family, source = _FAMILY.search(rule), _SOURCE.search(rule)
            if not (family and source):
                continue
            file = (folder / source[1]).resolve()
            if not file.is_file():
                continue
            with TTFont(file, lazy=True) as font:
                held = frozenset(font.getBestCmap())
            name = family[1].strip()
            found[name] = found.get(name, held) & held
    return found


def missing(text: str, families: Iterable[str], held: Mapping[str, frozenset[int]]) -> str:
    """The characters of `text` that none of the named families holds, each once. Spaces and controls need no glyph."""
    own = [held[family] for family in families if family in held]
    return "".join(
        char
        for char in dict.fromkeys(text)
        if unicodedata.category(char)[0] not in "ZC" and not any(ord(char) in codes for codes in own)
    )

"""Write reportgen/charts/font_metrics.py from the TTF files of Source Sans 3.

Run it when the shipped fonts change: python tests/charts/font_metrics.py FOLDER_WITH_TTF
"""

import sys
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

FACES = {"regular": "Regular", "italic": "It", "semibold": "Semibold", "bold": "Bold"}
TARGET = Path(__file__).parents[2] / "reportgen" / "charts" / "font_metrics.py"

MEASURED = "".join(
    chr(code)
    for block in (
        range(0x20, 0x7F),
        range(0xA0, 0x180),
        range(0x2009, 0x2010),
        range(0x2010, 0x2027),
        range(0x202F, 0x2034),
        (0x2044, 0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
        (0x25A0, 0x25A1, 0x25B2, 0x25BC, 0x25CB, 0x25CF, 0x2610, 0x2611, 0x2713),
    )
    for code in block
)
KERNED = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '<>"\\^`{|}~@#*=[]_') + "’–—−"
SMALLEST_KERN = 25  # thousandths of an em: 0.2 pt at 8.5 pt, which nobody sees


def advances(font: Any) -> dict[int, str]:
    """Characters of each advance width, in thousandths of an em."""
    cmap, metrics = font.getBestCmap(), font["hmtx"]
    widths: dict[int, str] = {}
    for char in MEASURED:
        if ord(char) in cmap:
            advance = metrics[cmap[ord(char)]][0]
            widths[advance] = widths.get(advance, "") + char
    return dict(sorted(widths.items()))


def kerning(font: Any) -> dict[int, str]:
    """Pairs of each kerning value, in thousandths of an em, written one after the other."""
    cmap, gpos = font.getBestCmap(), font["GPOS"].table
    glyphs = {cmap[ord(char)]: char for char in KERNED}
    lookups = {
        index
        for record in gpos.FeatureList.FeatureRecord
        if record.FeatureTag == "kern"
        for index in record.Feature.LookupListIndex
    }
    pairs: dict[str, int] = {}
    for index in sorted(lookups):
        for table in gpos.LookupList.Lookup[index].SubTable:
            table = table.ExtSubTable if table.LookupType == 9 else table
            for left in glyphs:
                if left in table.Coverage.glyphs:
                    for right, value in values_after(table, left, glyphs):
                        pairs.setdefault(glyphs[left] + glyphs[right], value)
    grouped: dict[int, str] = {}
    for pair, value in sorted(pairs.items()):
        if abs(value) >= SMALLEST_KERN:
            grouped[value] = grouped.get(value, "") + pair
    return dict(sorted(grouped.items()))


def values_after(table: Any, left: str, glyphs: dict[str, str]) -> list[tuple[str, int]]:
    """Kerning of `left` with each of the glyphs, as one subtable of the font says."""
    if table.Format == 1:
        records = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
        return [
            (record.SecondGlyph, getattr(record.Value1, "XAdvance", 0))
            for record in records
            if record.SecondGlyph in glyphs
        ]
    row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)].Class2Record
    classes = table.ClassDef2.classDefs
    return [(right, getattr(row[classes.get(right, 0)].Value1, "XAdvance", 0)) for right in glyphs]


def module_text(folder: Path) -> str:
    """The whole text of the module, made from the TTF files in `folder`."""
    lines = [
        '"""Advance widths and kerning of Source Sans 3, in thousandths of an em.',
        "",
        "Made by tests/charts/font_metrics.py from the shipped TTF files; not to be edited by hand.",
        "ADVANCES: face -> width -> its characters.",
        'KERNING: face -> value -> its pairs, one after the other ("TeTo" is Te and To).',
        '"""',
        "",
        "# ruff: noqa: E501",
        "# fmt: off",
    ]
    fonts = {face: TTFont(folder / f"SourceSans3-{style}.ttf") for face, style in FACES.items()}
    for name, table in (("ADVANCES", advances), ("KERNING", kerning)):
        lines += ["", f"{name}: dict[str, dict[int, str]] = {{"]
        for face, font in fonts.items():
            rows = [f"        {value}: {chars!a}," for value, chars in table(font).items()]
            lines += [f'    "{face}": {{', *rows, "    },"]
        lines += ["}"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(module_text(Path(sys.argv[1])), encoding="utf-8")

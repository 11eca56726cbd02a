"""Measured widths against the fonts themselves."""

import pytest
from fontTools.ttLib import TTFont

from reportgen.charts.text import Font, kerns, shorten, width, wrap
from reportgen.resources import folder

from .font_metrics import FACES, TARGET, module_text

FONTS = folder("assets") / "fonts"
REGULAR = Font(10)


def test_table_is_that_of_the_shipped_fonts() -> None:
    assert module_text(FONTS) == TARGET.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("face", "font"),
    [
        ("regular", Font(10)),
        ("italic", Font(10, italic=True)),
        ("semibold", Font(10, 600)),
        ("bold", Font(10, 700)),
    ],
)
def test_width_is_the_sum_of_advances(face: str, font: Font) -> None:
    ttf = TTFont(FONTS / f"SourceSans3-{FACES[face]}.ttf")
    text = "$239,200+ — 6.5 % (año)"
    advances = sum(ttf["hmtx"][ttf.getBestCmap()[ord(char)]][0] for char in text)
    assert width(text, font) == pytest.approx(advances / 100, abs=0.4)  # without its kerning


def test_pairs_are_kerned() -> None:
    assert kerns("Te", REGULAR) == (0, pytest.approx(-0.66))
    assert width("Te", REGULAR) < width("T", REGULAR) + width("e", REGULAR)
    assert sum(kerns("$47,230", REGULAR)) == 0  # figures stay in their columns


def test_characters_outside_the_table_take_room() -> None:
    assert width("漢字", REGULAR) > 10


def test_short_text_is_left_alone() -> None:
    assert shorten("All jobs", REGULAR, 100) == "All jobs"
    assert wrap("All jobs", REGULAR, 100) == ("All jobs",)


def test_shortening_keeps_whole_words_and_the_width() -> None:
    cut = shorten("First-line supervisors of transportation workers", REGULAR, 120)
    assert cut == "First-line supervisors of…"
    assert width(cut, REGULAR) <= 120


def test_one_long_word_is_cut_inside() -> None:
    cut = shorten("Supercalifragilistic", REGULAR, 50)
    assert cut.endswith("…")
    assert 30 < width(cut, REGULAR) <= 50


def test_wrapped_lines_are_few_even_and_within_the_width() -> None:
    text = "Healthcare practitioners and technical occupations"
    assert wrap(text, REGULAR, 165) == ("Healthcare practitioners", "and technical occupations")
    lines = wrap(text * 3, REGULAR, 120, lines=3)
    assert len(lines) == 3
    assert all(width(line, REGULAR) <= 120 for line in lines)
    assert lines[-1].endswith("…")

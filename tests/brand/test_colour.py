"""Colours of a brand have contrast enough, and change no more than they must."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.brand.colour import check_accent, check_second
from reportgen.brand.problem import Refused
from reportgen.charts.base import tint
from reportgen.render.palette import GREY, INK, accents, colours_for, contrast
from tests.render.test_palette import linear, oklab

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def hue_and_chroma(colour: str) -> tuple[float, float]:
    _, a, b = oklab(linear(colour))
    return math.atan2(b, a), math.hypot(a, b)


@given(colours)
def test_every_colour_comes_out_readable_and_of_its_own_hue(colour: str) -> None:
    accent, second = check_accent(colour), check_second(colour)
    for ground in ("#ffffff", tint(accent.used, 0.08)):
        assert contrast(accent.used, ground) >= 4.5  # and so white text on the colour
    assert contrast(second.used, "#ffffff") >= 3
    for check in (accent, second):
        (before, chroma), (after, kept) = hue_and_chroma(colour), hue_and_chroma(check.used)
        if min(chroma, kept) > 0.04:
            turned = abs(math.remainder(before - after, 2 * math.pi))
            assert turned < 0.12, f"{colour} → {check.used}"


@given(colours)
def test_words_are_readable_on_the_grounds_that_a_brand_colour_makes(colour: str) -> None:
    made = colours_for("29-0000", check_accent(colour).used)
    for ground in (made.tint_8, made.tint_16):
        assert contrast(GREY, ground) >= 4.5
        assert contrast(INK, ground) >= 7
    assert contrast(made.accent, made.tint_16) >= 3


@pytest.mark.parametrize("colour", ["#fffde0", "#ffffff", "#ffe97f", "#e0fff4", "#fe0"])
def test_a_pale_colour_is_darkened_just_enough(colour: str) -> None:
    accent = check_accent(colour)
    assert accent.is_changed
    assert 4.5 <= contrast(accent.used, tint(accent.used, 0.08)) < 4.65
    assert 3 <= check_second(colour).used_contrast < 3.12
    assert accent.asked in accent.change and accent.used in accent.change
    assert re.search(
        r"too pale for text \(1\.\d:1 on white, 1\.\d:1 on its own tint; 4\.5:1 is needed\)", accent.change
    )


@pytest.mark.parametrize("colour", ["#000000", "#1D4E89", *accents().values()])
def test_a_colour_that_is_dark_enough_stays(colour: str) -> None:
    assert check_accent(colour).used == colour.lower()
    assert not check_accent(colour).is_changed


def test_a_short_colour_is_the_long_one() -> None:
    assert check_accent("#04c").used == "#0044cc"


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("1d4e89", 'Write "#1d4e89".'), ("navy", "# and six digits"), ("#1d4e8", "# and six"), ("#1d4e89ff", "# and"),
        ("rgb(0,0,0)", "# and six"), ("#1d4e89;background:url(x)", "# and six"), ("#gggggg", "# and"), ("red", "# and"),
    ],
)  # fmt: skip
def test_what_is_no_colour(text: str, cure: str) -> None:
    for check in (check_accent, check_second):
        with pytest.raises(Refused, match="no color") as caught:
            check(text)
        assert cure in caught.value.cure

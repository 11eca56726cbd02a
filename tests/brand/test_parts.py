"""The measured parts: masthead, line for the foot, whom to ask."""

from __future__ import annotations

import pytest

from reportgen.brochure.brand import DEFAULT_BRAND, Brand, Logo
from reportgen.charts.text import Font, width
from reportgen.render.brand_parts import MASTHEAD_PT, BrandParts, breakable, pieces

from .files import LONG_NAME


def brand(name: str = "Harbor View High School", ratio: float = 0.0, **rest: object) -> Brand:
    values: dict[str, object] = {"contact": "", "web": "", **rest}
    return Brand(name, logo=Logo("svg", b"<svg/>", ratio) if ratio else None, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["Lee", "Harbor View High School", LONG_NAME])
@pytest.mark.parametrize("ratio", [0.0, 0.2, 1.0, 2.5, 12.0])
@pytest.mark.parametrize("room", [295.0, 312.0, 495.0])
def test_a_masthead_fits_its_room_and_keeps_the_logo_in_shape(name: str, ratio: float, room: float) -> None:
    made = BrandParts(brand(name, ratio)).masthead(room)
    assert made
    assert made.width_pt <= room
    assert " ".join(made.lines) == name
    assert len(made.lines) <= 3 and made.size_pt >= 7.5
    assert max(width(line, Font(made.size_pt, 600)) for line in made.lines) <= made.name_width_pt
    assert made.logo_height_pt <= MASTHEAD_PT
    assert made.logo_drop_pt + made.logo_height_pt <= MASTHEAD_PT
    if ratio:
        assert made.logo_width_pt / made.logo_height_pt == pytest.approx(ratio, rel=0.01)
    else:
        assert made.logo_width_pt == 0


def test_a_logo_that_holds_the_name_stands_alone() -> None:
    made = BrandParts(brand(ratio=5.0, shows_name=False)).masthead(300)
    assert made and made.lines == () and made.width_pt == made.logo_width_pt > 60


def test_a_wide_and_a_tall_logo_weigh_about_the_same() -> None:
    areas = []
    for ratio in (0.5, 1.0, 2.0, 4.0, 8.0):
        w, h = BrandParts(brand(ratio=ratio)).largest_logo
        areas.append(w * h)
    assert max(areas) / min(areas) < 3.2


def test_without_a_brand_there_is_nothing() -> None:
    parts = BrandParts(DEFAULT_BRAND)
    assert not parts.is_own and parts.masthead(300) is None and parts.help(170) is None
    assert parts.running(264) == "reportgen"


def test_the_foot_prefers_the_short_name_and_drops_the_address_before_it_cuts() -> None:
    web = "https://school.example/careers/"
    assert BrandParts(brand(web=web)).running(264) == "Harbor View High School · school.example/careers"
    assert BrandParts(brand(web=web)).running(120) == "Harbor View High School"
    assert BrandParts(brand(LONG_NAME, web=web)).running(264).endswith("…")
    assert BrandParts(brand(LONG_NAME, short_name="Pine Hill", web=web)).running(264).startswith("Pine Hill · ")


def test_whom_to_ask_line_by_line() -> None:
    made = BrandParts(
        brand(
            counselor="Ms. Ana Rivera, career counselor",
            contact="Room 114 | (555) 010-0114 · me@school.example",
            web="https://school.example/careers",
            qr="https://school.example/book",
            qr_label="Book a time",
        )
    ).help(170)
    assert made
    assert [line.text.replace("\u200b", "|").replace("\u00a0", "_") for line in made.lines] == [
        "Ms. Ana Rivera", "career counselor", "Room 114", "(555)_010-0114", "me@|school.example",
        "school.example/|careers",
    ]  # fmt: skip
    assert [line.may_go for line in made.lines] == [False, True, False, False, False, True]
    assert made.label and (made.label.text, made.label.url) == ("Book a time", "https://school.example/book")
    assert made.fits_beside and made.qr_width_pt >= 50 and made.qr_width_pt + made.beside_pt <= 170


def test_the_same_address_is_printed_once_and_a_long_one_by_its_host() -> None:
    made = BrandParts(brand(web="https://school.example", qr="https://school.example/")).help(170)
    assert made and made.label and [line.text for line in made.lines] == ["Harbor View High School"]
    long = BrandParts(brand(qr="https://school.example/a/b/c?d=e")).help(170)
    assert long and long.label and long.label.text == "school.example"


def test_lines_that_do_not_fit_beside_the_code_stand_above_it() -> None:
    qr = "https://school.example"
    assert BrandParts(brand(counselor="Hernández-Fitzgerald-Montgomery", qr=qr)).help(170).fits_beside is False  # type: ignore[union-attr]
    assert BrandParts(brand(counselor="Ms. Lee", qr=qr)).help(170).fits_beside  # type: ignore[union-attr]


def test_addresses_may_be_broken_where_it_reads_well() -> None:
    shown = {
        "me@school.example": "me@|school.example", "a.example/b/c": "a.example/|b/|c", "Dr. A. B. Lee": "Dr. A. B. Lee",
        "x@" + "long" * 9 + ".example": "x@|" + "long" * 9 + "|.example", "(555) 010-0114": "(555) 010-0114",
    }  # fmt: skip
    assert {text: breakable(text).replace("\u200b", "|") for text in shown} == shown
    assert pieces("Room 7 me@school.example") == ["Room", "7", "me@", "school.example"]

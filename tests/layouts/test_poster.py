"""The poster: what stands on it, how large, and what a screen reader gets."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from reportgen import resources
from reportgen.brochure.value import PayMark
from reportgen.poster.compose import compose
from reportgen.poster.value import Poster
from reportgen.profile.group import group_profile
from reportgen.render import check_rendered, inspect_pdf, load_layout, render_pdf
from reportgen.render.fitting import fit
from reportgen.render.paper import paper_named
from reportgen.render.review import review
from reportgen.store import groups, resolve
from reportgen.store.reader import Store
from tests import pdf_text

DAY = datetime.date(2026, 11, 26)
SIZES = {"tabloid": (792.0, 1224.0), "a3": (841.89, 1190.55)}
SMALLEST_PT, FOOTNOTE_PT = 24.0, 12.0


@cache
def store() -> Store:
    return Store.open(resources.folder("data") / "reportgen.sqlite")


@cache
def poster(group: str = "healthcare", state: str = "TX") -> Poster:
    area = resolve.area(store(), state)
    return compose(group_profile(store(), groups.group_named(store(), group), area), printed_on=DAY)


@cache
def printed(group: str = "healthcare", state: str = "TX", paper: str = "tabloid") -> bytes:
    return rendered(poster(group, state), paper)


def rendered(of: Poster, paper: str = "tabloid") -> bytes:
    layout = load_layout("poster", subject="poster")
    made = render_pdf(of, layout, paper=paper, press=False)
    check_rendered(made, of, layout)
    return made.data


def text(data: bytes) -> str:
    (page,) = pdf_text.pages(data)
    return page


def shown(of: Poster, page: str) -> list[str]:
    """The codes of the occupations that stand on the page with their figures, most openings first."""
    lines = {row.soc: f"{row.title} {row.pay.label} {row.growth} {row.openings}" for row in of.rows}
    return [soc for soc, line in lines.items() if pdf_text.plain(line) in page]


@pytest.mark.parametrize(("group", "published", "every"), [("healthcare", 77, 79), ("51", None, 105)])
def test_of_a_large_group_those_with_most_openings_are_shown_and_it_says_so(
    group: str, published: int | None, every: int
) -> None:
    """Which they are is counted here from the store's tables, not by the code that chose them."""
    members = groups.group_named(store(), group).socs
    assert len(members) == every
    rows = store().query(
        """SELECT w.soc, p.openings_annual_jobs AS openings FROM wage_estimate w JOIN projection p USING (soc)
           JOIN release r ON r.release_id = w.release_id WHERE r.key = 'oews-state-2024' AND w.area_fips = '48'"""
    )
    here = {row["soc"]: row["openings"] for row in rows if row["soc"] in {soc.value for soc in members}}
    assert published in (None, len(here))
    page = text(printed(group))
    codes = shown(poster(group), page)
    assert 8 <= len(codes) <= 15
    assert f"{len(codes)} of {len(here)} occupations: those with the most U.S. openings a year" in page
    ordered = sorted(here, key=lambda soc: -here[soc])
    assert set(codes) == set(ordered[: len(codes)])
    assert f"{every - len(here)} of the group's {every} occupations" in page


def test_the_figures_are_those_of_the_store() -> None:
    page = text(printed())
    for soc, title in (("29-1141", "Registered Nurses"), ("31-1131", "Nursing Assistants")):
        row = store().wage_row(soc, resolve.area(store(), "TX"))
        (projected,) = store().query("SELECT * FROM projection WHERE soc = :soc", soc=soc)
        assert row is not None
        assert (
            f"{title} ${row['annual_median_usd']:,} {projected['change_percent']:+.1f}% "
            f"{projected['openings_annual_jobs']:,}" in page
        )


@pytest.mark.parametrize("paper", SIZES)
def test_nothing_is_smaller_than_can_be_read_from_two_metres(paper: str) -> None:
    layout = load_layout("poster", subject="poster")
    fitted = fit(poster(), layout, layout.page_on(paper_named(paper)))
    sizes: dict[float, str] = {}
    for size, words in sized(fitted.laid_out.document.pages[0]._page_box):
        sizes[size] = f"{sizes.get(size, '')} {words}"
    assert min(sizes) == FOOTNOTE_PT
    assert "Sources:" in sizes[FOOTNOTE_PT]
    assert "Nurse" not in sizes[FOOTNOTE_PT]
    assert sorted(sizes)[1] >= SMALLEST_PT


@pytest.mark.parametrize(("group", "state"), [("45", "TX"), ("handbook construction", "GU")])
def test_nothing_collides_or_lacks_contrast(group: str, state: str) -> None:
    """The check of `layouts check`: in the green of the farms, and with pay that is not published."""
    found = review(poster(group, state), load_layout("poster", subject="poster"), paper="tabloid", painted=True)
    assert found.violations == ()


def sized(box: Any) -> Iterator[tuple[float, str]]:
    box = getattr(box, "_box", box)
    if words := getattr(box, "text", ""):
        yield round(box.style["font_size"] * 0.75, 2), words
    for child in getattr(box, "children", ()):
        yield from sized(child)


@pytest.mark.parametrize("paper", SIZES)
def test_it_is_one_accessible_sheet(paper: str) -> None:
    report = inspect_pdf(printed(paper=paper))
    assert report.problems == ()
    assert "PDF/UA-1: passes" in report.conformance
    (size,) = report.page_sizes_pt
    assert size == pytest.approx(SIZES[paper], abs=0.01)
    assert report.title == "Healthcare: Texas"
    assert report.releases == ("oews-state-2024", "onet-to-soc-2023", "projections-2024-34")
    assert set(report.links) == {"https://www.bls.gov/ooh/healthcare/"}
    assert report.data_date == "Wages: May 2024"
    assert report.printed_on


def test_a_screen_reader_gets_one_table_with_a_head_for_every_row() -> None:
    count = len(shown(poster(), text(printed())))
    bands = len(poster().bands(count))
    tags = dict(inspect_pdf(printed()).tags)
    assert (tags["Table"], tags["H1"], tags["Figure"]) == (1, 1, 1)
    assert (tags["TH"], tags["TD"]) == (4 + bands + count, 3 * count)
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        scopes = [str(each.A.Scope) for each in elements(pdf.Root.StructTreeRoot) if each.get("/S") == "/TH"]
        alts = [str(each.Alt) for each in elements(pdf.Root.StructTreeRoot) if each.get("/S") == "/Figure"]
    assert scopes == ["/Column"] * 4 + ["/Row"] * (bands + count)
    assert alts == ["QR code for www.bls.gov/ooh/healthcare"]


def elements(element: Any) -> Iterator[Any]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def test_the_code_leads_to_the_official_page() -> None:
    (code,) = zxingcpp.read_barcodes(picture(printed(), 1.5))
    assert code.text == "https://www.bls.gov/ooh/healthcare/"


def test_bars_are_as_long_as_the_pay_says() -> None:
    page = pypdfium2.PdfDocument(printed())[0]
    sheet = picture(printed(), 2.0)
    words = page.get_textpage()
    lengths = {}
    for title, label, pay in (
        ("Nurse Practitioners", "$129,880", 129_880),
        ("Registered Nurses", "$90,010", 90_010),
        ("Home Health", "$23,470", 23_470),
    ):
        assert title in words.get_text_range()
        place = words.search(label).get_next()
        assert place is not None
        _, bottom, _, top = words.get_charbox(place[0])
        lengths[pay] = bar_px(sheet, round((1224 - (bottom + top) / 2) * 2))
    longest = max(lengths)
    for pay, length in lengths.items():
        assert length == pytest.approx(lengths[longest] * pay / longest, abs=3)


def bar_px(sheet: Image.Image, y: int) -> int:
    """How many pixels from the left margin on have the first one's colour."""
    first = sheet.getpixel((62, y))
    x = 62
    while sheet.getpixel((x, y)) == first:
        x += 1
    return x - 60


def picture(data: bytes, scale: float) -> Image.Image:
    image: Image.Image = pypdfium2.PdfDocument(data)[0].render(scale=scale).to_pil().convert("RGB")
    return image


def test_what_is_missing_is_said_in_words_and_an_open_end_stays_open() -> None:
    first, second, third, *_ = poster("legal", "WY").rows
    few = replace(
        poster("legal", "WY"),
        rows=(
            replace(first, pay=PayMark(239_200, "$239,200+", True)),
            replace(second, pay=PayMark(None, "Pay not published", False), pay_published=False),
            replace(
                third, change_percent=None, growth="not published", openings="not published", openings_published=False
            ),
        ),
    )
    page = text(rendered(few))
    assert "All 3 occupations published for Wyoming" in page
    assert "$239,200+" in page
    assert f"{second.title} Pay not published" in page
    assert page.count("not published") == 4  # pay, growth, openings; and the note on the group's others


def test_a_group_of_which_nothing_is_left_out_is_set_larger() -> None:
    page = text(printed("legal", "WY"))
    assert len(shown(poster("legal", "WY"), page)) == 3
    assert "5 of the group's 8 occupations are not published for Wyoming." in page

"""No reader can tell a page that the press set from the one that WeasyPrint lays out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import page
import pytest

from reportgen.brand import read_brand
from reportgen.brand.start import sample_file
from reportgen.brochure.brand import Brand, Logo
from reportgen.brochure.value import Brochure
from reportgen.render import load_layout, render_pdf
from reportgen.render.press import flow, fonts, lines, logo, paint, press, tags
from reportgen.render.press.boxes import Box
from tests.brand import files
from tests.press.parity import differences
from tests.render.brochures import ALL, RICH

LAYOUTS = ("handout", "sidebar", "profile", "card", "trifold")


def both(brochure: Brochure, layout: str, paper: str = "letter") -> tuple[bytes, bytes]:
    pressed = render_pdf(brochure, load_layout(layout), paper=paper)
    laid_out = render_pdf(brochure, load_layout(layout), paper=paper, press=False)
    assert pressed.laid_out_because == ""
    assert laid_out.laid_out_because == "not asked for"
    assert (pressed.pages, pressed.dropped, pressed.densities) == (laid_out.pages, laid_out.dropped, laid_out.densities)
    assert not laid_out.warnings
    return pressed.data, laid_out.data


# Each layout with everything, and with one of the shapes that move most; `make parity` draws the others.
PAIRS = [("rich", layout) for layout in LAYOUTS]
PAIRS += [("hourly_only", layout) for layout in ("handout", "sidebar", "trifold")]
PAIRS += [("longest_title", layout) for layout in ("handout", "card", "trifold")]


@pytest.mark.parametrize(("name", "layout"), PAIRS)
def test_pages_are_those_of_weasyprint(name: str, layout: str) -> None:
    pressed, laid_out = both(ALL[name], layout)
    assert differences(pressed, laid_out) == []
    assert page.is_pdf_compliant_bytes(pressed, profile=page.ValidationProfile.PDF_UA_1)


@pytest.mark.parametrize("layout", ["handout", "card", "trifold"])
def test_other_paper(layout: str) -> None:
    assert differences(*both(RICH, layout, "a4")) == []


@pytest.mark.parametrize(("shows_name", "layout"), [(True, "trifold"), (False, "card")])
def test_a_brand_with_two_colours(shows_name: bool, layout: str) -> None:
    brand = replace(read_brand(sample_file()).brand, shows_name=shows_name)
    assert differences(*both(replace(RICH, brand=brand), layout)) == []


@pytest.mark.parametrize(("kind", "alt"), [("svg", "A red field"), ("png", "")])
def test_a_logo(kind: str, alt: str, fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = files.GOOD_SVG.encode() if kind == "svg" else files.png((300, 150), margin=20)
    brand = Brand("Harbor View", "", "", logo=Logo(kind, data, 2.0, alt))
    pressed, laid_out = both(replace(RICH, brand=brand), "handout")
    assert differences(pressed, laid_out) == []
    assert page.is_pdf_compliant_bytes(pressed, profile=page.ValidationProfile.PDF_UA_1)
    monkeypatch.setattr(press, "_presses", {})
    monkeypatch.setattr(logo, "_drawn", None)  # what was kept is enough
    assert render_pdf(replace(RICH, brand=brand), load_layout("handout")).data == pressed


def test_the_same_bytes_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    layout = load_layout("handout")
    first = render_pdf(RICH, layout).data
    render_pdf(ALL["bare"], layout)
    assert render_pdf(RICH, layout).data == first
    monkeypatch.setattr(press, "_presses", {})  # another process, which reads what was kept
    assert render_pdf(RICH, layout).data == first


class TestPlantedFaults:
    """What the comparison would not let pass."""

    @pytest.fixture(autouse=True)
    def nothing_stands(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(press, "_presses", {})

    @pytest.fixture
    def laid_out(self) -> bytes:
        return render_pdf(RICH, load_layout("handout"), press=False).data

    def found(self, laid_out: bytes, brochure: Brochure = RICH) -> str:
        pressed = render_pdf(brochure, load_layout("handout"))
        assert pressed.laid_out_because == ""
        return "; ".join(differences(pressed.data, laid_out))

    def test_a_value_of_another_state(self, laid_out: bytes) -> None:
        figures = (replace(RICH.key_figures[0], value="$74,320"), *RICH.key_figures[1:])
        assert "“$74,320” instead of" in self.found(laid_out, replace(RICH, key_figures=figures))

    def test_a_narrower_line(self, laid_out: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        width_of = lines._end
        monkeypatch.setattr(lines, "_end", lambda text, start, room, faces: width_of(text, start, room - 5, faces))
        assert "pt elsewhere" in self.found(laid_out) or "words instead" in self.found(laid_out)

    def test_a_lost_line(self, laid_out: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        sort, seen = paint._Painter.sort, []

        def lose_one(self: paint._Painter, boxes: object, into: paint._Context, positioned: list[object]) -> None:
            sort(self, boxes, into, positioned)
            if into.lines and not seen:
                seen.append(into.lines.pop())

        monkeypatch.setattr(paint._Painter, "sort", lose_one)
        assert self.found(laid_out)

    def test_a_bar_of_another_length(self, monkeypatch: pytest.MonkeyPatch) -> None:
        width = flow._width

        def shorter(box: Box, available: float) -> None:
            width(box, available)
            if box.element.get("class") == "delta-bar":
                box.width *= 0.7

        laid_out = render_pdf(RICH, load_layout("sidebar"), press=False).data
        monkeypatch.setattr(flow, "_width", shorter)
        pressed = render_pdf(RICH, load_layout("sidebar"))
        assert "another drawing" in "; ".join(differences(pressed.data, laid_out))

    def test_letters_of_another_width(self, laid_out: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        shape = fonts.Face._shape

        def wider(face: fonts.Face, *text: object) -> fonts.Shaped:
            shaped = shape(face, *text)  # type: ignore[arg-type]
            return shaped._replace(advances=[advance * 1.01 for advance in shaped.advances])

        monkeypatch.setattr(fonts.Face, "_shape", wider)
        monkeypatch.setattr(press, "_presses", {})
        lines._alone.cache_clear()
        lines._letters.cache_clear()
        assert "pt elsewhere" in self.found(laid_out)
        lines._alone.cache_clear()
        lines._letters.cache_clear()

    def test_a_header_that_heads_nothing(self, laid_out: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(tags._KINDS, "h2", "P")
        assert "structure: " in self.found(laid_out)

    def test_no_words_for_a_picture(self, laid_out: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        element = tags._Tagger._element

        def wordless(tagger: tags._Tagger, box: object, kind: str) -> tags.Element:
            made = element(tagger, box, kind)  # type: ignore[arg-type]
            made.alt = ""
            return made

        monkeypatch.setattr(tags._Tagger, "_element", wordless)
        assert "structure: " in self.found(laid_out)

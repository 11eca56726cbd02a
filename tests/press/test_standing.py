"""Type that is kept standing: no page shows what was printed before it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from xml.etree.ElementTree import Element

import pikepdf
import pypdfium2
import pytest

from reportgen.brochure.value import Brochure
from reportgen.render import load_layout, render_pdf
from reportgen.render.api import about_document
from reportgen.render.fitting import fit
from reportgen.render.paper import paper_named
from reportgen.render.press import press, standing
from reportgen.render.press.boxes import Box
from reportgen.render.press.errors import NotPressedError
from reportgen.render.press.placement import Placement
from reportgen.render.press.press import press_for
from reportgen.render.press.standing import Piece, Standing
from reportgen.render.press.style import Style
from tests.press.own_layout import own_layout
from tests.render.brochures import ALL, RICH

# The same words with more and less room, so that items are dropped on one page and stand on the next.
ROOMY = replace(RICH, pathway=None, comparison=None, judgements=None, exposure=None, video=None)
ELSEWHERE = replace(
    RICH,
    area_name="Oregon",
    area_in_prose="Oregon",
    key_figures=(replace(RICH.key_figures[0], value="$61,020"), *RICH.key_figures[1:]),
)


def alone(brochure: Brochure, layout: str, monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setattr(press, "_presses", {})
    return pressed(brochure, layout)


def words(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def pressed(brochure: Brochure, layout: str) -> bytes:
    rendered = render_pdf(brochure, load_layout(layout))
    assert rendered.laid_out_because == ""
    return rendered.data


@pytest.mark.parametrize("layout", ["handout", "sidebar", "profile", "card", "trifold"])
def test_a_page_is_the_same_whatever_was_printed_before(layout: str, monkeypatch: pytest.MonkeyPatch) -> None:
    brochures = [RICH, ROOMY, ELSEWHERE, ALL["longest_title"]]
    expected = [alone(brochure, layout, monkeypatch) for brochure in brochures]
    assert len(set(expected)) == len(expected)
    monkeypatch.setattr(press, "_presses", {})
    for order in list(permutations(range(len(brochures))))[::5]:
        for place in order:
            assert pressed(brochures[place], layout) == expected[place], (order, place)


def test_type_is_taken_up_again(read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "_presses", {})
    pressed(RICH, "handout")
    read.clear()
    pressed(ELSEWHERE, "handout")
    assert any("61,020" in html for html in read)
    assert len(read) < 12, read  # of some sixty


def test_pages_that_are_set_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [alone(brochure, "handout", monkeypatch) for brochure in (RICH, ELSEWHERE)]
    layout, sheet = load_layout("handout"), paper_named("letter")
    machine = press_for(layout, sheet)
    proofs = [fit(brochure, layout, sheet, lay_out=machine.set).laid_out for brochure in (RICH, ELSEWHERE)]
    about = [about_document(brochure, layout) for brochure in (RICH, ELSEWHERE)]
    assert [machine.print(*pair) for pair in zip(proofs, about, strict=True)] == expected


def test_a_proof_is_printed_once() -> None:
    layout, sheet = load_layout("handout"), paper_named("letter")
    machine = press_for(layout, sheet)
    proof = fit(RICH, layout, sheet, lay_out=machine.set).laid_out
    machine.print(proof, about_document(RICH, layout))
    with pytest.raises(ValueError, match="printed before"):
        machine.print(proof, about_document(RICH, layout))


def test_the_same_words_twice_on_a_page_and_in_lists_of_another_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "Finds the missing form before anybody asks for it."
    assert RICH.duties and RICH.insights
    twice = replace(RICH, duties=replace(RICH.duties, items=(sentence, sentence)))
    moved = replace(RICH, insights=replace(RICH.insights, items=(sentence,)))
    expected = alone(moved, "profile", monkeypatch)
    data = alone(twice, "profile", monkeypatch)
    assert len(re.findall(re.escape(sentence), words(data))) == 2
    assert pressed(moved, "profile") == expected
    assert pressed(twice, "profile") == data


def test_what_was_not_used_for_the_longest_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr(standing, "_MOST", 3)
    kept = Standing()
    for text in "abc":
        kept.put_back([Piece(text, Element("p"))])
    piece = kept.take("a")
    assert piece is not None
    assert kept.take("a") is None  # one page has it
    kept.put_back([piece, Piece("d", Element("p"))])
    assert [kept.take(text) is not None for text in "abcd"] == [True, False, True, True]


def test_what_could_not_be_laid_out_stands_nowhere() -> None:
    box, placement = Box(Element("p"), Style("block")), Placement()
    done: list[str] = []

    def refused() -> None:
        raise NotPressedError("no")

    placement.lay_out(box, "wide", lambda: done.append("first"))
    with pytest.raises(NotPressedError):
        placement.lay_out(box, "narrow", refused)
    placement.lay_out(box, "wide", lambda: done.append("again"))
    assert done == ["first", "again"]


TABLES = """{% for number in (1, 2) %}<section class="sheet"><h1>{{ number }}</h1><ul>{% for _ in (1, 2) %}<li><table>
<thead><tr><th scope="col">Place</th><th scope="col">Pay</th></tr></thead>
<tbody><tr><th scope="row">Here</th><td>Little</td></tr></tbody></table></li>{% endfor %}</ul></section>{% endfor %}
"""


def test_each_table_has_headings_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where two list items hold the same table: cells name their headings, and a name belongs to one."""
    css = "table { width: 100% } th { text-align: left; width: 50% } .sheet { break-after: page }"
    monkeypatch.setattr(press, "_presses", {})
    rendered = render_pdf(RICH, own_layout(tmp_path, TABLES, css, pages=2))
    assert rendered.laid_out_because == ""
    with pikepdf.open(io.BytesIO(rendered.data)) as pdf:
        cells = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
        names = [str(each.ID) for each in cells if each.S == "/TH"]
        heads = [str(name) for each in cells if each.S == "/TD" for name in each.A.Headers]
    assert len(names) == len(set(names)) == 12
    assert len(heads) == len(set(heads)) == 8
    assert set(heads) <= set(names)


BESIDE = """<section class="sheet"><div class="all" data-fill="0">
<h1>{{ b.title }}</h1><div class="beside"></div>
<div style="height:{{ 400 if b.title == "Crowded" else 40 }}pt"></div>
<ul><li>Stays<section class="gives" data-drop="1">Comes back</section></li></ul>
</div></section>
"""


def test_what_gave_way_beside_a_float_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece that is laid out anew each time has all that it was grown with."""
    css = ".beside { float: left; width: 10%; height: 600pt } .gives { height: 300pt } .all { float: left; width: 90% }"
    monkeypatch.setattr(press, "_presses", {})
    layout = own_layout(tmp_path, BESIDE, css)
    crowded, roomy = (render_pdf(replace(RICH, title=title), layout) for title in ("Crowded", "Roomy"))
    assert crowded.laid_out_because == roomy.laid_out_because == ""
    assert (crowded.dropped, roomy.dropped) == (1, 0)
    assert "Comes back" not in words(crowded.data)
    assert "Comes back" in words(roomy.data)

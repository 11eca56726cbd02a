"""Pages that stay locked up: the next that measures the same is not arranged again, and any other is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.brochure.value import Brochure
from reportgen.render import load_layout, render_pdf
from reportgen.render.fitting import fit
from reportgen.render.paper import paper_named
from reportgen.render.press import forme, press
from reportgen.render.press.press import Press, press_for
from tests.press.own_layout import own_layout
from tests.press.test_standing import alone, pressed, words
from tests.render.brochures import RICH

assert RICH.duties and RICH.insights and RICH.key_facts and RICH.places
LONG = "Finds the missing form before anybody asks for it, and the pen that belongs to it, wherever it may be."
FIRST, *OTHERS = RICH.duties.items
FACT, *FACTS = RICH.key_facts.rows
PLACE, *PLACES = RICH.places.rows


def with_pay(value: str) -> Brochure:
    return replace(RICH, key_figures=(replace(RICH.key_figures[0], value=value), *RICH.key_figures[1:]))


def with_duties(*items: str) -> Brochure:
    assert RICH.duties
    return replace(RICH, duties=replace(RICH.duties, items=items))


# Other words of the same measures.
SAME = {
    "a figure": with_pay("$61,020"),
    "a letter in a line": with_duties(FIRST[:-2] + "x.", *OTHERS),
    "a value in a table": replace(
        RICH, key_facts=replace(RICH.key_facts, rows=(replace(FACT, value=FACT.value[::-1]), *FACTS))
    ),
}
# What takes another room, or has another number of pieces.
OTHER = {
    "a figure in words": with_pay("about sixty thousand dollars"),
    "a longer item": with_duties(f"{FIRST} {LONG}", *OTHERS),
    "an item more": with_duties(FIRST, *OTHERS, LONG),
    "one item": with_duties(FIRST),
    "a fact of two lines": replace(
        RICH, key_facts=replace(RICH.key_facts, rows=(replace(FACT, value=LONG[:40]), *FACTS))
    ),
    "a place of two lines": replace(
        RICH, places=replace(RICH.places, rows=(replace(PLACE, name="Saint Somebody of the Longest Lakes"), *PLACES))
    ),
    "no pathway": replace(RICH, pathway=None),
    "facts for which there is no room": replace(
        RICH,
        key_facts=replace(
            RICH.key_facts, rows=tuple(replace(FACT, label=LONG[:n], value=LONG[:50]) for n in range(10, 40))
        ),
    ),
}


@pytest.fixture
def arranged(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """The pages that were arranged from nothing."""
    pages: list[object] = []
    page: Callable[..., forme.Pressed] = Press._page

    def noted(self: Press, sheet: object, **options: bool) -> forme.Pressed:
        pages.append(sheet)
        return page(self, sheet, **options)

    monkeypatch.setattr(Press, "_page", noted)
    yield pages


def each_alone(brochure: Brochure, layout: str, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    """A brochure, and the rich one: each printed by a press that printed nothing else. The latter press stays."""
    expected, first = (alone(each, layout, monkeypatch) for each in (brochure, RICH))
    if first == expected:
        pytest.skip("The layout does not print it.")
    return expected, first


@pytest.mark.parametrize("case", SAME)
@pytest.mark.parametrize("layout", ["handout", "sidebar"])
def test_other_words_of_the_same_measures(
    layout: str, case: str, arranged: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, first = each_alone(SAME[case], layout, monkeypatch)
    arranged.clear()
    assert pressed(SAME[case], layout) == expected
    assert pressed(RICH, layout) == first
    assert arranged == []


@pytest.mark.parametrize("case", OTHER)
@pytest.mark.parametrize("layout", ["handout", "sidebar"])
def test_other_measures(layout: str, case: str, arranged: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    expected, first = each_alone(OTHER[case], layout, monkeypatch)
    arranged.clear()
    assert pressed(OTHER[case], layout) == expected
    assert len(arranged) >= 1
    arranged.clear()
    assert pressed(RICH, layout) == first
    assert pressed(OTHER[case], layout) == expected
    assert arranged == []


def test_a_page_that_is_with_a_proof_is_no_other_proofs(
    arranged: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(RICH, "handout", monkeypatch)
    layout, sheet = load_layout("handout"), paper_named("letter")
    machine = press_for(layout, sheet)
    arranged.clear()
    proofs = [fit(RICH, layout, sheet, lay_out=machine.set).laid_out for _ in range(2)]
    assert len(arranged) == 1
    assert proofs[0].sheets[0].box is not proofs[1].sheets[0].box


def test_the_longest_unused_pages_go_first(arranged: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forme, "_MOST", 1)
    first = alone(RICH, "handout", monkeypatch)
    less = pressed(OTHER["one item"], "handout")
    arranged.clear()
    assert pressed(OTHER["one item"], "handout") == less
    assert arranged == []
    assert pressed(RICH, "handout") == first
    assert len(arranged) == 1


WIDE = """<section class="sheet"><h1>Title</h1>
<p class="narrow">{{ b.title }}</p><p><a href="https://example.org/{{ b.title }}">{{ b.title }}</a></p>
</section>"""


def test_words_that_stick_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "_presses", {})
    layout = own_layout(tmp_path, WIDE, ".narrow { width: 60pt; white-space: nowrap }")
    assert render_pdf(replace(RICH, title="Short"), layout).findings == ()
    assert "wider than its column" in str(render_pdf(replace(RICH, title="Much too long for it"), layout).findings)
    assert "Small" in words(render_pdf(replace(RICH, title="Small"), layout).data)


def test_type_that_was_put_into_a_page_is_read_once(read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    alone(RICH, "handout", monkeypatch)
    read.clear()
    for _ in range(2):
        pressed(SAME["a figure"], "handout")
    assert sum("61,020" in html for html in read) == 1

"""The list of sources is folded into two columns after the layout."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from reportgen.render import boxes, load_layout
from reportgen.render.fitting import fit
from reportgen.render.paper import paper_named
from tests.render.brochures import ALL


def last_page(name: str) -> Any:
    fitted = fit(ALL[name], load_layout("sidebar"), paper_named("letter"))
    return fitted.laid_out.document.pages[-1]._page_box


def sources(page: Any) -> Any:
    return next(
        box
        for _, box in boxes.paths(page, lambda _: True)
        if "columns-2" in ((box.element is not None and box.element.get("class")) or "")
    )


@pytest.mark.parametrize("name", ["rich", "sparse", "longest_title"])
def test_items_stand_in_two_columns_of_the_least_height(name: str) -> None:
    box = sources(last_page(name))
    left = box.content_box_x()
    columns: dict[float, list[Any]] = {}
    for item in box.children:
        columns.setdefault(round(item.position_x - left, 1), []).append(item)
    assert list(columns) == [0.0, round(box.width / 2 + 7 * 96 / 72, 1)]
    for items in columns.values():
        assert items[0].position_y == pytest.approx(box.content_box_y())
        for above, below in pairwise(items):
            assert below.position_y == pytest.approx(above.position_y + above.margin_height())
    first, second = ([item.margin_height() for item in items] for items in columns.values())
    assert box.height == pytest.approx(max(sum(first), sum(second)))
    whole = sum(first) + sum(second)
    heights = [sum([*first, *second][:place]) for place in range(1, len(box.children))]
    assert box.height == pytest.approx(min(max(height, whole - height) for height in heights))


def test_what_follows_the_list_follows_it_and_the_page_keeps_its_height() -> None:
    page = last_page("rich")
    box = sources(page)
    (imprint,) = (
        found
        for _, found in boxes.paths(page, lambda _: True)
        if found.element_tag == "p" and found.element.get("class") == "imprint"
    )
    assert imprint.position_y == pytest.approx(box.position_y + box.margin_height(), abs=0.01)
    assert page.margin_height() == pytest.approx(792 * 96 / 72)

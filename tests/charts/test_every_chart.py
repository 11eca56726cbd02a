"""What holds for each chart in each case at each width: nothing collides, leaves the box or goes unsaid."""

import importlib
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import pytest

from reportgen.charts import Chart, ChartStyle, Datum

from . import samples
from .drawing import NS, Drawing, read

CASES = {
    "pay_range": samples.PAY,
    "growth": samples.GROWTH,
    "interests": samples.INTERESTS,
    "exposure": samples.EXPOSURE,
    "trend": samples.TREND,
    "comparison": samples.COMPARISON,
}
WIDTHS = (165, 200, 264, 299, 350, 540)
each_case = pytest.mark.parametrize(
    ("chart", "case"), [(chart, case) for chart, cases in CASES.items() for case in cases]
)


def drawn(chart: str, case: str, width: float, **style: Any) -> Chart:
    module = importlib.import_module(f"reportgen.charts.{chart}")
    return module.draw(CASES[chart][case], ChartStyle(width, **style))


@cache
def drawing(chart: str, case: str, width: float, **style: Any) -> Drawing:
    """Read once for all that is asked of it."""
    return read(drawn(chart, case, width, **style).svg)


def drawings(chart: str, case: str, **style: Any) -> Iterator[Drawing]:
    for width in WIDTHS:
        yield drawing(chart, case, width, **style)


@each_case
def test_text_stays_inside_and_touches_no_other_text(chart: str, case: str) -> None:
    for each in drawings(chart, case):
        assert each.texts_outside() == []
        assert each.texts_touching() == []


@each_case
def test_text_is_not_crossed_by_a_mark(chart: str, case: str) -> None:
    for each in drawings(chart, case):
        assert each.texts_crossed() == []


@each_case
def test_marks_stay_inside(chart: str, case: str) -> None:
    for each in drawings(chart, case):
        assert each.marks_outside() == []


@each_case
def test_structure(chart: str, case: str) -> None:
    for width in WIDTHS:
        made = drawn(chart, case, width)
        found = drawing(chart, case, width)
        root = found.root
        assert root[0].tag == f"{NS}title"
        assert root[0].text == made.alt
        assert root.get("role") == "img"
        assert (root.get("width"), root.get("height")) == (f"{found.width:g}pt", f"{found.height:g}pt")
        assert (made.width_pt, made.height_pt) == (found.width, found.height)
        tags = {node.tag.removeprefix(NS) for node in root.iter()}
        assert tags <= {"svg", "title", "text", "rect", "circle", "path"}
        names = {name for node in root.iter() for name in node.attrib}
        assert not names & {"id", "class", "href", "opacity", "filter", "clip-path", "text-anchor"}
        assert len(list(root.iter(f"{NS}text"))) <= 24
        assert re.search(r"\d\.\d{3}", made.svg) is None
        assert "url(" not in made.svg


@each_case
def test_no_text_is_smaller_than_seven_and_a_half_points(chart: str, case: str) -> None:
    for each in drawings(chart, case, size_pt=7.5):
        assert all(each.font(node).size_pt >= 7.5 for node in each.root.iter(f"{NS}text"))


@each_case
def test_alt_is_one_sentence_with_every_label(chart: str, case: str) -> None:
    alt = drawn(chart, case, 350).alt
    assert alt.endswith(".")
    assert re.search(r"\.\s+[A-Z]", alt.replace("et al. ", "")) is None
    for label in labels_in(CASES[chart][case]):
        assert label in alt, label


def labels_in(value: object) -> Iterator[str]:
    """Labels of all figures in a chart's input; a row that is missing as a whole says so instead."""
    if isinstance(value, Datum):
        yield value.label
    elif isinstance(value, tuple):
        for item in value:
            yield from labels_in(item)
    elif getattr(value, "missing", ""):
        yield value.missing  # type: ignore[attr-defined]
    elif is_dataclass(value):
        for field in fields(value):
            yield from labels_in(getattr(value, field.name))


@pytest.mark.parametrize("chart", CASES)
def test_same_input_same_bytes(chart: str) -> None:
    for case in CASES[chart]:
        assert drawn(chart, case, 350).svg == drawn(chart, case, 350).svg


@pytest.mark.parametrize("size", [7.5, 9.6, 11])
@each_case
def test_other_sizes_collide_no_more(chart: str, case: str, size: float) -> None:
    found = drawing(chart, case, 350, size_pt=size)
    assert found.texts_outside() == []
    assert found.texts_touching() == []

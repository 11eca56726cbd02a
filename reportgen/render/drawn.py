"""What the charts of every document share: the style that its colours give, and the steps from a value to a chart."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeVar

from markupsafe import Markup

from reportgen.brochure.document import Document
from reportgen.brochure.value import PayMark, PayRow
from reportgen.charts import Chart, ChartStyle, Datum, pay_range, qr
from reportgen.render.brand_parts import printed
from reportgen.render.palette import Colours

T = TypeVar("T")


class Drawn:
    """The base of a document's charts, which are functions for a template. It draws the brand's code.

    `label_pt` is the size of labels, where a chart asks for no other.
    """

    label_pt = 8.8

    def __init__(self, document: Document, colours: Colours, words: Mapping[str, Any]) -> None:
        self._brand, self._colours, self._words = document.brand, colours, words

    def _style(self, width_pt: float, size_pt: float | None = None) -> ChartStyle:
        return _style_of(self._colours, width_pt, size_pt or self.label_pt)

    def brand_qr(self, width_pt: float) -> Markup:
        """The QR code of the brand's own address."""
        address = self._brand.qr
        alt = f"{self._words['chart_brand']} {printed(address)}"
        return inline(qr.draw(qr.QrCode(address, alt), self._style(width_pt)))


@lru_cache(32)
def _style_of(c: Colours, width_pt: float, size_pt: float) -> ChartStyle:
    return ChartStyle(
        width_pt,
        accent=c.accent,
        accent_tint_16=c.tint_16,
        accent_tint_8=c.tint_8,
        ink=c.ink,
        grey=c.grey,
        rule=c.rule,
        size_pt=size_pt,
    )


def there(section: T | None, name: str) -> T:
    """The section. Raises ValueError where a layout draws what the document does not have."""
    if section is None:
        raise ValueError(f"the layout draws {name}, which is not there")
    return section


def inline(chart: Chart) -> Markup:
    """The SVG as markup: the charts escape every label."""
    return Markup(chart.svg)  # noqa: S704 (drawn by us, every text in it escaped)


def datum(mark: PayMark) -> Datum:
    """A wage as charts take it."""
    return Datum(mark.amount_usd, mark.label, mark.open_ended)


def pay_row(row: PayRow, reference: Datum | None) -> pay_range.PayRow:
    """The five percentiles of one area as charts take them."""
    low, quarter, median, three_quarters, high = map(datum, row.marks)
    return pay_range.PayRow(row.area, low, quarter, median, three_quarters, high, reference, row.missing)

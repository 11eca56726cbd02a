"""The charts of a comparison of occupations, every one on a scale that all of them share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from reportgen.charts import Datum, Tick, blocks, shared_growth, shared_pay
from reportgen.charts.scale import nice_ticks
from reportgen.charts.text import Font, width
from reportgen.comparison.value import CareerComparison
from reportgen.render.drawn import Drawn, datum, inline, pay_row, there
from reportgen.render.palette import Colours

_WIDEST_PLACE_PT = 62.0


class ComparisonFigures(Drawn):
    """The charts of one comparison as functions for a template. Calling one for a missing section raises ValueError."""

    def __init__(self, comparison: CareerComparison, colours: Colours, words: Mapping[str, Any]) -> None:
        super().__init__(comparison, colours, words)
        self._comparison = comparison

    def pay(self, width_pt: float, close: bool = False) -> Markup:
        """Pay ranges of all, the state's over the nation's, on one axis; `close`: with less between them."""
        section = there(self._comparison.pay, "pay")
        items = tuple(
            shared_pay.Paid(career.letter, career.title, tuple(pay_row(row, None) for row in bars))
            for career, bars in zip(self._comparison.careers, section.bars, strict=True)
        )
        shown = [row for bars in section.bars for row in bars if not row.missing]
        amounts = [mark.amount_usd for row in shown for mark in row.marks if mark.amount_usd is not None]
        chart = shared_pay.SharedPay(
            f"{self._words['chart_pay']}, {section.unit}",
            tuple(self._place(place) for place in section.places),
            items,
            tuple(Tick(value, f"${value:,.0f}") for value in nice_ticks(max(amounts, default=0.0))),
            datum(section.all_jobs) if section.all_jobs else None,
            section.all_jobs_label,
            gap_pt=_gap(close),
        )
        return inline(shared_pay.draw(chart, self._style(width_pt)))

    def _place(self, name: str) -> str:
        """The name of a place beside its bar, or its abbreviation where it is long."""
        long = width(name, Font(self._style(100).small_pt)) > _WIDEST_PLACE_PT
        return self._comparison.area_abbreviation if long else name

    def growth(self, width_pt: float, close: bool = False) -> Markup:
        """The changes of all on one axis, on the lines of the pay chart."""
        section = there(self._comparison.growth, "growth")
        items = tuple(
            shared_growth.Grown(career.letter, career.title, Datum(bar.percent, bar.label))
            for career, bar in zip(self._comparison.careers, section.bars, strict=True)
        )
        title = f"{self._words['chart_change_head']} {section.period}"
        reference = Datum(section.all_percent, section.all_label)
        bars = len(self._comparison.pay.places) if self._comparison.pay else 1
        word = self._words["chart_all_occupations"]
        chart = shared_growth.SharedGrowth(title, items, reference, word, bars, _gap(close))
        return inline(shared_growth.draw(chart, self._style(width_pt)))


def _gap(close: bool) -> float:
    return blocks.CLOSE_GAP_PT if close else blocks.GAP_PT

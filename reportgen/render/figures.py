"""Section values -> chart inputs -> SVG. The layout decides a chart's width; nothing here computes a figure.

The numbers beside labels place the marks. Axis ticks are the only figures that are formatted here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from reportgen.brochure.value import Brochure, PayMark, PlaceRow
from reportgen.charts import Datum, Tick, comparison, delta_cell, pay_range, qr
from reportgen.charts import exposure as exposure_chart
from reportgen.charts import growth as growth_chart
from reportgen.charts import interests as interests_chart
from reportgen.charts import trend as trend_chart
from reportgen.charts.scale import nice_ticks
from reportgen.render.drawn import Drawn, datum, inline, pay_row, there
from reportgen.render.palette import Colours
from reportgen.values import dataclass


class Figures(Drawn):
    """The charts of one brochure as functions for a template. Calling one for a missing section raises ValueError."""

    def __init__(self, brochure: Brochure, colours: Colours, words: Mapping[str, Any]) -> None:
        super().__init__(brochure, colours, words)
        self._brochure = brochure

    def pay(self, width_pt: float, *, rows: int = 2, reference: bool = True) -> Markup:
        """Pay range of the state over the nation, the median of all jobs as a tick under the first bar."""
        section = there(self._brochure.pay, "pay")
        all_jobs = datum(section.all_jobs) if section.all_jobs and reference else None
        bars: list[pay_range.PayRow] = []
        for row in section.rows[:rows]:
            use, all_jobs = (all_jobs, None) if all_jobs and not row.missing else (None, all_jobs)
            bars.append(pay_row(row, use))
        amounts = [m.amount_usd for row in section.rows[:rows] for m in row.marks if m.amount_usd is not None]
        ticks = tuple(Tick(value, f"${value:,.0f}") for value in nice_ticks(max(amounts, default=0.0)))
        title = f"{self._words['chart_pay']}, {section.unit}"
        chart = pay_range.PayRange(title, tuple(bars), ticks, reference_word=section.all_jobs_label)
        return inline(pay_range.draw(chart, self._style(width_pt)))

    def growth(self, width_pt: float) -> Markup:
        """Jobs now and ten years on, and the change beside that of all occupations."""
        section = there(self._brochure.projection, "projection")
        chart = growth_chart.Growth(
            title=self._words["chart_growth"],
            first_year=str(section.base_year),
            first=Datum(section.base_jobs, section.base_label),
            last_year=str(section.projected_year),
            last=Datum(section.projected_jobs, section.projected_label),
            changes=(
                growth_chart.Change(
                    self._words["this_occupation"], Datum(section.change_percent, section.change_label)
                ),
                growth_chart.Change(self._words["all_occupations"], Datum(section.all_percent, section.all_label)),
            ),
            jobs_head=self._words["chart_jobs_head"],
            change_head=f"{self._words['chart_change_head']} {section.base_year}–{section.projected_year % 100:02}",
        )
        return inline(growth_chart.draw(chart, self._style(width_pt)))

    def interests(self, width_pt: float, most: int = 6) -> Markup:
        """Bars out of ten, the highest scores first."""
        section = there(self._brochure.interests, "interests")
        items = tuple(
            interests_chart.Interest(
                bar.letter, bar.name, bar.words, Datum(bar.score_on_ten, bar.label), bar.is_high_point
            )
            for bar in section.bars[:most]
        )
        chart = interests_chart.Interests(self._words["chart_interests"], items, self._words["high_point"])
        return inline(interests_chart.draw(chart, self._style(width_pt)))

    def exposure(self, width_pt: float) -> Markup:
        """One dot a study on a strip from 0 to 100."""
        section = there(self._brochure.exposure, "exposure")
        studies = tuple(
            exposure_chart.Study(dot.label, "", Datum(dot.percentile, str(dot.percentile))) for dot in section.dots
        )
        ticks = (
            Tick(0, self._words["least_exposed"]),
            Tick(50, self._words["middle_exposed"]),
            Tick(100, self._words["most_exposed"]),
        )
        chart = exposure_chart.Exposure(self._words["chart_exposure"], studies, ticks)
        return inline(exposure_chart.draw(chart, self._style(width_pt)))

    def trend(self, width_pt: float) -> Markup:
        """National medians of the last years."""
        section = there(self._brochure.trend, "trend")
        years = tuple(trend_chart.Year(str(dot.year), datum(dot.mark)) for dot in section.dots)
        title = f"{self._words['chart_trend']}, {section.unit}"
        return inline(trend_chart.draw(trend_chart.Trend(title, years), self._style(width_pt)))

    def comparison(self, width_pt: float) -> Markup:
        """This occupation, its group and all occupations, in the state and the nation."""
        section = there(self._brochure.comparison, "comparison")
        places = tuple(dict.fromkeys(bar.area for bar in section.bars))
        groups = tuple(dict.fromkeys(bar.group for bar in section.bars))
        marks = {(bar.group, bar.area): bar.mark for bar in section.bars}
        missing = PayMark(None, self._words["not_published"], False)
        rows = tuple(
            comparison.Compared(group, tuple(datum(marks.get((group, place), missing)) for place in places))
            for group in groups
        )
        title = f"{self._words['chart_comparison']}, {section.unit}"
        return inline(comparison.draw(comparison.Comparison(title, places, rows), self._style(width_pt)))

    def video(self, least_pt: float) -> Markup:
        """The video's QR code, as large as phones like it and at least `least_pt`."""
        section = there(self._brochure.video, "video")
        alt = f"{self._words['chart_video']} {section.printed_url}"
        width = max(least_pt, qr.good_width_pt(section.url))
        return inline(qr.draw(qr.QrCode(section.url, alt), self._style(width)))

    def delta_scale(self) -> delta_cell.DeltaScale:
        """One scale for the delta bars of the wage table."""
        section = there(self._brochure.places, "places")
        return delta_cell.scale_for(row.delta_percent for row in section.rows)

    def skill_bars(self) -> tuple[Bar, ...]:
        """Skills on their scale from 0 to 100, the highest first."""
        section = there(self._brochure.top_skills, "top_skills")
        bars = sorted(section.bars, key=lambda bar: -bar.score)
        return tuple(Bar(bar.name, bar.score, bar.label) for bar in bars)

    def work_life_percent(self) -> float:
        """Length of the bar of the work-life index."""
        return round(there(self._brochure.work_life, "work_life").index * 10, 1)

    def industry_bars(self) -> tuple[Bar, ...]:
        """Shares of the jobs; the largest share, or 50 percent, fills the track."""
        section = there(self._brochure.workplaces, "workplaces")
        full = max(50.0, *(share.percent for share in section.industries))
        return tuple(Bar(share.name, round(share.percent / full * 100, 1), share.label) for share in section.industries)

    def has_deltas(self, rows: tuple[PlaceRow, ...]) -> bool:
        """Whether any row has a difference to draw."""
        return any(row.delta_percent is not None for row in rows)


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a table with a bar beside its words; `percent` of the track's width."""

    name: str
    percent: float
    label: str

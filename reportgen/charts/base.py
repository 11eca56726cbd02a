"""What every chart takes and gives: `Datum`, `Tick`, `ChartStyle`, `Chart`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from reportgen.values import dataclass

SMALLEST_TEXT_PT = 7.5
_HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Datum:
    """One figure of a chart: the number that places its mark and the finished label that is printed.

    `value` is None where nothing is published; the label then says so in words. A top-coded value is the
    cap ("$239,200+"): its mark is open towards the unknown. Raises ValueError for nan and infinity, and for a
    cap without a value.
    """

    value: float | None
    label: str
    top_coded: bool = False

    def __post_init__(self) -> None:
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError(f"{self.label!r} has the value {self.value}; a missing figure is None with its words")
        if self.top_coded and self.value is None:
            raise ValueError(f"{self.label!r} is top-coded without its cap")

    @property
    def known(self) -> bool:
        """Whether there is a number to place a mark at (a cap counts)."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on an axis, in the axis's own unit."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """Width, colours (#rrggbb) and type of a chart. Sizes in points.

    Labels are measured with the advance widths of Source Sans 3, so `font_family` must begin with it. Text is
    meant for 7.5 to 11 pt; for a poster draw small and enlarge the SVG through CSS. The tints are the accent
    mixed with white at 16 and 8 %. Raises ValueError for a colour that is not #rrggbb and for text below 7.5 pt.
    """

    width_pt: float
    accent: str = "#1d5f8a"
    accent_tint_16: str = "#dbe6ed"
    accent_tint_8: str = "#edf2f6"
    ink: str = "#1f2a37"
    grey: str = "#596472"
    rule: str = "#c5ccd4"
    font_family: str = "Source Sans 3"
    size_pt: float = 8.8

    def __post_init__(self) -> None:
        for name in ("accent", "accent_tint_16", "accent_tint_8", "ink", "grey", "rule"):
            if not _HEX_COLOUR.fullmatch(getattr(self, name)):
                raise ValueError(f"chart colour {name} is {getattr(self, name)!r}, not #rrggbb")
        if self.size_pt < SMALLEST_TEXT_PT:
            raise ValueError(f"chart text of {self.size_pt} pt is below {SMALLEST_TEXT_PT} pt")

    @property
    def small_pt(self) -> float:
        """Size of axis labels and notes, in points."""
        return max(SMALLEST_TEXT_PT, self.size_pt - 0.9)

    @property
    def quiet(self) -> str:
        """The grey of bars that stand beside the accent: lighter than `grey`, still 3:1 on white."""
        return tint(self.grey, 0.75)


@dataclass(frozen=True, slots=True)
class Chart:
    """A finished drawing: SVG to inline, its size in points, and the sentence that states its values."""

    svg: str
    width_pt: float
    height_pt: float
    alt: str


def tint(colour: str, part: float) -> str:
    """The colour mixed with white: 1 leaves it, 0 is white. Opaque, since PDF/A-1 allows no transparency."""
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - channel) * part):02x}" for channel in channels)


def sentence(title: str, parts: Iterable[str], *, between: str = "; ") -> str:
    """One sentence for the ears: the title, a colon, the parts."""
    return f"{title}: {between.join(part for part in parts if part)}."

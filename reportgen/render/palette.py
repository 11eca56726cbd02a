"""The colours of a brochure: the accent of its SOC major group, two tints of it, one ink, one grey."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from reportgen import resources
from reportgen.brochure.document import Document
from reportgen.charts.base import tint
from reportgen.errors import ReportgenError
from reportgen.values import dataclass

INK = "#1f2a37"
GREY = "#596472"
RULE = "#c5ccd4"
_HEX = re.compile(r"#[0-9a-f]{6}")
_TEXT_CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class Colours:
    """All as #rrggbb; they reach style attributes, so nothing else may pass.

    `second`, a brand's, is for lines; "": there is none.
    """

    accent: str
    tint_16: str
    tint_8: str
    ink: str = INK
    grey: str = GREY
    rule: str = RULE
    second: str = ""


@cache
def accents() -> dict[str, str]:
    """Accent of each major group ("29-0000"), from data/rules/palette.toml."""
    path = resources.folder("data") / "rules" / "palette.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))["accent"]
    return {str(major): str(colour) for major, colour in table.items()}


def colours_of(document: Document, accent: str | None = None) -> Colours:
    """Those of `accent`, of the brand, or of the occupation's group, the first that is there."""
    brand = document.brand
    return colours_for(document.major_soc, accent or brand.accent, brand.second)


@cache
def colours_for(major_soc: str, accent: str | None = None, second: str = "") -> Colours:
    """The group's colours, or those of `accent` (a brand's own). Raises ReportgenError for what is no #rrggbb."""
    chosen = (accent or accents().get(major_soc) or INK).lower()
    for colour in filter(None, (chosen, second)):
        if not _HEX.fullmatch(colour):
            raise ReportgenError(f"The colour {colour!r} is not of the form #rrggbb.", cure="Write it like #0e7088.")
    # Grey words stand on the darker tint, too: that of a very dark accent is made lighter.
    darker = next(ground for part in range(16, 8, -1) if _holds_grey(ground := tint(chosen, part / 100)))
    return Colours(chosen, darker, tint(chosen, 0.08), second=second)


def _holds_grey(ground: str) -> bool:
    return contrast(GREY, ground) >= _TEXT_CONTRAST


def contrast(first: str, second: str) -> float:
    """WCAG contrast of two #rrggbb colours, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

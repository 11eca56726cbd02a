"""Colours of a brand: read, and darkened in their own hue where they have too little contrast."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from reportgen.brand.problem import Refused
from reportgen.charts.base import tint
from reportgen.render.palette import contrast
from reportgen.values import dataclass

TEXT_CONTRAST = 4.5  # WCAG 2.1 AA: text of any size
LINE_CONTRAST = 3.0  # WCAG 2.1 AA: graphics
_WHITE = "#ffffff"
_TINT = 0.08  # of the accent, below side columns
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_BARE = re.compile(r"[0-9a-f]{3}|[0-9a-f]{6}", re.IGNORECASE)
_STEPS = 24  # halvings of the lightness: finer than eight bits


@dataclass(frozen=True, slots=True)
class ColourCheck:
    """A colour as it was asked for and as the pages use it (#rrggbb), each with its contrast on white."""

    key: str
    asked: str
    used: str
    asked_contrast: float
    used_contrast: float
    least: float

    @property
    def is_changed(self) -> bool:
        return self.asked != self.used

    @property
    def change(self) -> str:
        """What was done to it, as a sentence."""
        kind, grounds = "lines", f"{self.asked_contrast:.1f}:1 on white"
        if self.least >= TEXT_CONTRAST:
            kind = "text"
            grounds += f", {contrast(self.asked, tint(self.asked, _TINT)):.1f}:1 on its own tint"
        return (
            f"{self.key} {self.asked} is too pale for {kind} ({grounds}; {self.least:g}:1 is needed): "
            f"darkened in its own hue to {self.used} ({self.used_contrast:.1f}:1 on white)."
        )


def check_accent(text: str) -> ColourCheck:
    """A colour for text on white and on its own tint, and for a ground of white text. Raises Refused for no colour."""

    def passes(colour: str) -> bool:
        return all(contrast(colour, ground) >= TEXT_CONTRAST for ground in (_WHITE, tint(colour, _TINT)))

    return _checked("accent", text, passes, TEXT_CONTRAST)


def check_second(text: str) -> ColourCheck:
    """A colour for lines on white. Raises Refused for what is no colour."""
    return _checked("second", text, lambda colour: contrast(colour, _WHITE) >= LINE_CONTRAST, LINE_CONTRAST)


def _checked(key: str, text: str, passes: Callable[[str], bool], least: float) -> ColourCheck:
    asked = _hex(text)
    used = asked if passes(asked) else _darkened(asked, passes)
    return ColourCheck(key, asked, used, contrast(asked, _WHITE), contrast(used, _WHITE), least)


def _hex(text: str) -> str:
    if not _HEX.fullmatch(text):
        cure = f'Write "#{text}".' if _BARE.fullmatch(text) else 'Write it as # and six digits: "#1d4e89".'
        raise Refused("it is no color", cure)
    digits = text[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def _darkened(colour: str, passes: Callable[[str], bool]) -> str:
    """The lightest colour of the same hue that passes; its chroma is kept as far as a screen can show it."""
    lightness, chroma, hue = _to_oklch(colour)
    too_light, dark_enough = lightness, 0.0
    for _ in range(_STEPS):
        middle = (too_light + dark_enough) / 2
        if passes(_from_oklch(middle, chroma, hue)):
            dark_enough = middle
        else:
            too_light = middle
    return _from_oklch(dark_enough, chroma, hue)


def _to_oklch(colour: str) -> tuple[float, float, float]:
    """Lightness 0 to 1, chroma, hue in radians (Ottosson's OKLab)."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The nearest #rrggbb of that lightness and hue, with as much of the chroma as sRGB holds."""
    rgb = _to_linear_rgb(lightness, chroma, hue)
    if not _is_shown(rgb):
        least, most = 0.0, chroma
        for _ in range(_STEPS):
            middle = (least + most) / 2
            least, most = (middle, most) if _is_shown(_to_linear_rgb(lightness, middle, hue)) else (least, middle)
        rgb = _to_linear_rgb(lightness, least, hue)
    return "#" + "".join(f"{round(255 * _encoded(min(1.0, max(0.0, channel)))):02x}" for channel in rgb)


def _to_linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _is_shown(rgb: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= channel <= 1.0005 for channel in rgb)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055

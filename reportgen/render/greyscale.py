"""Colours -> greys of the same luminance, so that every contrast stays what it was checked to be.

It works on what is painted (WeasyPrint's PDF objects, the press's operators), past every style sheet: no layout, brand
or chart needs to know. Tags stay, which a conversion of the finished file would lose.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

_NUMBER = rb"-?[0-9.]+"
_RGB = re.compile(rb"(?m)^(%b) (%b) (%b) (rg|RG)$" % ((_NUMBER,) * 3))
_SPACE = re.compile(rb"/([^ ]+) (cs|CS)")
_SPECIAL = {b"scn": b"g", b"SCN": b"G"}
_SPACE_OF = {b"scn": b"cs", b"SCN": b"CS"}
_LUMINANCE = (0.2126, 0.7152, 0.0722)
_GAMMA = 2.2
_LIGHTNESS_SPACES = ("lab-d50", "lab-d65")


def grey_of(red: float, green: float, blue: float) -> float:
    """The grey, 0 to 1, that has the WCAG luminance of an sRGB colour (channels 0 to 1)."""
    return _encoded(sum(part * _linear(value) for part, value in zip(_LUMINANCE, (red, green, blue), strict=True)))


def grey_operators(operators: bytes) -> bytes:
    """Content operators with `g` for `rg`, a line each."""
    return _RGB.sub(_grey_operator, operators)


def make_grey(pdf: Any) -> None:
    """Turn all colours of a `pydyf.PDF` into greys, in place. Pictures are turned before (`grey_picture`)."""
    import pydyf

    for each in pdf.objects:
        if isinstance(each, pydyf.Stream):
            each.stream = _grey_content(each.stream)
            _grey_values(each.extra)
        else:
            _grey_values(each)


def grey_picture(data: bytes) -> bytes:
    """A PNG or JPEG in greys, as PNG; what is see-through stays so."""
    from PIL import Image, ImageMath

    with Image.open(io.BytesIO(data)) as image:
        image.load()
        has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        picture = image.convert("RGBA")
    red, green, blue = (channel.convert("F") for channel in picture.split()[:3])
    grey = ImageMath.lambda_eval(_grey_pixels, red=red, green=green, blue=blue).convert("L")
    if has_alpha:
        grey = Image.merge("LA", (grey, picture.getchannel("A")))
    out = io.BytesIO()
    grey.save(out, "PNG")
    return out.getvalue()


def _grey_pixels(channels: Mapping[str, Any]) -> Any:
    """For values from 0 to 255, with one power for sRGB's curve."""
    weighted = zip(_LUMINANCE, ("red", "green", "blue"), strict=True)
    red, green, blue = (channels[name] ** _GAMMA * part for part, name in weighted)
    return (red + green + blue) ** (1 / _GAMMA) + 0.5


def _grey_content(items: Sequence[Any]) -> list[Any]:
    """The items of a content stream; an item of bytes holds whole operators."""
    kept: list[Any] = []
    spaces = {b"cs": "", b"CS": ""}
    for item in items:
        if not isinstance(item, bytes):
            kept.append(item)
        elif (chosen := _SPACE.fullmatch(item)) and chosen[1] != b"Pattern":
            spaces[chosen[2]] = chosen[1].decode()
        elif (parts := item.rsplit(b" ", 1))[-1] in _SPECIAL and b"/" not in item:  # else it names a pattern
            operator = parts[-1]
            value = _grey_in(spaces[_SPACE_OF[operator]], [float(each) for each in parts[0].split()])
            kept.append(b"%.4f %b" % (value, _SPECIAL[operator]))
        else:
            kept.append(grey_operators(item))
    return kept


def _grey_values(item: Any) -> None:
    """Colour functions and spaces of gradients, however deep they stand in an object."""
    if isinstance(item, dict):
        if len(item.get("C0", ())) == len(item.get("C1", ())) == len(_LUMINANCE):
            for end in ("C0", "C1"):
                item[end][:] = [round(grey_of(*item[end]), 4)]
        if "ShadingType" in item:
            item["ColorSpace"] = "/DeviceGray"
        for value in item.values():
            _grey_values(value)
    elif isinstance(item, list):
        for value in item:
            _grey_values(value)


def _grey_in(space: str, values: Sequence[float]) -> float:
    """A grey from a colour of another space, by its kind or by how many values it has."""
    if space in _LIGHTNESS_SPACES:
        lightness = values[0]
        linear = ((lightness + 16) / 116) ** 3 if lightness > 8 else lightness / 903.3
        return _encoded(linear)
    match values:
        case [red, green, blue]:
            return grey_of(red, green, blue)
        case [*inks, black] if len(inks) == 3:
            return grey_of(*((1 - ink) * (1 - black) for ink in inks))
        case _:
            return values[0]


def _grey_operator(found: re.Match[bytes]) -> bytes:
    red, green, blue = (float(value) for value in found.groups()[:3])
    return b"%.4f %b" % (grey_of(red, green, blue), b"g" if found[4] == b"rg" else b"G")


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _encoded(linear: float) -> float:
    linear = min(max(linear, 0.0), 1.0)
    return 12.92 * linear if linear <= 0.0031308 else float(1.055 * linear ** (1 / 2.4) - 0.055)

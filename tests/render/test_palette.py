"""The accents, computed again: contrast, equal lightness, and neighbours apart for every kind of sight."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from reportgen.errors import ReportgenError
from reportgen.render.palette import GREY, INK, accents, colours_for, contrast

MAJOR_GROUPS = [11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 45, 47, 49, 51, 53]

# Machado, Oliveira and Fernandes 2009, severity 1, on linear sRGB.
SIGHTS = {
    "typical": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> list[float]:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def oklab(rgb: list[float]) -> tuple[float, float, float]:
    r, g, b = (min(1.0, max(0.0, c)) for c in rgb)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    rgb = linear(colour)
    return oklab([sum(a * b for a, b in zip(row, rgb, strict=True)) for row in SIGHTS[sight]])


def test_every_major_group_has_its_own_accent() -> None:
    assert list(accents()) == [f"{group}-0000" for group in MAJOR_GROUPS]
    assert len(set(accents().values())) == len(MAJOR_GROUPS)


@pytest.mark.parametrize("major", list(accents()))
def test_text_in_the_accent_and_on_it_is_readable(major: str) -> None:
    colours = colours_for(major)
    for ground in ("#ffffff", colours.tint_8):
        assert contrast(colours.accent, ground) >= 4.5
        assert contrast(GREY, ground) >= 4.5
    for ground in ("#ffffff", colours.tint_8, colours.tint_16):
        assert contrast(INK, ground) >= 7


def test_all_accents_are_equally_light() -> None:
    lightness = [oklab(linear(colour))[0] for colour in accents().values()]
    assert max(lightness) - min(lightness) < 0.02


@pytest.mark.parametrize("sight", SIGHTS)
def test_neighbouring_groups_differ(sight: str) -> None:
    nearest = min(math.dist(seen(a, sight), seen(b, sight)) for a, b in pairwise(accents().values()))
    assert nearest > 0.08


def test_only_plain_hex_colours_pass() -> None:
    with pytest.raises(ReportgenError, match="#rrggbb"):
        colours_for("29-0000", "red;background:url(x)")

"""Words that would do harm where something took them for more than words, and a store whose titles are such."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.store import tiny

# All in one: HTML, CSS, a template, quotes, links that run or read.
HARMFUL = "<b>x</b>{{7*7}}{% import 'x' %}</title><style>@page{size:100000in}</style>\"' onload='javascript:alert(1)"
FORMULA = "=cmd|' /C calc'!A0"
SCRIPT = "--></script><script>alert(1)</script><!--"
TITLES = {
    "29-1141": HARMFUL,
    "15-1252": FORMULA,
    "29-2072": SCRIPT,
    "31-1131": "Nurse \u202egnp.exe",
    "47-2111": "Elec\x00tricians",
    "29-1171": "護士 مرحبا 😀",
}


def store_with(folder: Path, titles: Mapping[str, str] = TITLES) -> Path:
    """A tiny store with these titles, as nothing that we import can have them."""
    with pytest.MonkeyPatch.context() as patched:
        for soc, title in titles.items():
            patched.setitem(tiny.TITLES, soc, title)
        return tiny.make(folder / "hostile.sqlite")

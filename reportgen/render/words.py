"""A layout's own words (headings, captions): `words/<language>.toml` along its chain, nearest first, English behind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from reportgen.errors import ReportgenError
from reportgen.render.layout_file import read_toml

FALLBACK = "en"


@cache
def words_for(chain: tuple[Path, ...], language: str) -> Mapping[str, str]:
    """Words by key. Raises ReportgenError for a file that is not a flat table of strings."""
    words: dict[str, str] = {}
    for tongue in dict.fromkeys((FALLBACK, language)):
        for folder in reversed(chain):
            path = folder / "words" / f"{tongue}.toml"
            if path.is_file():
                words.update(_read(path))
    return words


def _read(path: Path) -> dict[str, str]:
    table = read_toml(path)
    for key, value in table.items():
        if not isinstance(value, str):
            raise ReportgenError(f"{path}: {key} is not a string.", cure='Write key = "words".')
    return table

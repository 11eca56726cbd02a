"""A layout's own words (headings, captions): `words/<language>.toml` along its chain, nearest first, English behind."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from reportgen.errors import ReportgenError

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
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReportgenError(f"{path}: {error}.", cure='Correct it: key = "words" on each line.') from error
    for key, value in table.items():
        if not isinstance(value, str):
            raise ReportgenError(f"{path}: {key} is not a string.", cure='Write key = "words".')
    return table

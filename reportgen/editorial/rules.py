"""The limits and lists of the checks: `data/rules/texts.toml` and `data/rules/spelling-allow.txt`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from reportgen import resources


@cache
def rules() -> dict[str, Any]:
    return tomllib.loads((resources.folder("data") / "rules" / "texts.toml").read_text(encoding="utf-8"))


@cache
def spelling_allowed() -> frozenset[str]:
    """Words that are right although no US dictionary has them, one a line, sorted.

    A word in small letters is also right with a capital; a name with a capital only with it.
    """
    path = resources.folder("data") / "rules" / "spelling-allow.txt"
    return frozenset(path.read_text(encoding="utf-8").split())


def whole_words(patterns: Iterable[str], *, ignore_case: bool = True) -> re.Pattern[str]:
    """A pattern that matches any of `patterns` (regular expressions) as whole words."""
    joined = "|".join(patterns)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])" if joined else r"(?!)", re.I if ignore_case else 0)

"""What the values in a layout.toml mean, or what is wrong with them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reportgen.errors import ReportgenError
from reportgen.render.paper import Use

_MOST_COPIES = 4
_WIDEST_MARGIN_PT = 144
# Of [paper]: whether a value will do, and what to write.
_USES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "landscape": (lambda value: isinstance(value, bool), "true or false"),
    "margin_pt": (
        lambda value: type(value) in (int, float) and 0 <= value <= _WIDEST_MARGIN_PT,
        f"points from 0 to {_WIDEST_MARGIN_PT}",
    ),
    "copies": (
        lambda value: type(value) is int and 1 <= value <= _MOST_COPIES,
        f"a whole number from 1 to {_MOST_COPIES}",
    ),
}


@dataclass(frozen=True, slots=True)
class Fit:
    """How many items of a list are printed: at most `most`, fewer where room is short, never fewer than `least`."""

    least: int
    most: int


def densities(where: Path, names: object) -> tuple[str, ...]:
    """Classes of a page, from roomy to tight."""
    if isinstance(names, list) and names and all(isinstance(name, str) and name.isidentifier() for name in names):
        return tuple(names)
    raise ReportgenError(f"{where}: densities is {names!r}.", cure='Write a list of class names: ["regular", "tight"].')


def fits(where: Path, tables: Sequence[Mapping[str, object]]) -> Mapping[str, Fit]:
    """The numbers of the oldest ancestor first, so that a layout says only what it changes."""
    found: dict[str, Fit] = {}
    for table in tables:
        for name, pair in table.items():
            match pair:
                case [int(least), int(most)] if 0 <= least <= most:
                    found[name] = Fit(least, most)
                case _:
                    raise ReportgenError(
                        f"{where}: fit.{name} is {pair!r}.", cure="Write [least, most], two whole numbers: [3, 6]."
                    )
    return MappingProxyType(found)


def use(where: Path, tables: Sequence[object]) -> Use:
    """How the page lies on the sheet, from the `[paper]` tables of the layout and its ancestors, the oldest first."""
    found: dict[str, Any] = {}
    for table in tables:
        if not isinstance(table, Mapping):
            raise ReportgenError(f"{where}: paper is {table!r}.", cure="Write a table: [paper], its keys below.")
        for key, value in table.items():
            if key not in _USES:
                raise unknown(where, "key", key, tuple(_USES))
            will_do, words = _USES[key]
            if not will_do(value):
                raise ReportgenError(f"{where}: paper.{key} is {value!r}.", cure=f"Write {words}.")
            found[key] = value
    return Use(**found)


def unknown(where: Path, kind: str, word: str, known: tuple[str, ...]) -> ReportgenError:
    """The error for a word that nothing knows, with the nearest that something does."""
    near = difflib.get_close_matches(word, known, n=1)
    cure = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(known)}."
    return ReportgenError(f"{where}: unknown {kind} “{word}”.", cure=cure)

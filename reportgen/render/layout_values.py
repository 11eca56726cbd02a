"""What the values in a layout.toml mean, or what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reportgen.errors import ReportgenError
from reportgen.render.layout_file import LayoutFile, unknown, where_said
from reportgen.render.layout_sources import FILE
from reportgen.render.paper import Use
from reportgen.render.subjects import BROCHURE, SUBJECTS
from reportgen.values import dataclass

NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_ASKED = re.compile(r"\bfit\.(\w+)")
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


def text(files: Sequence[LayoutFile], key: str) -> str:
    """A key that has to be there, as words."""
    value = _nearest(files, key)
    if value is None:
        raise ReportgenError(f"{files[0].folder / FILE}: the key “{key}” is missing.", cure=f"Add {key} = … to it.")
    if not isinstance(value, str) or not value.strip():
        raise ReportgenError(f"{where_said(files, key)}: {key} is {value!r}.", cure="Write words in quotes.")
    return value


def name(files: Sequence[LayoutFile]) -> str:
    """The layout's name, which becomes a class in CSS and a part of file names."""
    found = text(files, "name")
    if not NAME.fullmatch(found):
        raise ReportgenError(
            f"{where_said(files, 'name')}: name is {found!r}.", cure="Write letters, digits, “-” and “_” only."
        )
    return found


def pages(files: Sequence[LayoutFile]) -> int:
    """The number of pages that it always has."""
    value = _nearest(files, "pages")
    if value is None:
        raise ReportgenError(f"{files[0].folder / FILE}: the key “pages” is missing.", cure="Add pages = … to it.")
    if type(value) is not int or value < 1:
        raise ReportgenError(f"{where_said(files, 'pages')}: pages is {value!r}.", cure="Write a whole number from 1.")
    return value


def subject(files: Sequence[LayoutFile]) -> str:
    """What it prints."""
    value = str(_nearest(files, "for") or BROCHURE)
    if value not in SUBJECTS:
        raise unknown(where_said(files, "for"), "subject", value, tuple(SUBJECTS))
    return value


def sections(files: Sequence[LayoutFile], known: Sequence[str]) -> tuple[str, ...]:
    """The sections that it prints."""
    value = _nearest(files, "sections")
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ReportgenError(
            f"{where_said(files, 'sections')}: sections is {value!r}.",
            cure='Write a list of names: ["pay", "places", "sources"].',
        )
    for each in value:
        if each not in known:
            raise unknown(where_said(files, "sections"), "section", each, known)
    return tuple(value)


def template(files: Sequence[LayoutFile]) -> str:
    """The template that is begun with: the one that is named, else the nearest that is called as its layout."""
    for each in files:
        named = each.table.get("template")
        if named is not None and not isinstance(named, str):
            raise ReportgenError(f"{each.at('template')}: template is {named!r}.", cure="Write the file's name.")
        usual = f"{each.table.get('name', each.folder.name)}.html"
        if named or (each.folder / usual).is_file():
            return named or usual
    return f"{name(files)}.html"


def densities(files: Sequence[LayoutFile]) -> tuple[str, ...]:
    """Classes of a page, from roomy to tight."""
    names = _nearest(files, "densities")
    if names is None:
        return ("regular",)
    if isinstance(names, list) and names and all(isinstance(each, str) and each.isidentifier() for each in names):
        return tuple(names)
    raise ReportgenError(
        f"{where_said(files, 'densities')}: densities is {names!r}.",
        cure='Write a list of class names: ["regular", "tight"].',
    )


def fits(files: Sequence[LayoutFile]) -> Mapping[str, Fit]:
    """Of the layout and of those that it extends, so that a layout says only what it changes.

    A list of the layout's own is unknown when no template asks for it (`fit.NAME`).
    """
    found: dict[str, Fit] = {}
    asked_for = _asked_for([each.folder for each in files])
    for file in reversed(files):
        for name, pair in _table(file, "fit", "[fit], its lists below").items():
            match pair:
                case [int(least), int(most)] if 0 <= least <= most:
                    fit = Fit(least, most)
                case _:
                    raise ReportgenError(
                        f"{file.at(name, 'fit')}: fit.{name} is {pair!r}.",
                        cure="Write [least, most], two whole numbers: [3, 6].",
                    )
            # What a layout is extended for may be asked for in others that extend it.
            if file is files[0] and name not in found and name not in asked_for:
                raise unknown(file.at(name, "fit"), "list", name, sorted(asked_for | found.keys()))
            found[name] = fit
    return MappingProxyType(found)


def use(files: Sequence[LayoutFile]) -> Use:
    """How the page lies on the sheet, from the `[paper]` tables of the layout and of those that it extends."""
    found: dict[str, Any] = {}
    for file in reversed(files):
        for key, value in _table(file, "paper", "[paper], its keys below").items():
            if key not in _USES:
                raise unknown(file.at(key, "paper"), "key", key, tuple(_USES))
            will_do, words = _USES[key]
            if not will_do(value):
                raise ReportgenError(f"{file.at(key, 'paper')}: paper.{key} is {value!r}.", cure=f"Write {words}.")
            found[key] = value
    return Use(**found)


def _nearest(files: Sequence[LayoutFile], key: str) -> Any:
    return next((each.table[key] for each in files if key in each.table), None)


def _table(file: LayoutFile, key: str, words: str) -> Mapping[str, Any]:
    value = file.table.get(key, {})
    if not isinstance(value, Mapping):
        raise ReportgenError(f"{file.at(key)}: {key} is {value!r}.", cure=f"Write a table: {words}.")
    return value


def _asked_for(folders: Iterable[Path]) -> frozenset[str]:
    return frozenset(
        name
        for folder in folders
        for path in folder.glob("*.html")
        if path.is_file() and path.resolve().is_relative_to(folder)
        for name in _ASKED.findall(path.read_text(encoding="utf-8", errors="replace"))
    )

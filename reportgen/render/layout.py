"""A layout is a folder: `layout.toml`, `*.html` (Jinja2), `print.css`. Found by name, by path or by entry point.

    name = "sidebar"            # the folder's name
    title = "Two pages …"       # one line for `layouts list`
    extends = "_base"           # a sibling folder, a shipped layout or a path: its templates and CSS come first
    pages = 2                   # as many as it always has
    sections = ["summary", …]   # the sections of a Brochure that it prints
    template = "sidebar.html"   # optional; "<name>.html"

    densities = ["regular"]     # classes of a page, from roomy to tight; the first that holds everything is used

    [fit]                       # lists: [least, most] items; those beyond the least are dropped where room is short
    duties = [3, 6]             # templates read fit.duties.least and fit.duties.most

    [paper]                     # optional: how the page lies on the sheet
    landscape = true            # turned by a quarter
    margin_pt = 20              # 36 unless said otherwise; office printers need 18
    copies = 2                  # the same page several times side by side, with a cut line between (render/copies.py)

Nothing in it is executed as Python.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from reportgen import resources
from reportgen.brochure.value import Brochure
from reportgen.errors import ReportgenError, UsageError
from reportgen.render import layout_values as values
from reportgen.render.layout_values import Fit
from reportgen.render.paper import Paper, Use

ENTRY_POINTS = "reportgen.layouts"
_FILE = "layout.toml"
_KEYS = ("name", "title", "extends", "pages", "sections", "template", "densities", "fit", "paper")
_SECTIONS = tuple(field.name for field in fields(Brochure))
_DEEPEST_CHAIN = 5


@dataclass(frozen=True, slots=True)
class Layout:
    """`chain` holds the folders from this layout to its oldest ancestor: templates and CSS are looked up in it."""

    name: str
    title: str
    pages: int
    sections: tuple[str, ...]
    template: str
    densities: tuple[str, ...]
    fit: Mapping[str, Fit]
    use: Use
    chain: tuple[Path, ...]

    def page_on(self, sheet: Paper) -> Paper:
        """The page that the templates fill, on a sheet of this paper."""
        return self.use.page_on(sheet)

    @property
    def folder(self) -> Path:
        """The layout's own folder."""
        return self.chain[0]


def load_layout(asked: str | Path) -> Layout:
    """Read a layout by its name, or by the path of its folder (anything with a path separator or a dot in front).

    Raises UsageError for an unknown name and ReportgenError for a folder that is no layout.
    """
    return _read(_find(asked))


def available_layouts() -> tuple[Layout, ...]:
    """The shipped layouts and those of installed packages, by name. Folders with a leading "_" are only extended."""
    return tuple(_read(folder) for _, folder in sorted(_known().items()))


def _known() -> dict[str, Path]:
    found = {
        entry.name: entry
        for entry in resources.folder("layouts").iterdir()
        if (entry / _FILE).is_file() and not entry.name.startswith("_")
    }
    for point in entry_points(group=ENTRY_POINTS):
        found.setdefault(point.name, Path(str(point.load())))
    return found


def _find(asked: str | Path) -> Path:
    text = str(asked)
    if isinstance(asked, Path) or "/" in text or "\\" in text or text.startswith("."):
        folder = Path(asked).expanduser()
        if not (folder / _FILE).is_file():
            raise UsageError(
                f"{folder} is not a layout: it has no {_FILE}.",
                cure="Start from a shipped one with `reportgen layouts new NAME`.",
            )
        return folder.resolve()
    known = _known()
    if text not in known:
        near = difflib.get_close_matches(text, known, n=1)
        hint = f" Did you mean “{near[0]}”?" if near else ""
        raise UsageError(
            f"There is no layout “{text}”.{hint}",
            cure=f"Known layouts: {', '.join(sorted(known))}. A folder of your own: --layout ./my-layout",
        )
    return known[text].resolve()


def _read(folder: Path) -> Layout:
    tables = list(_chain(folder))
    merged: dict[str, Any] = {}
    for _, table in reversed(tables):
        merged.update(table)
    own = tables[0][1]
    where = folder / _FILE
    for key in ("name", "title", "pages"):
        if key not in merged:
            raise ReportgenError(f"{where}: the key “{key}” is missing.", cure=f"Add {key} = … to it.")
    if not isinstance(merged["pages"], int) or merged["pages"] < 1:
        raise ReportgenError(f"{where}: pages is {merged['pages']!r}.", cure="Write a whole number from 1.")
    sections = tuple(str(section) for section in merged.get("sections", ()))
    for section in sections:
        if section not in _SECTIONS:
            raise values.unknown(where, "section", section, _SECTIONS)
    return Layout(
        name=str(merged["name"]),
        title=str(merged["title"]),
        pages=merged["pages"],
        sections=sections,
        template=str(own.get("template", merged.get("template", f"{merged['name']}.html"))),
        densities=values.densities(where, merged.get("densities", ["regular"])),
        fit=values.fits(where, [table.get("fit", {}) for _, table in reversed(tables)]),
        use=values.use(where, [table.get("paper", {}) for _, table in reversed(tables)]),
        chain=tuple(path for path, _ in tables),
    )


def _chain(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The folders from `folder` upwards, each with its table."""
    seen: list[Path] = []
    while True:
        seen.append(folder)
        table = _toml(folder / _FILE)
        yield folder, table
        parent = table.get("extends")
        if not parent:
            return
        candidates = (folder / str(parent), folder.parent / str(parent), resources.folder("layouts") / str(parent))
        found = [path.resolve() for path in candidates if (path / _FILE).is_file()]
        if not found:
            raise ReportgenError(
                f"{folder / _FILE}: extends “{parent}”, which is not a layout.",
                cure="Name a shipped layout (reportgen layouts list), or a folder beside this one.",
            )
        if found[0] in seen or len(seen) >= _DEEPEST_CHAIN:
            raise ReportgenError(
                f"{folder / _FILE}: extends “{parent}”, which leads back here.", cure="Break the ring."
            )
        folder = found[0]


def _toml(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ReportgenError(f"{path}: {error}.", cure="Correct it; see docs on layout.toml.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ReportgenError(f"{path} cannot be read: {error}.") from error
    for key in table:
        if key not in _KEYS:
            raise values.unknown(path, "key", key, _KEYS)
    return table

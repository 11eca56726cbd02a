"""A layout is a folder: `layout.toml`, `*.html` (Jinja2), `print.css`. Found by name, by path or by entry point.

    name = "sidebar"            # the folder's name
    title = "Two pages …"       # one line for `layouts list`
    extends = "_base"           # a folder beside or within, a shipped layout or a package's: its files come first
    pages = 2                   # as many as it always has
    sections = ["summary", …]   # the sections of a Brochure that it prints
    template = "sidebar.html"   # optional; "<name>.html", of the nearest that has one
    for = "comparison"          # what it prints (render/subjects.py); a "brochure" unless it says otherwise

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
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from reportgen.errors import ReportgenError, UsageError
from reportgen.render import large, layout_file, layout_sources
from reportgen.render import layout_values as values
from reportgen.render.layout_sources import FILE, Place
from reportgen.render.layout_values import Fit
from reportgen.render.paper import Paper, Use
from reportgen.render.subjects import BROCHURE, SUBJECTS
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """`chain` holds the folders from this layout to its oldest ancestor: templates and CSS are looked up in it.

    `subject` is what it is for, a key of `subjects.SUBJECTS`; `origin` who brings it (layout_sources.py), "" for a
    folder of the user's own.
    """

    name: str
    title: str
    pages: int
    sections: tuple[str, ...]
    template: str
    densities: tuple[str, ...]
    fit: Mapping[str, Fit]
    use: Use
    chain: tuple[Path, ...]
    subject: str = BROCHURE
    origin: str = ""

    def page_on(self, sheet: Paper) -> Paper:
        """The page that the templates fill, on a sheet of this paper."""
        return self.use.page_on(sheet)

    @property
    def has_large_print(self) -> bool:
        """Whether it, or what it extends, has a template for large print."""
        return any((folder / large.TEMPLATE).is_file() for folder in self.chain)

    @property
    def folder(self) -> Path:
        """The layout's own folder."""
        return self.chain[0]


def load_layout(asked: str | Path, *, subject: str | None = BROCHURE) -> Layout:
    """Read a layout by its name, or by the path of its folder (anything with a path separator or a dot in front).

    Raises UsageError for an unknown name and for one that is for another `subject` (None: any will do), and
    ReportgenError for a folder that is no layout.
    """
    layout = _read(*_find(asked, subject))
    if subject is not None and layout.subject != subject:
        fitting = ", ".join(each.name for each in available_layouts(subject))
        raise UsageError(
            f"The layout “{layout.name}” is for a {layout.subject}, not for a {subject}.",
            cure=f"Use it with `{SUBJECTS[layout.subject].command}`. Layouts for a {subject}: {fitting}.",
        )
    return layout


def available_layouts(subject: str | None = BROCHURE) -> tuple[Layout, ...]:
    """The shipped layouts and those of installed packages, by name: those for a `subject`, or all (None).

    Folders with a leading "_" are only extended. One with a fault is left out: see `broken_layouts`.
    """
    return tuple(layout for _, layout in _places() if layout is not None and subject in (None, layout.subject))


def broken_layouts() -> tuple[Place, ...]:
    """Those that would be among the available ones, were they right; the `fault` of each says what is wrong."""
    return tuple(place for place, layout in _places() if layout is None)


def _places() -> Iterator[tuple[Place, Layout | None]]:
    """Every place by name, and its layout unless it has a fault."""
    for _, place in sorted(layout_sources.places().items()):
        if place.fault is None:
            try:
                yield place, _read(place.folder, place.origin)
                continue
            except ReportgenError as error:
                place = replace(place, fault=error)
        yield place, None


def _find(asked: str | Path, subject: str | None) -> tuple[Path, str]:
    """The folder, and who brings it: "" for a folder of the user's own."""
    text = str(asked)
    if isinstance(asked, Path) or "/" in text or "\\" in text or text.startswith((".", "~")):
        folder = Path(asked).expanduser()
        if not (folder / FILE).is_file():
            raise UsageError(
                f"{folder} is not a layout: it has no {FILE}.",
                cure="Start from a shipped one with `reportgen layouts new NAME`.",
            )
        return folder.resolve(), ""
    place = layout_sources.place_named(text)
    if place is None:
        fitting = [layout.name for layout in available_layouts(subject)]
        near = difflib.get_close_matches(text, fitting, n=1)
        hint = f" Did you mean “{near[0]}”?" if near else ""
        own = text if (Path(text) / FILE).is_file() else "my-layout"
        raise UsageError(
            f"There is no layout “{text}”.{hint}",
            cure=f"Known layouts: {', '.join(fitting)}. A folder of your own: --layout ./{own}",
        )
    if place.fault is not None:
        raise place.fault
    return place.folder.resolve(), place.origin


def _read(folder: Path, origin: str = "") -> Layout:
    files = layout_file.chain(folder)
    subject = values.subject(files)
    return Layout(
        name=values.name(files),
        title=values.text(files, "title"),
        pages=values.pages(files),
        sections=values.sections(files, SUBJECTS[subject].sections),
        template=values.template(files),
        densities=values.densities(files),
        fit=values.fits(files),
        use=values.use(files),
        chain=tuple(file.folder for file in files),
        subject=subject,
        origin=origin,
    )

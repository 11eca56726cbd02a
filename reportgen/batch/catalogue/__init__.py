"""`index.html`: a searchable catalogue of the brochures in a folder. Opens from the file system, without a network.

Up to `MOST_ON_A_PAGE` brochures stand in it as a plain table, which its script searches and sorts. A browser cannot
hold 40,000 rows: of more, the page lists the places, each with a page of its own under `catalogue/`; the script reads
all of them from `catalogue/rows.js` and shows as many rows at a time as can be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from reportgen.batch import files
from reportgen.batch.catalogue import page
from reportgen.batch.catalogue.data import rows_script
from reportgen.batch.catalogue.entry import Entry, entries
from reportgen.batch.catalogue.page import Link
from reportgen.batch.manifest import History
from reportgen.batch.names import slug

NAME = "index.html"
FOLDER = "catalogue"
MOST_ON_A_PAGE = 1000
_SHOWN_AT_ONCE = 200  # of more than one page holds


def write_catalogue(folder: Path, history: History, note: str, *, there: frozenset[str] | None = None) -> Path:
    """Write the catalogue of what `folder` holds. `note` is the line at its foot (which data, which day).

    `there` are the files that it lists, when they stand elsewhere and only the catalogue goes into `folder`.
    The page with the links comes last, and then those of an earlier catalogue that it no longer leads to are removed.
    """
    listed = entries(folder, history, there)
    parts: list[str] = []
    if len(listed) <= MOST_ON_A_PAGE:
        text = page.whole(listed, note, rows_script(listed, len(listed)))
    else:
        files.make_folder(folder / FOLDER)
        links = []
        for link, title, rows in _by_place(listed):
            files.write_text_whole(folder / link.address, page.of_place(title, rows, note, NAME))
            links.append(link)
        files.write_text_whole(folder / FOLDER / "rows.js", rows_script(listed, _SHOWN_AT_ONCE))
        text = page.of_places(listed, note, links, f"{FOLDER}/rows.js")
        parts = ["rows.js", *(Path(link.address).name for link in links)]
    target = folder / NAME
    files.write_text_whole(target, text)
    _remove_others(folder / FOLDER, parts)
    return target


def _by_place(listed: Sequence[Entry]) -> Iterator[tuple[Link, str, Sequence[Entry]]]:
    """The pages of the places: the link to each, its title, and its rows. A place with too many has several."""
    taken: set[str] = set()
    by_area = sorted(listed, key=lambda entry: entry.area)  # stable: titles stay in order
    for area, group in groupby(by_area, key=lambda entry: entry.area):
        rows = list(group)
        parts = -(-len(rows) // MOST_ON_A_PAGE)
        for part in range(parts):
            some = rows[part * MOST_ON_A_PAGE : (part + 1) * MOST_ON_A_PAGE]
            name = f"{slug(area) or 'place'}{f'-{part + 1}' if parts > 1 else ''}"
            while name in taken:
                name += "-"
            taken.add(name)
            title = f"{area}, part {part + 1} of {parts}" if parts > 1 else area
            yield Link(f"{FOLDER}/{name}.html", title, len(some)), title, some


def _remove_others(folder: Path, names: Sequence[str]) -> None:
    """Only what looks like ours: the rows, pages with a name as we give it, and what was left unfinished."""
    if not folder.is_dir():
        return
    files.sweep(folder)
    for path in folder.iterdir():
        if path.name not in names and re.fullmatch(r"rows\.js|[a-z0-9-]+\.html", path.name):
            path.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()

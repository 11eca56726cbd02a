"""The pages of the catalogue as HTML: plain tables, which read, print and tab without a script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote

from reportgen.batch.catalogue.entry import Entry
from reportgen.batch.thumbnails import FOLDER as THUMBNAILS
from reportgen.values import dataclass

_TITLE = "Career brochures"
_BLANK = Entry("", "", "", "", "", "", "", has_picture=True)


@dataclass(frozen=True, slots=True)
class Link:
    """The address of a place's page, its title, and how many brochures it lists."""

    address: str
    title: str
    count: int


def whole(listed: Sequence[Entry], note: str, script: str) -> str:
    """A catalogue of one page. `script` defines its rows once more, for searching and sorting."""
    return _page(_title(listed), listed, note, scripts=_inline(script) + _search_script(), searches=True)


def of_places(listed: Sequence[Entry], note: str, links: Sequence[Link], rows_address: str) -> str:
    """The first page of a catalogue of many: the way to the pages of the places, and a search over all rows."""
    items = "\n".join(
        f'<li><a href="{quote(link.address)}">{escape(link.title)}</a> <span class="soft">{link.count:,}</span></li>'
        for link in links
    )
    places = (
        '<details class="for-screen" open><summary>Lists to read and print, by place</summary>\n'
        f'<ul class="places">\n{items}\n</ul></details>'
    )
    scripts = f'<script src="{quote(rows_address)}"></script>\n' + _search_script()
    return _page(_title(listed), listed, note, places=places, scripts=scripts, searches=True, has_rows=False)


def of_place(title: str, listed: Sequence[Entry], note: str, home: str) -> str:
    """The list of one place, in a folder below the brochures."""
    back = f'<p class="for-screen"><a href="../{quote(home)}">All places, and search</a></p>'
    return _page(f"{_TITLE}: {title}", listed, note, back=back, up="../")


def _title(listed: Sequence[Entry]) -> str:
    areas = {entry.area for entry in listed}
    return f"{_TITLE}: {areas.pop()}" if len(areas) == 1 else _TITLE


def _page(
    title: str,
    listed: Sequence[Entry],
    note: str,
    *,
    back: str = "",
    places: str = "",
    scripts: str = "",
    searches: bool = False,
    has_rows: bool = True,
    up: str = "",
) -> str:
    pictures = any(entry.has_picture for entry in listed)
    places_differ = len({entry.area for entry in listed}) > 1
    count = f"{len(listed):,} {'brochure' if len(listed) == 1 else 'brochures'}"
    return Template(_file("catalogue.html")).substitute(
        title=escape(title),
        style=_file("catalogue.css"),
        back=back,
        search=_search(listed, count) if searches else "",
        places=places,
        hidden="" if has_rows else " hidden",
        count=count,
        picture_heading='<th scope="col" class="picture">First page</th>' if pictures else "",
        place_heading='<th scope="col" class="place">Place</th>' if places_differ else "",
        rows="\n".join(_row(entry, pictures, places_differ, up) for entry in listed) if has_rows else "",
        blank_row=f"<template>{_row(_BLANK, pictures, places_differ, up)}</template>" if searches else "",
        note=escape(note),
        scripts=scripts,
    )


def _search(listed: Sequence[Entry], count: str) -> str:
    places, groups = ({entry.area for entry in listed}, {entry.group for entry in listed if entry.group})
    return Template(_file("search.html")).substitute(
        count=count,
        place=_choice("place", "Place", "All places", places) if len(places) > 1 else "",
        group=_choice("group", "Group", "All groups", groups) if groups else "",
    )


def _choice(name: str, label: str, everything: str, options: Iterable[str]) -> str:
    listed = "".join(f"<option>{escape(option)}</option>" for option in sorted(options))
    return (
        f'<div><label for="{name}">{label}</label>\n'
        f'<select id="{name}"><option value="">{everything}</option>{listed}</select></div>'
    )


def _row(entry: Entry, pictures: bool, places_differ: bool, up: str) -> str:
    """The script copies a blank one and fills it in by classes. A narrow screen shows the place below the title."""
    picture = ""
    if pictures:
        # The title beside it says what it is: a picture of the same page would be read out twice.
        source = f"{up}{THUMBNAILS}/{quote(Path(entry.file).stem)}.png"
        image = f'<img src="{source}" alt="" loading="lazy" width="110">' if entry.has_picture else ""
        picture = f'<td class="picture">{image}</td>'
    narrow = place = ""
    if places_differ:
        narrow = f' <span class="code narrow">{escape(entry.area)}</span>'
        place = f'<td class="place">{escape(entry.area)}</td>'
    return (
        f"<tr>{picture}"
        f'<th scope="row"><a href="{up}{quote(entry.file)}">{escape(entry.title)}</a> '
        f'<span class="code">{escape(entry.soc)}</span>{narrow}</th>{place}'
        f'<td class="group">{escape(entry.group)}</td>'
        f'<td class="figure pay">{escape(entry.pay) or "–"}</td>'
        f'<td class="figure growth">{escape(entry.growth) or "–"}</td>'
        f'<td class="file">{escape(entry.file)}</td></tr>'
    )


def _search_script() -> str:
    return _inline(_file("catalogue.js"))


def _inline(script: str) -> str:
    return f"<script>\n{script}\n</script>\n"


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8").strip()

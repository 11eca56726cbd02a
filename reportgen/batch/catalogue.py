"""`index.html`: a searchable catalogue of the brochures in a folder. Opens from the file system; loads nothing else.

The page is a plain table that can be read, printed and tabbed through without its script, which adds searching,
choosing a group and sorting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote

from reportgen.batch.files import write_text_whole
from reportgen.batch.manifest import History
from reportgen.batch.thumbnails import FOLDER as THUMBNAILS
from reportgen.batch.thumbnails import thumbnail_of

NAME = "index.html"
_KEYS = ("soc", "title", "area_name", "group", "pay", "growth")
_NUMBER = re.compile(r"[-−+]?[\d,]+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One brochure. `pay` and `growth` are as it prints them; `has_picture`: a thumbnail stands beside it."""

    file: str
    soc: str
    title: str
    area: str
    group: str
    pay: str
    growth: str
    has_picture: bool


def entries(folder: Path, history: History) -> tuple[Entry, ...]:
    """What the manifest says was made and is there, by title and area."""
    found = []
    for name, record in history.made.items():
        if (folder / name).is_file():
            soc, title, area, group, pay, growth = (str(record.get(key, "")) for key in _KEYS)
            picture = thumbnail_of(folder / name).is_file()
            found.append(Entry(name, soc, title, area, group, pay, growth, picture))
    return tuple(sorted(found, key=lambda entry: (entry.title, entry.area, entry.file)))


def write_catalogue(folder: Path, history: History, note: str) -> Path:
    """Write the catalogue. `note` is the line at its foot (which data, which day)."""
    target = folder / NAME
    write_text_whole(target, page(entries(folder, history), note))
    return target


def page(listed: Sequence[Entry], note: str) -> str:
    """The catalogue as HTML."""
    template = Template(Path(__file__).with_name("catalogue.html").read_text(encoding="utf-8"))
    areas = {entry.area for entry in listed}
    title = f"Career brochures: {areas.pop()}" if len(areas) == 1 else "Career brochures"
    pictures = any(entry.has_picture for entry in listed)
    return template.substitute(
        title=escape(title),
        count=f"{len(listed):,} {'brochure' if len(listed) == 1 else 'brochures'}",
        options="".join(f"<option>{escape(group)}</option>" for group in _groups(listed)),
        picture_heading='<th scope="col" class="picture">First page</th>' if pictures else "",
        rows="\n".join(_row(entry, pictures) for entry in listed),
        note=escape(note),
    )


def _groups(listed: Iterable[Entry]) -> list[str]:
    return sorted({entry.group for entry in listed if entry.group})


def _row(entry: Entry, pictures: bool) -> str:
    picture = ""
    if pictures:
        # The title beside it says what it is: a picture of the same page would be read out twice.
        source = f"{THUMBNAILS}/{quote(Path(entry.file).stem)}.png"
        image = f'<img src="{source}" alt="" loading="lazy" width="110">' if entry.has_picture else ""
        picture = f'<td class="picture">{image}</td>'
    return (
        f"<tr>{picture}"
        f'<th scope="row"><a href="{quote(entry.file)}">{escape(entry.title)}</a> '
        f'<span class="code">{escape(entry.soc)}</span></th>'
        f"<td>{escape(entry.area)}</td><td>{escape(entry.group)}</td>"
        f'{_figure(entry.pay)}{_figure(entry.growth)}<td><span class="file">{escape(entry.file)}</span></td></tr>'
    )


def _figure(text: str) -> str:
    """A cell with the number that it sorts by. Words ("Not published") have none and sort last, and so does pay by
    the hour: it is never made into pay by the year."""
    match = None if text.endswith("an hour") else _NUMBER.search(text)
    key = f' data-key="{float(match[0].replace(",", "").replace("−", "-")):g}"' if match else ""
    return f'<td class="figure"{key}>{escape(text) or "–"}</td>'

"""What the catalogue says of one brochure."""

from __future__ import annotations

from pathlib import Path

from reportgen.batch.manifest import History
from reportgen.batch.thumbnails import FOLDER as THUMBNAILS
from reportgen.batch.thumbnails import thumbnail_of
from reportgen.values import dataclass

_KEYS = ("soc", "title", "area_name", "group", "pay", "growth")


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


def entries(folder: Path, history: History, there: frozenset[str] | None = None) -> tuple[Entry, ...]:
    """What the manifest says was made and is there (in `folder`, unless `there` says what is), by title and area."""
    there, pictures = _names(folder) if there is None else there, _names(folder / THUMBNAILS)
    found = []
    for name, record in history.made.items():
        if name in there:
            soc, title, area, group, pay, growth = (str(record.get(key, "")) for key in _KEYS)
            picture = bool(pictures) and thumbnail_of(folder / name).name in pictures
            found.append(Entry(name, soc, title, area, group, pay, growth, picture))
    return tuple(sorted(found, key=lambda entry: (entry.title, entry.area, entry.file)))


def _names(folder: Path) -> frozenset[str]:
    """Read once: asking for 40,000 files one by one takes seconds."""
    return frozenset(path.name for path in folder.iterdir()) if folder.is_dir() else frozenset()

"""The user's cache folder: what can be made again, kept on disk so that a new process need not make it.

A folder that cannot be written to is no reason to stop. Files are written whole, under names that change with all
that they were made of; the oldest go when there are too many.
"""

from __future__ import annotations

import os
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

from reportgen import home

FOLDER_VARIABLE = "REPORTGEN_CACHE"
STYLES, TEMPLATE = ".json", ".template"  # what the press learned of a layout; a compiled template
# Of a process that was killed. Nothing else is removed: the folder may be one with other things in it.
_UNFINISHED = re.compile(r"\.[0-9a-f]{32}\.(json|template)\.[0-9a-f]{12}")
_ABANDONED_SECONDS = 600
_MOST_FILES = {STYLES: 60, TEMPLATE: 150}  # some 100 and 40 KB each


def folder() -> Path:
    """Where what is kept stands."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    return home.cache() / "press"


def write(name: str, data: bytes) -> None:
    """Keep a file. Nothing happens where the folder cannot be written to."""
    with suppress(OSError):
        place = folder()
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = place / f".{name}.{secrets.token_hex(6)}"
        try:
            # Not through a link that somebody put there.
            with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
            temporary.replace(place / name)
        finally:
            temporary.unlink(missing_ok=True)
        for path in place.iterdir():
            if _UNFINISHED.fullmatch(path.name) and time.time() - path.stat().st_mtime > _ABANDONED_SECONDS:
                path.unlink(missing_ok=True)
        suffix = Path(name).suffix
        for path in files(suffix)[_MOST_FILES[suffix] :]:
            path.unlink(missing_ok=True)


def files(*suffixes: str) -> list[Path]:
    """What is kept, of these kinds or of all, the newest first."""
    try:
        found = [
            (path.stat().st_mtime, path) for path in folder().iterdir() if path.suffix in (suffixes or _MOST_FILES)
        ]
    except OSError:
        return []
    return [path for _, path in sorted(found, reverse=True)]


def clear() -> int:
    """Remove all that is kept; returns how many files there were."""
    found = files()
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)

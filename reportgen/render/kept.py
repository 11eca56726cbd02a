"""The user's cache folder: what can be made again, kept on disk so that a new process need not make it.

A folder that cannot be written to is no reason to stop. Files are written whole, under names that change with all
that they were made of; the oldest go when there are too many.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

FOLDER_VARIABLE = "REPORTGEN_CACHE"
STYLES, TEMPLATE = ".json", ".template"  # what the press learned of a layout; a compiled template
_MOST_FILES = {STYLES: 60, TEMPLATE: 150}  # some 100 and 40 KB each


def folder() -> Path:
    """Where what is kept stands."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_cache_dir("reportgen", appauthor=False)) / "press"


def write(name: str, data: bytes) -> None:
    """Keep a file. Nothing happens where the folder cannot be written to."""
    with suppress(OSError):
        place = folder()
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = place / f".{name}.{os.getpid()}"
        try:
            temporary.touch(mode=0o600)
            temporary.write_bytes(data)
            temporary.replace(place / name)
        finally:
            temporary.unlink(missing_ok=True)
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

"""Keeps on disk what WeasyPrint said of a layout, so that a new process need not start it to ask again.

One file for each state of a layout's style sheets, of its fonts and of our code, under the user's cache folder. A file
that is damaged or not ours counts for nothing and is written anew. It is JSON, and nothing in it is executed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

_MOST_FILES = 60  # some 100 KB each
FOLDER_VARIABLE = "REPORTGEN_CACHE"


def folder() -> Path:
    """Where what is kept stands."""
    import platformdirs

    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else Path(platformdirs.user_cache_dir("reportgen", appauthor=False)) / "press"


def key_of(files: Iterable[Path], more: Iterable[str]) -> str:
    """A name for what is learned of these files: it changes with any of them, with WeasyPrint, and with our code."""
    digest = hashlib.sha256(_code().encode())
    for path in files:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for text in more:
        digest.update(f"\0{text}".encode())
    return digest.hexdigest()[:32]


@cache
def _code() -> str:
    here = Path(__file__).parent
    digest = hashlib.sha256(version("weasyprint").encode())
    for path in sorted(here.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def load(key: str) -> Any:
    """What was kept under the key; None where there is nothing that can be relied on."""
    try:
        text = (folder() / f"{key}.json").read_text(encoding="utf-8")
        seal, _, body = text.partition("\n")
        return json.loads(body) if seal == _seal(body) else None
    except (OSError, ValueError):
        return None


def keep(key: str, value: Any) -> None:
    """Keep a value. A folder that cannot be written to is no reason to stop: it will be asked again."""
    body = json.dumps(value, separators=(",", ":"))
    with suppress(OSError):
        place = folder()
        place.mkdir(parents=True, exist_ok=True)
        temporary = place / f".{key}.{os.getpid()}"
        try:
            temporary.write_text(f"{_seal(body)}\n{body}", encoding="utf-8")
            temporary.replace(place / f"{key}.json")
        finally:
            temporary.unlink(missing_ok=True)
        _trim(place)


def files() -> list[Path]:
    """What is kept, the newest first."""
    try:
        found = [(path.stat().st_mtime, path) for path in folder().glob("*.json")]
    except OSError:
        return []
    return [path for _, path in sorted(found, reverse=True)]


def clear() -> int:
    """Remove all that is kept; returns how many files there were."""
    found = files()
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def _trim(place: Path) -> None:
    for path in files()[_MOST_FILES:]:
        path.unlink(missing_ok=True)


def _seal(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()

"""Whether a file of a layout changed, told from times and sizes twice in a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from reportgen.errors import ReportgenError
from reportgen.render.layout import load_layout

_EVERY_SECONDS = 0.4
_MOST_FILES = 2000
State = Mapping[Path, tuple[int, int]]


def folders_of(layout: str, known: tuple[Path, ...]) -> tuple[Path, ...]:
    """Those of the layout and of what it extends; the `known` ones while its layout.toml cannot be read."""
    try:
        return load_layout(layout, subject=None).chain
    except ReportgenError:
        return known or ((Path(layout).expanduser(),) if Path(layout).expanduser().is_dir() else ())


def state_of(folders: Iterable[Path], files: Iterable[Path], without: Path) -> State:
    """Time and size of every file, but for those in the folder `without`, which the preview writes itself."""
    found: dict[Path, tuple[int, int]] = {}
    for path in (*files, *(path for folder in folders for path in folder.rglob("*"))):
        if len(found) >= _MOST_FILES:
            break
        if path.is_relative_to(without):
            continue
        try:
            status = path.stat()
        except OSError:  # saved anew this moment, or a link to nowhere
            continue
        found[path] = (status.st_mtime_ns, status.st_size)
    return found


def wait_for_change(state: Callable[[], State], before: State) -> tuple[str, ...]:
    """Return when the state is no longer the one `before`, and which files changed, once they have come to rest."""
    while (now := state()) == before:
        time.sleep(_EVERY_SECONDS)
    while (later := state()) != now:  # an editor may save in several steps
        now = later
        time.sleep(_EVERY_SECONDS / 4)
    changed = [path for path in {**before, **now} if before.get(path) != now.get(path)]
    return tuple(sorted(str(path) for path in changed if not path.is_dir())) or (str(changed[0]),)

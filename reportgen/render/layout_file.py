"""The layout.toml files of a layout and of those that it extends, each fault with its line."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reportgen import resources
from reportgen.errors import ReportgenError
from reportgen.render import layout_sources
from reportgen.render.layout_sources import FILE
from reportgen.values import dataclass

KEYS = ("name", "title", "for", "extends", "pages", "sections", "template", "densities", "fit", "paper")
_DEEPEST_CHAIN = 5
_HEADER = re.compile(r"\s*\[\s*([\w.-]+)\s*\]")
_LINE = re.compile(r" \(at line (\d+), column \d+\)")
_AT_END = " (at end of document)"
# Read without a template or a style sheet asking for them, so that nothing else looks where they lead.
_READ_BY_NAME = (FILE, "print.css", "large.css", "words/*.toml")


@dataclass(frozen=True, slots=True)
class LayoutFile:
    """A layout.toml that was read. `at` says where a key of it stands, for messages."""

    folder: Path
    table: Mapping[str, Any]

    def at(self, key: str, within: str = "") -> str:
        """File and line of a key, of the table `within` or of the file itself."""
        path, now = self.folder / FILE, ""
        wanted = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*(\.[\w.-]+\s*)?=""")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if header := _HEADER.match(line):
                now = header[1]
                if not within and now == key:
                    return f"{path}, line {number}"
            elif now == within and wanted.match(line):
                return f"{path}, line {number}"
        return str(path)


def chain(folder: Path) -> tuple[LayoutFile, ...]:
    """The layout's own file first, then those of the folders that it extends. Raises ReportgenError for what is wrong
    in them.
    """
    return tuple(_chain(folder))


def where_said(files: Sequence[LayoutFile], key: str) -> str:
    """Where the nearest of the files says a key, for messages."""
    return next((each.at(key) for each in files if key in each.table), str(files[0].folder / FILE))


def unknown(where: str, kind: str, word: str, known: Sequence[str]) -> ReportgenError:
    """The error for a word that nothing knows, with the nearest that something does."""
    near = difflib.get_close_matches(word, known, n=1)
    cure = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(known) or 'nothing'}."
    return ReportgenError(f"{where}: unknown {kind} “{word}”.", cure=cure)


def _chain(folder: Path) -> Iterator[LayoutFile]:
    seen: list[Path] = []
    while True:
        seen.append(folder)
        _require_own_files(folder)
        file = LayoutFile(folder, read_toml(folder / FILE))
        for key in file.table:
            if key not in KEYS:
                raise unknown(file.at(key), "key", key, KEYS)
        yield file
        parent = file.table.get("extends")
        if parent is None:
            return
        found = _extended(file, parent)
        if found in seen or len(seen) >= _DEEPEST_CHAIN:
            raise ReportgenError(
                f"{file.at('extends')}: extends “{parent}”, which leads back here.", cure="Break the ring."
            )
        folder = found


def _extended(file: LayoutFile, parent: object) -> Path:
    """The folder of the layout that this one extends: beside it or within it, a shipped one, one of a package."""
    where = file.at("extends")
    if not isinstance(parent, str) or Path(parent).name != parent or parent == "..":
        raise ReportgenError(
            f"{where}: extends is {parent!r}, which is no name.",
            cure="Name a layout, not a path: its folder stands beside this one, or it is a shipped one.",
        )
    within = (file.folder / parent).resolve()
    for path in _places_of(parent, file.folder):
        if (path / FILE).is_file() and (path != within or path.is_relative_to(file.folder)):
            return path.resolve()
    raise ReportgenError(
        f"{where}: extends “{parent}”, which is not a layout.",
        cure="Name a shipped layout (reportgen layouts list), or a folder beside this one.",
    )


def _places_of(parent: str, folder: Path) -> Iterator[Path]:
    """Where the layout that one in this folder extends may stand, in order; packages are looked at last."""
    yield (folder / parent).resolve()
    yield folder.parent / parent
    yield resources.folder("layouts") / parent
    if place := layout_sources.places().get(parent):
        yield place.folder


def _require_own_files(folder: Path) -> None:
    for pattern in _READ_BY_NAME:
        for path in folder.glob(pattern):
            if not path.resolve().is_relative_to(folder.resolve()):
                raise ReportgenError(
                    f"{path} leads to {path.resolve()}, outside the layout's folder.", cure="Put a copy in its place."
                )


def read_toml(path: Path) -> dict[str, Any]:
    """A file of a layout. Raises ReportgenError, with its line, for one that is no TOML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        number = line[1] if line else max(1, len(text.splitlines()))
        said = _LINE.sub("", str(error)).replace(_AT_END, "")
        raise ReportgenError(
            f"{path}, line {number}: {said}.",
            cure="Write it as TOML: key = value, words in quotes. docs/layouts.md has an example.",
        ) from error
    except UnicodeDecodeError as error:
        raise ReportgenError(f"{path} is not UTF-8 text.", cure="Save it in UTF-8.") from error
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits, thousands of brackets
        raise ReportgenError(f"{path} cannot be read: {error}.", cure="Write it as a person would.") from error
    except OSError as error:
        raise ReportgenError(f"{path} cannot be read: {error.strerror}.") from error

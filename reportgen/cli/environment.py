"""What the commands need of the machine, each with the cure for its absence: what exit code 4 may be about.

Loads no part of rendering.
"""

from __future__ import annotations

import ctypes
import importlib.metadata
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen import resources
from reportgen.errors import EnvironmentLacksError
from reportgen.values import dataclass

if TYPE_CHECKING:
    from reportgen.store.reader import Store

LOWEST_PYTHON = (3, 11)

# Package → lowest version; the same floors as in pyproject.toml (a test compares them).
FLOORS = {
    "click": "8.1",
    "jinja2": "3.1.6",
    "weasyprint": "70",
    "pandas": "2.2",
    "reportlab": "4.2",
    "pikepdf": "9",
    "rich": "13",
    "python-calamine": "0.3",
    "babel": "2.14",
    "requests": "2.32.4",
    "platformdirs": "4",
    "fonttools": "4.60.2",
    "pillow": "11.3",
    "uharfbuzz": "0.50",
    "deflate": "0.8",
}

# The names under which WeasyPrint opens each library on Linux, macOS and Windows.
_LIBRARIES = {
    "GObject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "Pango for FreeType": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "HarfBuzz subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
}
_LOWEST_PANGO = (1, 44, 0)  # what WeasyPrint asks for
_LEAST_FREE_MB = 200  # a brochure takes 0.1 MB, its making a few; a store that is built takes 100
_FONT_MAGIC = (b"\x00\x01\x00\x00", b"OTTO")
_BUILD_AGAIN = "Get reportgen again, or import the official files again (docs/data.md)."
_INSTALL_LIBRARIES = {
    "Linux": "sudo apt-get update && sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
    "(Debian, Ubuntu; elsewhere the packages of Pango and HarfBuzz)",
    "Darwin": "brew install pango",
    "Windows": "pacman -S mingw-w64-ucrt-x86_64-pango (in MSYS2)",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is needed, or with `is_needed` false only good to have. `cure` is "" when it is there."""

    name: str
    ok: bool
    detail: str
    cure: str = ""
    is_needed: bool = True


def examine(store: Path, output: Path, own_store: Callable[[], Path]) -> Iterator[Finding]:
    """Look at everything that making a brochure needs. `own_store` is where an import would write."""
    yield _python()
    yield from _packages()
    yield from _libraries()
    yield _pango()
    yield _fonts()
    yield _store(store)
    yield _writable("output folder", output, "Make it writable, or choose another with --output FOLDER.")
    yield _own(own_store)
    yield _temporary()
    yield _cache()


def _python() -> Finding:
    have = platform.python_version()
    lowest = ".".join(map(str, LOWEST_PYTHON))
    if sys.version_info[:2] >= LOWEST_PYTHON:
        return Finding("Python", True, have)
    return Finding("Python", False, have, f"Install Python {lowest} or newer.")


def _packages() -> Iterator[Finding]:
    for name, floor in FLOORS.items():
        try:
            have = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield Finding(name, False, "not installed", f'pip install "{name}>={floor}"')
            continue
        ok = _numbers(have) >= _numbers(floor)
        yield Finding(name, ok, have if ok else f"{have}, too old", "" if ok else f'pip install "{name}>={floor}"')


def _numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version: enough to compare with a floor."""
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("+")[0])[:3])


def _libraries() -> Iterator[Finding]:
    cure = _INSTALL_LIBRARIES.get(platform.system(), _INSTALL_LIBRARIES["Linux"])
    for name, files in _LIBRARIES.items():
        found = next((file for file in files if _loads(file)), None)
        detail = found or f"none of {', '.join(files)} can be loaded"
        yield Finding(f"library {name}", found is not None, detail, "" if found else cure)


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _pango() -> Finding:
    """Its version; whether it is there at all is said above."""
    for file in _LIBRARIES["Pango"]:
        try:
            number = int(ctypes.CDLL(file).pango_version())
        except (OSError, AttributeError):
            continue
        have = (number // 10000, number // 100 % 100, number % 100)
        shown, lowest = ".".join(map(str, have)), ".".join(map(str, _LOWEST_PANGO))
        if have >= _LOWEST_PANGO:
            return Finding("version of Pango", True, shown)
        return Finding("version of Pango", False, f"{shown}, too old", f"Install Pango {lowest} or newer.")
    return Finding("version of Pango", False, "it does not say", "Install the system's package of Pango.")


def _fonts() -> Finding:
    try:
        folder = resources.folder("assets") / "fonts"
    except EnvironmentLacksError as error:
        return Finding("fonts", False, error.what, error.cure)
    files = sorted(folder.glob("*.ttf"))
    broken = [file.name for file in files if not _is_font(file)]
    if files and not broken:
        return Finding("fonts", True, f"{len(files)} in {folder}")
    detail = f"cannot be read: {', '.join(broken)}" if broken else f"none in {folder}"
    return Finding("fonts", False, detail, "Install reportgen again: its package is incomplete.")


def _is_font(file: Path) -> bool:
    try:
        with file.open("rb") as handle:
            return handle.read(4) in _FONT_MAGIC
    except OSError:
        return False


def _store(path: Path) -> Finding:
    from reportgen.store.reader import open_store
    from reportgen.store.shipped import checksum_file, sha256_of

    name = "data store"
    try:
        with open_store(path) as store:
            detail = f"{path}, OEWS {store.wage_releases.period}, {len(store.occupation_titles)} occupations"
            problems = [] if checksum_file(path).is_file() else _quick_check(store)
    except EnvironmentLacksError as error:
        return Finding(name, False, error.what, error.cure)
    if problems not in ([], ["ok"]):
        return Finding(name, False, f"{path} is damaged: {problems[0]}", _BUILD_AGAIN)
    if not problems and sha256_of(path) not in checksum_file(path).read_text(encoding="ascii", errors="replace"):
        return Finding(name, False, f"{path} is not what its checksum beside it says", _BUILD_AGAIN)
    return Finding(name, True, detail)


def _quick_check(store: Store) -> list[str]:
    """What SQLite finds wrong with the file; ["ok"] for nothing."""
    return [str(row["quick_check"]) for row in store.query("PRAGMA quick_check(1)")]


def _own(own_store: Callable[[], Path]) -> Finding:
    name = "your data folder"
    try:
        folder = own_store().parent
    except EnvironmentLacksError as error:
        return Finding(name, False, error.what, error.cure, is_needed=False)
    return _writable(name, folder, "Make it writable, or name a store with REPORTGEN_STORE.")


def _temporary() -> Finding:
    name, cure = "temporary files", "Make room there, or name another folder in the environment variable TMPDIR."
    try:
        folder = Path(tempfile.gettempdir())
    except OSError as error:  # none of the usual folders can be written to
        return Finding(name, False, str(error.strerror or error), cure)
    return _writable(name, folder, cure)


def _cache() -> Finding:
    """Without it everything works, at half the speed."""
    from reportgen.render import kept

    cure = f"Brochures are made without it, more slowly. Make it writable, or name another in {kept.FOLDER_VARIABLE}."
    found = _writable("cache folder", kept.folder(), cure)
    return replace(found, is_needed=False)


def _writable(name: str, folder: Path, cure: str) -> Finding:
    """Try in the nearest folder that exists: looking must not make any."""
    folder = folder.absolute()
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    try:
        with tempfile.TemporaryFile(prefix=".reportgen-", dir=there):
            free_mb = shutil.disk_usage(there).free // 1_000_000
    except OSError as error:
        return Finding(name, False, f"{folder}: {error.strerror or error}", cure)
    if free_mb < _LEAST_FREE_MB:
        return Finding(name, False, f"{folder}: only {free_mb:,} MB are free", f"Make room there. {cure}")
    return Finding(name, True, str(folder))

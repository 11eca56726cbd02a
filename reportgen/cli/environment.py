"""What rendering needs of the machine, each with the cure for its absence. Loads none of it."""

from __future__ import annotations

import ctypes
import importlib.metadata
import platform
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen import resources
from reportgen.errors import EnvironmentLacksError

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
    "requests": "2.32",
    "platformdirs": "4",
    "fonttools": "4.50",
    "pillow": "11",
    "uharfbuzz": "0.50",
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
_FONT_MAGIC = (b"\x00\x01\x00\x00", b"OTTO")
_INSTALL_LIBRARIES = {
    "Linux": "sudo apt-get update && sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
    "(Debian, Ubuntu; elsewhere the packages of Pango and HarfBuzz)",
    "Darwin": "brew install pango",
    "Windows": "pacman -S mingw-w64-ucrt-x86_64-pango (in MSYS2)",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is needed. `cure` is "" when it is there."""

    name: str
    ok: bool
    detail: str
    cure: str = ""


def examine(store: Path, output: Path, data_folder: Path) -> Iterator[Finding]:
    """Look at everything that making a brochure needs."""
    yield _python()
    yield from _packages()
    yield from _libraries()
    yield _fonts()
    yield _store(store)
    yield _writable("output folder", output, "Make it writable, or choose another with --output FOLDER.")
    yield _writable("your data folder", data_folder, "Make it writable, or name a store with REPORTGEN_STORE.")


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

    try:
        with open_store(path) as store:
            detail = f"{path}, OEWS {store.wage_releases.period}, {len(store.occupation_titles)} occupations"
    except EnvironmentLacksError as error:
        return Finding("data store", False, error.what, error.cure)
    return Finding("data store", True, detail)


def _writable(name: str, folder: Path, cure: str) -> Finding:
    """Try in the nearest folder that exists: looking must not make any."""
    folder = folder.absolute()
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    try:
        with tempfile.TemporaryFile(prefix=".reportgen-", dir=there):
            pass
    except OSError as error:
        return Finding(name, False, f"{folder}: {error.strerror or error}", cure)
    return Finding(name, True, str(folder))

"""The versions of what draws a page. A change of any of them may change every file."""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import importlib.metadata
from functools import cache
from pathlib import Path

from reportgen import __version__, resources

# What has a hand in the bytes of a PDF.
_PACKAGES = ("weasyprint", "pikepdf", "jinja2", "babel", "pillow", "reportlab")
# Library → file names on Linux and macOS, and its function that says the version.
_LIBRARIES = {
    "pango": (("libpango-1.0.so.0", "libpango-1.0.dylib"), "pango_version_string"),
    "harfbuzz": (("libharfbuzz.so.0", "libharfbuzz.0.dylib"), "hb_version_string"),
    # Without it WeasyPrint subsets fonts by other means, with other bytes.
    "harfbuzz-subset": (("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"), "hb_version_string"),
}
# The folders of the package that decide what a brochure says and looks like.
_DRAWING = ("model", "sources", "store", "profile", "brochure", "charts", "render")


@cache
def versions() -> dict[str, str]:
    """Name → version; "absent" for what is not there."""
    found = {"reportgen": __version__, "code": _code()}
    for name in _PACKAGES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "absent"
    for name, (files, function) in _LIBRARIES.items():
        found[name] = _library(files, function)
    return found


def _library(files: tuple[str, ...], function: str) -> str:
    for file in files:
        try:
            says = getattr(ctypes.CDLL(file), function)
        except (OSError, AttributeError):
            continue
        says.restype = ctypes.c_char_p
        return bytes(says() or b"").decode("ascii", "replace")
    return "absent"


def _code() -> str:
    """A checksum of the code and the shipped files that draw: between two releases the version alone says nothing."""
    package = Path(__file__).resolve().parents[1]
    roots = [package / name for name in _DRAWING] + [resources.folder("data") / "rules", resources.folder("assets")]
    digest = hashlib.sha256()
    for root in roots:
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{root.name}/{path.relative_to(root).as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]

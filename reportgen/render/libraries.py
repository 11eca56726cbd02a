"""Imports WeasyPrint without the 54 processes that it starts to look for its seven libraries.

It tries names that only Windows has before the ones that Linux loads at once, and Python looks for each of those with
ldconfig, gcc and ld: 0.2 to 0.5 s. See docs/decisions/0006-libraries-by-their-names.md; to go when WeasyPrint tries
the Linux names first.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from importlib import import_module
from importlib.metadata import version
from io import StringIO
from typing import Any

_READ = "70"  # the version of WeasyPrint whose list of names was read
_FAMILIES = ("gobject", "pango", "harfbuzz", "fontconfig")


def import_weasyprint() -> Any:
    """The module. Raises OSError where a library is missing, as its import does."""
    if "weasyprint" not in sys.modules and sys.platform == "linux" and version("weasyprint").split(".")[0] == _READ:
        # A library that only looking finds, or none: the import below says so, and where to find help.
        with suppress(OSError), _by_soname(), redirect_stdout(StringIO()):
            import_module("weasyprint")
    return import_module("weasyprint")


@contextmanager
def _by_soname() -> Iterator[None]:
    """Meanwhile names of these families are not looked for: the next in WeasyPrint's list, the soname, is loaded."""
    look = ctypes.util.find_library

    def find_library(name: str) -> str | None:
        return None if name.removeprefix("lib").startswith(_FAMILIES) else look(name)

    ctypes.util.find_library = find_library
    try:
        yield
    finally:
        ctypes.util.find_library = look

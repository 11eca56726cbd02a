"""Imports WeasyPrint without the 54 processes that it starts to look for its libraries, and without what it never uses.

It tries names that only Windows has before the ones that Linux loads at once, and Python looks for each of those with
ldconfig, gcc and ld: 0.2 to 0.5 s. See docs/decisions/0006-libraries-by-their-names.md; to go when WeasyPrint tries
the Linux names first. A fifth of its import is fontTools' subsetter, which it calls where HarfBuzz has none, and what
sets variable fonts: these two are imported when they are called.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from importlib import import_module
from io import StringIO
from types import ModuleType
from typing import Any

_READ = "70"  # the version of WeasyPrint whose list of names was read
_CALLED_SELDOM = ("fontTools.subset", "fontTools.varLib.instancer")
_FAMILIES = ("gobject", "pango", "harfbuzz", "fontconfig")


def import_weasyprint() -> Any:
    """The module. Raises OSError where a library is missing, as its import does."""
    from importlib.metadata import version  # brings all of e-mail

    if "weasyprint" in sys.modules or version("weasyprint").split(".")[0] != _READ:
        return import_module("weasyprint")
    with _font_tools_later():
        if sys.platform == "linux":
            # A library that only looking finds, or none: the import below says so, and where to find help.
            with suppress(OSError), _by_soname(), redirect_stdout(StringIO()):
                import_module("weasyprint")
        return import_module("weasyprint")


@contextmanager
def _by_soname() -> Iterator[None]:
    """Meanwhile names of these families are not looked for: the next in WeasyPrint's list, the soname, is loaded."""
    import ctypes.util

    look = ctypes.util.find_library

    def find_library(name: str) -> str | None:
        return None if name.removeprefix("lib").startswith(_FAMILIES) else look(name)

    ctypes.util.find_library = find_library
    try:
        yield
    finally:
        ctypes.util.find_library = look


class _Later(ModuleType):
    """Stands for a module; each of its functions and classes imports it when it is called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: getattr(import_module(self.__name__), name)(*args, **kwargs)


@contextmanager
def _font_tools_later() -> Iterator[None]:
    """Meanwhile these two modules are not imported; whoever asks for them afterwards gets them as they are."""
    stand_ins = {name: _Later(name) for name in _CALLED_SELDOM if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, module in stand_ins.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]

"""Where the shipped folders are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportgen.errors import EnvironmentLacksError

_PACKAGE = Path(__file__).resolve().parent
_BUNDLED = _PACKAGE / "_bundled"


@cache
def folder(name: str) -> Path:
    """Return the shipped folder `name` ("data", "layouts" or "assets").

    Raises EnvironmentLacksError when neither the wheel's nor the checkout's folder is there.
    """
    for candidate in (_BUNDLED / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise EnvironmentLacksError(
        f"The shipped folder “{name}” is missing beside {_PACKAGE}.",
        cure="Install reportgen again: its package is incomplete.",
    )

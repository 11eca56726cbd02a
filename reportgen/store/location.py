"""Which store file is read and written.

`REPORTGEN_STORE` (or --store) names one; otherwise the user's own store, made by the first import, comes before the
shipped one. The shipped store is never written by an import: the user's begins as a copy of it.
"""

from __future__ import annotations

import os
from pathlib import Path

from reportgen import home, resources
from reportgen.errors import EnvironmentLacksError

STORE_NAME = "reportgen.sqlite"
ENVIRONMENT_VARIABLE = "REPORTGEN_STORE"


def shipped_store() -> Path:
    return resources.folder("data") / STORE_NAME


def user_store() -> Path:
    """The store that `data import` and `data update` write."""
    named = os.environ.get(ENVIRONMENT_VARIABLE)
    return Path(named) if named else home.data() / STORE_NAME


def store_to_write() -> Path:
    """Raises EnvironmentLacksError for a user without a home who names no store."""
    mine = user_store()
    if home.NOWHERE in mine.parents:
        raise EnvironmentLacksError(
            "You have no home folder here, where your own store could stand.",
            cure=f"Name the file with --store, in the variable {ENVIRONMENT_VARIABLE}, or set HOME.",
        )
    return mine


def store_to_read() -> Path:
    """The named store, else the user's where there is one, else the shipped one."""
    mine = user_store()
    if os.environ.get(ENVIRONMENT_VARIABLE) or mine.is_file():
        return mine
    return shipped_store()

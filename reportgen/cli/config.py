"""Settings files: reportgen.toml in the current folder before the user's own.

A table is a command, a key one of its options:

    store = "/srv/reportgen/store.sqlite"

    [brochure]
    state = ["TX"]
    layout = "sidebar"

    [data.update]
    contact = "counselor@school.example"
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from reportgen import home
from reportgen.errors import UsageError
from reportgen.values import dataclass

FILE_NAME = "reportgen.toml"


@dataclass(frozen=True, slots=True)
class Common:
    """The settings that belong to no command."""

    store: Path | None


def user_file() -> Path:
    """The user's own settings file; it need not be there."""
    return home.config() / FILE_NAME


def load(context: click.Context) -> tuple[dict[str, Any], Common]:
    """The defaults for all commands (click's `default_map`), nearer files over farther ones, and the common settings.

    Raises UsageError for a file that is no TOML, a table that is no command, or a key that is no option of it.
    """
    merged: dict[str, Any] = {}
    for path in (user_file(), Path(FILE_NAME)):
        if path.is_file():
            values = _checked(context.command, _read(path), path, context)
            if "store" in values:
                values["store"] = path.parent / Path(values["store"]).expanduser()
            _merge(merged, values)
    store = merged.pop("store", None)
    return merged, Common(store)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:  # ValueError: no UTF-8, no TOML, endless numbers
        raise UsageError(f"{path} cannot be read as settings: {error}.", cure="Correct or remove that file.") from None


def _checked(
    command: click.Command, values: dict[str, Any], path: Path, context: click.Context, table: str = ""
) -> dict[str, Any]:
    """`values` with the names of the parameters for keys; every key must be an option or a subcommand."""
    subcommands = command.list_commands(context) if isinstance(command, click.Group) else []
    options = {
        name.lstrip("-"): option
        for option in command.params
        if isinstance(option, click.Option) and not option.is_eager
        for name in option.opts
        if name.startswith("--")
    }
    found: dict[str, Any] = {}
    for key, value in values.items():
        name = key.replace("_", "-")
        place = f"{table}.{key}" if table else key
        if key in subcommands and isinstance(command, click.Group):
            if not isinstance(value, dict):
                raise UsageError(f"{path}: “{place}” is a command.", cure=f"Its settings stand in a table [{place}].")
            found[key] = _checked(_subcommand(command, key, context), value, path, context, place)
        elif name in options and not isinstance(value, dict):
            found[str(options[name].name)] = _as_parameter(options[name], value)
        else:
            raise UsageError(f"{path}: there is no setting “{place}”.", cure=_nearest(key, [*options, *subcommands]))
    return found


def _subcommand(group: click.Group, name: str, context: click.Context) -> click.Command:
    found = group.get_command(context, name)
    if found is None:
        raise LookupError(name)  # it has just listed this name
    return found


def _as_parameter(option: click.Option, value: Any) -> Any:
    """One word where several are allowed is a list of one: click would take the word apart into letters."""
    return [value] if option.multiple and not isinstance(value, list) else value


def _nearest(key: str, known: Iterable[str]) -> str:
    known = list(known)
    near = difflib.get_close_matches(key, known, n=1)
    return f"Did you mean “{near[0]}”?" if near else f"Known here: {', '.join(known) or 'none'}."


def _merge(into: dict[str, Any], values: dict[str, Any]) -> None:
    for key, value in values.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value

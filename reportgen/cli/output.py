"""Printing: tables for people, JSON for programs."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import click

from reportgen.errors import visible

_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def print_json(value: Any) -> None:
    """Print `value` (dataclasses, enums, paths and dates included) as JSON on stdout."""
    text = json.dumps(value, default=_plain, ensure_ascii=False, indent=2)
    # Half a character (a file name in another encoding has some) cannot be printed, and a mark that turns the direction
    # of writing would turn a terminal's: JSON can write both as their codes.
    text = _TURNING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
    """Print columns as wide as their widest cell on stdout; columns in `right` are aligned to the right."""
    everything = [list(headings), *[list(row) for row in rows]]
    widths = [max(len(row[column]) for row in everything) for column in range(len(headings))]
    for row in everything:
        cells = [
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo(visible("  ".join(cells).rstrip()))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path | datetime.date):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")

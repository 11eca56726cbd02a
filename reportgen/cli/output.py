"""Printing: tables for people, JSON for programs."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import click


def print_json(value: Any) -> None:
    """Print `value` (dataclasses, enums, paths and dates included) as JSON on stdout."""
    click.echo(json.dumps(value, default=_plain, ensure_ascii=False, indent=2))


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
    """Print columns as wide as their widest cell on stdout; columns in `right` are aligned to the right."""
    everything = [list(headings), *[list(row) for row in rows]]
    widths = [max(len(row[column]) for row in everything) for column in range(len(headings))]
    for row in everything:
        cells = [
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path | datetime.date):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")

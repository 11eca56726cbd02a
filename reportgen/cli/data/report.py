"""What an import did, in words on stderr."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from reportgen.store.build import BuildReport


def say_what_changed(report: BuildReport, target: Path) -> None:
    """Name every file taken in and every one that was there already."""
    for file in report.imported:
        click.echo(f"Imported {file.name} ({file.release_key}): {file.row_count:,} rows.", err=True)
    for file in report.unchanged:
        click.echo(f"Already in the store: {file.name} ({file.release_key}).", err=True)
    if report.imported:
        click.echo(f"Written: {target}", err=True)
    else:
        click.echo("Nothing was changed.", err=True)

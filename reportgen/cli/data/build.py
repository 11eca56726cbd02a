"""`reportgen data build`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.output import print_table


@click.command(name="build")
@click.option(
    "--from", "folder", required=True, metavar="FOLDER", help="A folder of official files; folders below it count.",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
)  # fmt: skip
@click.option(
    "--output", "-o", required=True, metavar="FILE", help="The store to write.",
    type=click.Path(path_type=Path, dir_okay=False),
)  # fmt: skip
def command(folder: Path, output: Path) -> None:
    """Build a store as the project ships it: facts, figures and names from every known file below FOLDER.

    The checksum is written beside it (FILE.sha256). Two builds from the same files give the same bytes.

    \b
    Example:
      reportgen data build --from ../shared/data --output data/reportgen.sqlite
    """
    from reportgen.store.shipped import LARGEST_BYTES, build_shipped_store

    report = build_shipped_store(folder, output)
    rows = [(table, f"{count:,}") for table, count in sorted(report.rows.items())]
    print_table(("Table", "Rows"), [*rows, ("all", f"{sum(report.rows.values()):,}")], right=(1,))
    size = output.stat().st_size
    click.echo(f"{output}: {size:,} bytes from {len(report.imported)} files.", err=True)
    if size > LARGEST_BYTES:
        click.echo(f"Warning: that is more than the {LARGEST_BYTES:,} bytes that a shipped store may have.", err=True)

"""`reportgen cache`: what the press keeps of the layouts."""

from __future__ import annotations

import click

from reportgen.cli.output import json_option, print_json


@click.group(name="cache")
def command() -> None:
    """Look at or remove what is kept to make brochures quickly.

    It is kept for each state of a layout, and made again when it is needed: removing it loses nothing.

    \b
    Example:
      reportgen cache info
    """


@command.command(name="info")
@json_option
def info(as_json: bool) -> None:
    """Tell where it is, and how much there is.

    \b
    Example:
      reportgen cache info
    """
    from reportgen.render.press import memory

    files = memory.files()
    size = sum(path.stat().st_size for path in files)
    if as_json:
        print_json({"folder": memory.folder(), "files": len(files), "bytes": size})
        return
    click.echo(f"{memory.folder()}: {len(files)} {'layout' if len(files) == 1 else 'layouts'}, {size / 1000:,.0f} KB")


@command.command(name="clear")
def clear() -> None:
    """Remove it all.

    \b
    Example:
      reportgen cache clear
    """
    from reportgen.render.press import memory

    count = memory.clear()
    click.echo(f"{count} removed from {memory.folder()}.", err=True)

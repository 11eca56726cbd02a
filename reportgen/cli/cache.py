"""`reportgen cache`: what is kept on disk of the layouts."""

from __future__ import annotations

import click

from reportgen.cli.output import json_option, print_json


@click.group(name="cache")
def command() -> None:
    """Look at or remove what is kept to make brochures quickly.

    That is what the press learned of each layout, and the layouts' compiled templates. They are made again when they
    are needed: removing them loses nothing.

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
    from reportgen.render import kept

    files = kept.files()
    size = sum(path.stat().st_size for path in files)
    learned = sum(path.suffix == kept.STYLES for path in files)
    if as_json:
        print_json({"folder": kept.folder(), "files": len(files), "layouts": learned, "bytes": size})
        return
    click.echo(f"{kept.folder()}: {len(files)} files (layouts: {learned}), {size / 1000:,.0f} KB")


@command.command(name="clear")
def clear() -> None:
    """Remove it all.

    \b
    Example:
      reportgen cache clear
    """
    from reportgen.render import kept

    count = kept.clear()
    click.echo(f"{count} removed from {kept.folder()}.", err=True)

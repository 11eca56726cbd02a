"""`reportgen layouts list`."""

from __future__ import annotations

import click

from reportgen.cli.output import json_option, print_json, print_table


@click.command(name="list")
@json_option
def command(as_json: bool) -> None:
    """List the layouts that `--layout NAME` accepts, and where each comes from.

    A layout that an installed package brings and that is not right is named with its fault; the others go on
    working.

    \b
    Example:
      reportgen layouts list --json
    """
    from reportgen.render.layout import available_layouts, broken_layouts
    from reportgen.render.layout_sources import hidden

    layouts, broken = available_layouts(None), broken_layouts()
    if as_json:
        found = [
            {
                "name": each.name, "title": each.title, "pages": each.pages, "for": each.subject,
                "from": each.origin, "folder": each.folder,
            }
            for each in layouts
        ]  # fmt: skip
        print_json(found)
    else:
        rows = [(each.name, str(each.pages), each.subject, each.origin, each.title) for each in layouts]
        print_table(("Name", "Pages", "For a", "From", "What it is"), rows, right=(1,))
    for each in broken:
        click.echo(f"“{each.name}” of {each.origin} cannot be used: {each.fault}", err=True)
    for place in hidden():
        click.echo(f"“{place.name}” of {place.origin} is not used: another layout has that name.", err=True)

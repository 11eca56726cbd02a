"""`reportgen layouts list`."""

from __future__ import annotations

import click

from reportgen.cli.output import json_option, print_json, print_table


@click.group(name="layouts")
def command() -> None:
    """List the layouts.

    \b
    Example:
      reportgen layouts list
    """


@command.command(name="list")
@json_option
def list_(as_json: bool) -> None:
    """List the layouts that `reportgen brochure --layout NAME` accepts.

    \b
    Example:
      reportgen layouts list --json
    """
    from reportgen.render.layout import available_layouts

    layouts = available_layouts()
    if as_json:
        print_json(
            [
                {"name": each.name, "title": each.title, "pages": each.pages, "folder": str(each.folder)}
                for each in layouts
            ]
        )
        return
    print_table(
        ("Name", "Pages", "What it is"), [(each.name, str(each.pages), each.title) for each in layouts], right=(1,)
    )

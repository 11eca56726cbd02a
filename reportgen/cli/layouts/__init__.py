"""`reportgen layouts`: list, new, preview, check."""

from __future__ import annotations

import click

from reportgen.cli.lazy import LazyGroup

_COMMANDS = {
    "list": ("reportgen.cli.layouts.list", "List the layouts, and where each comes from."),
    "new": ("reportgen.cli.layouts.new", "Make a layout of your own from one that works."),
    "preview": ("reportgen.cli.layouts.preview", "Draw a layout as pictures, again at every change."),
    "check": ("reportgen.cli.layouts.check", "Look for what is wrong, over many brochures."),
}


@click.group(name="layouts", cls=LazyGroup, commands_in=_COMMANDS)
def command() -> None:
    """List, make, preview and check layouts.

    \b
    Examples:
      reportgen layouts list
      reportgen layouts new my-layout
      reportgen layouts preview ./my-layout
      reportgen layouts check ./my-layout --sample 20
    """

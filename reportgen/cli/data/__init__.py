"""`reportgen data …`: one module a command."""

from __future__ import annotations

import click

from reportgen.cli.lazy import LazyGroup

_COMMANDS = {
    "status": (
        "reportgen.cli.data.status",
        "Say what the store holds, how old it is, and what is newer.",
    ),
    "import": ("reportgen.cli.data.import_", "Import official files into your own store."),
    "update": ("reportgen.cli.data.update", "Download the official archives and import them."),
    "verify": ("reportgen.cli.data.verify", "Check the store: integrity, counts, hashes, joins."),
    "explain": ("reportgen.cli.data.explain", "Say where a printed figure comes from."),
    "build": ("reportgen.cli.data.build", "Build a store from a folder of official files."),
}


@click.group(name="data", cls=LazyGroup, commands_in=_COMMANDS)
def command() -> None:
    """Look after the data store.

    \b
    Examples:
      reportgen data status
      reportgen data explain 29-2072 TX median
      reportgen data import ~/Downloads/oesm24st.zip
    """

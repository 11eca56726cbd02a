"""`reportgen data import`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.settings import Settings


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.pass_obj
def command(settings: Settings, files: tuple[Path, ...]) -> None:
    """Import official files, zip archives of them, or folders into your own store.

    What a file is, is told from its content. Your store begins as a copy of the shipped one. If any file is
    not as it should be, every problem is named and the store stays as it was. `reportgen data status --known`
    lists what can be imported.

    \b
    Example:
      reportgen data import ~/Downloads/oesm25nat.zip ~/Downloads/oesm25st.zip
    """
    from reportgen.cli.data.report import say_what_changed
    from reportgen.store.importing import import_files

    target = settings.store_to_write()
    say_what_changed(import_files(files, target), target)

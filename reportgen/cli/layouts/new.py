"""`reportgen layouts new`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="new")
@click.argument("name", metavar="NAME")
@click.option(
    "--from", "origin", default="sidebar", show_default=True, metavar="LAYOUT", help="The layout to start from."
)
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), metavar="FOLDER",
    help="Where the folder NAME is made. [default: the current folder]",
)  # fmt: skip
def command(name: str, origin: str, folder: Path) -> None:
    """Make a layout of your own, in a folder NAME: a copy of one that works, for you to change.

    It holds layout.toml, which tells what each of its lines means, HTML and CSS. Nothing is written over.

    \b
    Examples:
      reportgen layouts new my-layout
      reportgen layouts new evening-card --from card --folder layouts
    """
    from reportgen.render.layout import load_layout
    from reportgen.render.start import as_typed, start
    from reportgen.render.subjects import BROCHURE, SUBJECTS

    for written in start(name, origin, folder):
        click.echo(str(written))
    path, subject = as_typed(folder / name), load_layout(folder / name, subject=None).subject
    words = "29-2072 --state TX" if subject == BROCHURE else "…"
    steps = [
        f"Next: change {name}.html and print.css, and look at what comes of it:",
        f"  reportgen layouts preview {path}",
        f"  reportgen layouts check {path} --sample 20",
        f"  {SUBJECTS[subject].command} {words} --layout {path}",
    ]
    click.echo("\n".join([*steps, "docs/layouts.md is the guide."]), err=True)

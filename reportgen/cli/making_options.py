"""The options that `brochure` and `batch` share, and those that other commands take of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from reportgen.brochure.brand import Brand

DEFAULT_FOLDER = Path("output")
PDF_VARIANTS = {"ua": "pdf/ua-1", "archive": "pdf/a-2a"}

brand_option = click.option(
    "--brand", type=click.Path(path_type=Path), metavar="FILE",
    help="Your school's name, logo, colors and contact (docs/brand.md).",
)  # fmt: skip
paper_option = click.option(
    "--paper", type=click.Choice(["letter", "a4"], case_sensitive=False), default="letter", show_default=True,
    help="Size of the sheet.",
)  # fmt: skip
pdf_variant_option = click.option(
    "--pdf-variant", type=click.Choice(list(PDF_VARIANTS), case_sensitive=False), default="ua", show_default=True,
    help="ua: accessible (PDF/UA-1). archive: PDF/A-2a and PDF/UA-1 in one file, for records that are kept.",
)  # fmt: skip
open_option = click.option("--open", "opens", is_flag=True, help="Open the result when it is done.")

_WHAT = [
    click.option("--layout", default="sidebar", show_default=True, metavar="NAME", help="A layout's name or folder."),
    brand_option,
    paper_option,
    pdf_variant_option,
    click.option(
        "--texts", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="FOLDER",
        help="Texts of your own that come before the shipped ones.",
    ),
]  # fmt: skip
_HOW = [
    click.option(
        "--jobs", "-j", "workers", type=click.IntRange(1, 64), metavar="N",
        help="Brochures rendered at the same time. [default: the number of processors, at most 8]",
    ),
    click.option(
        "--resume/--no-resume", default=True,
        help="Keep brochures that are there, whole and up to date, or make all again. [default: resume]",
    ),
    click.option(
        "--time-limit", type=click.FloatRange(min=1), default=60, show_default=True, metavar="SECONDS",
        help="The longest that one of several may take, or a single one with a layout or texts of your own.",
    ),
    click.option(
        "--memory-limit", type=click.IntRange(min=128), default=1024, show_default=True, metavar="MB",
        help="The most memory that such a brochure may take.",
    ),
    click.option("--thumbnails", is_flag=True, help="Draw each first page small, for the catalogue."),
    click.option("--json", "as_json", is_flag=True, help="Print what happens as JSON Lines for a program to read."),
    open_option,
]  # fmt: skip


def what_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a brochure looks like: --layout, --brand, --paper, --pdf-variant, --texts."""
    return _with(command, _WHAT)


def look_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """As `what_options`, without --layout: for what has layouts of its own."""
    return _with(command, _WHAT[1:])


def how_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How brochures are made: --jobs, --resume, the limits, --thumbnails, --json, --open."""
    return _with(command, _HOW)


def brand_from(file: Path | None) -> Brand:
    """The brand that --brand names, told of on stderr where a colour was changed; without one the default."""
    from reportgen.brochure.brand import DEFAULT_BRAND

    if file is None:
        return DEFAULT_BRAND
    from reportgen.brand import read_brand

    reading = read_brand(file)
    tell_changes(f"{file}: {change}" for change in reading.changes)
    return reading.brand


def tell_changes(changes: Iterable[str]) -> None:
    """What was changed in a brand for want of contrast, on stderr."""
    for change in changes:
        click.echo(f"Brand: {change}", err=True)


def _with(command: Callable[..., Any], options: list[Callable[[Callable[..., Any]], Any]]) -> Callable[..., Any]:
    for option in reversed(options):
        command = option(command)
    return command

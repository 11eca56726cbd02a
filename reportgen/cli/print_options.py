"""The options of printing, for every command that makes PDFs: one decorator, one value."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

_OPTIONS = [
    click.option("--bleed", is_flag=True, help="For a print shop: what touches the edge goes 1/8 in (3 mm) beyond it."),
    click.option("--marks", is_flag=True, help="For a print shop: marks around the page that say where to cut."),
    click.option("--greyscale", "--grayscale", is_flag=True, help="Greys in the place of colors."),
    click.option("--large-print", is_flag=True, help="Nothing smaller than 18 points, on as many pages as that takes."),
]


def print_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """All of them, handed over as `printing`, a PrintOptions. `require_printable` says whether a layout has them."""

    @wraps(command)
    def with_printing(
        *arguments: Any, bleed: bool, marks: bool, greyscale: bool, large_print: bool, **options: Any
    ) -> Any:
        from reportgen.render.printing import PrintOptions

        printing = PrintOptions(bleed, marks, greyscale, large_print)
        return command(*arguments, printing=printing, **options)

    decorated: Callable[..., Any] = with_printing
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated

"""The options of `reportgen batch` for a roster: books for the print room, labels, what printing takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from reportgen.errors import UsageError
from reportgen.values import dataclass

if TYPE_CHECKING:
    from reportgen.render.printing import PrintOptions

_PRICE = click.FloatRange(min=0)
_OPTIONS = [
    click.option("--book", is_flag=True, help="Of a roster: put the brochures in order into PDFs to print."),
    click.option(
        "--group-by", type=click.Choice(["homeroom", "grade", "state", "language"]),
        help="A book, or part of one, for each value of this column.",
    ),
    click.option("--one-book", is_flag=True, help="All groups in one PDF."),
    click.option("--simplex", is_flag=True, help="For printing on one side: without blank backs."),
    click.option("--separator-tray", metavar="TEXT", help="Paper of the separators, said on them: “yellow, tray 2”."),
    click.option(
        "--barcode", type=click.Choice(["code128", "qr"]), help="The code on the separators. [default: code128]"
    ),
    click.option(
        "--impose", type=click.Choice(["booklet", "2up", "4up"]), help="Several pages on a side; for printing only."
    ),
    click.option("--labels", type=click.Choice(["avery-5160"]), help="Mailing labels of all students, as a PDF."),
    click.option("--copies-from", metavar="HEADING", help="The column that says how many of each a row gets."),
    click.option("--skip-missing", is_flag=True, help="Books without the brochures that could not be made."),
    click.option("--estimate", is_flag=True, help="Tell sheets, sides, ink and cost of the book, and make nothing."),
    click.option("--price-sheet", type=_PRICE, metavar="PRICE", help="Of a sheet of paper, for --estimate."),
    click.option(
        "--price-color-side", "--price-colour-side", "price_colour_side", type=_PRICE, metavar="PRICE",
        help="Of a side printed in color, for --estimate.",
    ),
    click.option("--price-mono-side", type=_PRICE, metavar="PRICE", help="Of a side printed in black, for --estimate."),
]  # fmt: skip
_OF_A_BOOK = ("one_book", "simplex", "separator_tray", "barcode", "impose", "skip_missing")
_PRICES = ("price_sheet", "price_colour_side", "price_mono_side")


@dataclass(frozen=True, slots=True)
class BookWords:
    """What was asked for, as words. `typed` are the fields that the command line names, not a settings file."""

    typed: frozenset[str]
    book: bool
    group_by: str | None
    one_book: bool
    simplex: bool
    separator_tray: str | None
    barcode: str | None
    impose: str | None
    labels: str | None
    copies_from: str | None
    skip_missing: bool
    estimate: bool
    price_sheet: float | None
    price_colour_side: float | None
    price_mono_side: float | None

    @property
    def given(self) -> list[str]:
        """The options on the command line, as they are written."""
        return [_written(name) for name in _NAMES if name in self.typed]

    @property
    def columns(self) -> tuple[str, ...]:
        """--copies-from in the form of --column."""
        return (f"copies={self.copies_from}",) if self.copies_from else ()

    def require_use(self) -> None:
        """Raise UsageError for an option on the command line that nothing would come of."""
        if not (self.book or self.estimate):
            self._refuse(_OF_A_BOOK, "--book (or --estimate)")
            if not self.labels:
                self._refuse(("group_by",), "--book, --estimate or --labels")
        if not self.estimate:
            self._refuse(_PRICES, "--estimate")
        if "one_book" in self.typed and not self.group_by:
            raise UsageError("--one-book goes with --group-by.", cure="Without groups there is only one book.")

    def require_printing(self, printing: PrintOptions) -> None:
        """Raise UsageError for a way of printing that a book, or an estimate, cannot have."""
        if self.book and printing.is_trimmed:
            raise UsageError(
                "A book is printed on sheets of its pages' size, without --bleed and --marks.",
                cure="Leave them out, or make the brochures without --book for a print shop.",
            )
        if self.estimate and printing.large_print:
            raise UsageError(
                "How many pages a large print takes is known only when it is made.",
                cure="Make the brochures without --estimate; the manifest counts their pages.",
            )

    def _refuse(self, names: tuple[str, ...], wanted: str) -> None:
        for name in names:
            if name in self.typed:
                raise UsageError(f"{_written(name)} goes with {wanted}.", cure="Add it, or leave this out.")


_NAMES = tuple(field.name for field in fields(BookWords) if field.name != "typed")


def _written(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def book_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """All of them, handed over as `book`, a BookWords."""

    @wraps(command)
    def with_words(*arguments: Any, **options: Any) -> Any:
        source = click.get_current_context().get_parameter_source
        typed = frozenset(name for name in _NAMES if source(name) is ParameterSource.COMMANDLINE)
        taken = {name: options.pop(name) for name in _NAMES}
        return command(*arguments, book=BookWords(typed=typed, **taken), **options)

    decorated: Callable[..., Any] = with_words
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated

"""What `reportgen batch ROSTER --estimate` tells."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.book_options import BookWords
from reportgen.cli.progress import progress

if TYPE_CHECKING:
    from reportgen.batch.renderer import Recipe
    from reportgen.book.books import BookPlan
    from reportgen.book.coverage import Ink
    from reportgen.book.estimate import Costs, Estimate
    from reportgen.book.packs import Key
    from reportgen.cli.roster_task import RosterTask


def show_estimate(
    task: RosterTask,
    plans: Sequence[BookPlan],
    there: Mapping[Key, Path],
    recipe: Recipe,
    words: BookWords,
    *,
    as_json: bool,
) -> None:
    """Print it on stdout. The ink is that of the brochures that are `there` already."""
    from reportgen.book.estimate import Prices, estimate
    from reportgen.render.layout import load_layout
    from reportgen.render.paper import paper_named

    layout, sheet = load_layout(recipe.layout), paper_named(recipe.paper)
    size = (sheet.height_pt, sheet.width_pt) if layout.use.landscape else (sheet.width_pt, sheet.height_pt)
    pages = dict.fromkeys(task.job_of, layout.pages)
    ink, how_to_measure = _measured(there, len(pages))
    found = estimate(plans, pages, size, ink, duplex=not words.simplex, impose=words.impose)
    prices = Prices(words.price_sheet, words.price_colour_side, words.price_mono_side)
    costs = found.costs(prices) if prices.are_given else None
    if as_json:
        facts = {"event": "estimate", **asdict(found), "different": len(pages), "measured": len(ink)}
        click.echo(json.dumps({**facts, "costs": {**asdict(costs), "total": costs.total} if costs else None}))
        return
    for name, value in _rows(found, len(pages), len(ink), how_to_measure, costs):
        click.echo(f"{name.ljust(10)} {value}")


def _measured(there: Mapping[Key, Path], wanted: int) -> tuple[dict[Key, Sequence[Ink]], str]:
    """The ink of each page, and what to do for more to be measured ("" when all were)."""
    from reportgen.book.coverage import measure
    from reportgen.errors import EnvironmentLacksError

    found: dict[Key, Sequence[Ink]] = {}
    try:
        with progress("Ink", len(there)) as advance:
            for key, path in there.items():
                found[key] = measure(path)
                advance(path.stem)
    except EnvironmentLacksError as error:
        return {}, error.cure
    return found, "" if len(found) == wanted else "make them first"


def _rows(
    found: Estimate, different: int, measured: int, how_to_measure: str, costs: Costs | None
) -> Iterator[tuple[str, str]]:
    counted = found.tally
    yield "Books", f"{found.books:,}"
    yield "Students", f"{counted.students:,}"
    yield "Brochures", f"{counted.brochures:,} ({different:,} different)"
    yield "Sheets", f"{counted.sheets:,}"
    yield (
        "Sides",
        f"{counted.printed_sides:,} printed ({found.colour_sides:,} in colour, {found.mono_sides:,} in black), "
        f"{counted.white_sides:,} white",
    )
    if found.ink:
        shares = f"{found.ink.black:.1%} black and {found.ink.colour:.1%} colour"
        yield "Ink", f"{shares}, as parts of the area of a brochure's page"
    if how_to_measure:
        yield "Measured", f"{measured:,} of {different:,} brochures; the others count as colour ({how_to_measure})"
    if costs:
        yield (
            "Cost",
            f"{costs.total:,.2f} (paper {costs.sheets:,.2f}, sides in colour {costs.colour_sides:,.2f}, "
            f"in black {costs.mono_sides:,.2f})",
        )

"""One process's means of rendering: the store, the profile builder and the layout, opened once."""

from __future__ import annotations

import datetime
import functools
import os
from collections.abc import Callable
from pathlib import Path

from reportgen.batch.plan import Job
from reportgen.brochure.brand import DEFAULT_BRAND, Brand
from reportgen.model.editorial import EditorialText
from reportgen.render.printing import AS_USUAL, PrintOptions
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """What all brochures of a run share; small and picklable, since every worker gets a copy.

    `texts` are those of the user's own folder; the shipped ones are read where they are needed. `variant` is one of
    `render_pdf`. `brands` are those that jobs name (`Job.brand`), read and checked; `brand` is for the others.
    `printing` is for a print shop, in greys, in large print.
    """

    store: Path
    layout: str
    paper: str
    printed_on: datetime.date
    texts: tuple[EditorialText, ...] = ()
    variant: str = "pdf/ua-1"
    brand: Brand = DEFAULT_BRAND
    brands: tuple[tuple[str, Brand], ...] = ()
    printing: PrintOptions = AS_USUAL

    def brand_of(self, job: Job) -> Brand:
        """The brand of a job's brochure. Raises LookupError for one that the recipe does not hold."""
        return dict(self.brands)[job.brand] if job.brand else self.brand


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes of a finished and checked PDF, and its number of pages.

    `pay` and `growth` are the figures as it prints them, for the catalogue; `releases` the keys of the editions that
    its figures come from; `path` says “press”, or “weasyprint: ” and why. `left_out` counts the items for which there
    was no room, `tight_pages` the pages that were set closer than usual.
    """

    data: bytes
    pages: int
    releases: tuple[str, ...] = ()
    pay: str = ""
    growth: str = ""
    path: str = "press"
    left_out: int = 0
    tight_pages: int = 0


Render = Callable[[Job], Rendered]
# Called once in each process. A plain function of a module, so that a worker can find it by name.
MakeRender = Callable[[Recipe], Render]


def make_render(recipe: Recipe) -> Render:
    """Open what rendering needs and return the function that renders one job."""
    # Here, not above: planning a batch needs none of it, and it takes a second to load.
    from reportgen.brochure.compose import compose
    from reportgen.profile.build import ProfileBuilder
    from reportgen.render import check_rendered, load_layout, render_pdf
    from reportgen.sources.editorial_choice import text_for
    from reportgen.store.reader import Store

    layout_named = functools.cache(load_layout)
    text_of = functools.lru_cache(8)(functools.partial(text_for, overrides=recipe.texts))
    layout_named(recipe.layout)  # a fault in it is said before any job
    builder = ProfileBuilder(Store.open(recipe.store))  # stays open as long as the process

    def render(job: Job) -> Rendered:
        layout = layout_named(job.layout or recipe.layout)
        brochure = compose(
            builder.build(job.soc, job.area),
            printed_on=recipe.printed_on,
            brand=recipe.brand_of(job),
            text=text_of(job.soc),
        )
        pdf = render_pdf(brochure, layout, paper=recipe.paper, variant=recipe.variant, printing=recipe.printing)
        check_rendered(pdf, brochure, layout)
        figures = {figure.key: figure for figure in brochure.key_figures}
        pay = figures["pay"].value if "pay" in figures else ""
        if brochure.pay and "hour" in brochure.pay.unit and figures["pay"].published:
            pay += " an hour"
        growth = figures["growth"].value if "growth" in figures else ""
        tight_pages = sum(density != layout.densities[0] for density in pdf.densities)
        releases = tuple(dict.fromkeys(brochure.release_keys))
        path = f"weasyprint: {pdf.laid_out_because}" if pdf.laid_out_because else "press"
        return Rendered(pdf.data, pdf.pages, releases, pay, growth, path, pdf.dropped, tight_pages)

    return render


def print_date() -> datetime.date:
    """Today, or the day that SOURCE_DATE_EPOCH names for builds that must come out the same."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.date.today()

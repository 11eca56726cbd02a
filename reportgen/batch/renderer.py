"""One process's means of rendering: the store, the profile builder and the layout, opened once."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reportgen.batch.plan import Job
from reportgen.model.editorial import EditorialText


@dataclass(frozen=True, slots=True)
class Recipe:
    """What all brochures of a run share; small and picklable, since every worker gets a copy.

    `texts` are those of the user's own folder; the shipped ones are read where they are needed.
    """

    store: Path
    layout: str
    paper: str
    printed_on: datetime.date
    texts: tuple[EditorialText, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes of a finished and checked PDF, and its number of pages."""

    data: bytes
    pages: int


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

    layout = load_layout(recipe.layout)
    builder = ProfileBuilder(Store.open(recipe.store))  # stays open as long as the process

    def render(job: Job) -> Rendered:
        text = text_for(job.soc, overrides=recipe.texts)
        brochure = compose(builder.build(job.soc, job.area), printed_on=recipe.printed_on, text=text)
        pdf = render_pdf(brochure, layout, paper=recipe.paper)
        check_rendered(pdf, brochure, layout)
        return Rendered(pdf.data, pdf.pages)

    return render


def print_date() -> datetime.date:
    """Today, or the day that SOURCE_DATE_EPOCH names for builds that must come out the same."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.date.today()

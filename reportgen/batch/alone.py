"""One PDF that is no brochure of a batch, put in place whole or not at all.

It is made in this process, which is quickest, unless what it is made of may come from anybody (a layout that is not
ours, texts of one's own): that is left to a worker process with limits, since a style sheet may keep WeasyPrint busy
for ever. Work and limits are then those of a batch.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reportgen.batch import files
from reportgen.batch.interrupt import stopped_by_signals, watched
from reportgen.batch.limits import Limits
from reportgen.batch.outcome import Failure
from reportgen.batch.plan import Job
from reportgen.batch.produce import require_good
from reportgen.batch.renderer import MakeRender, Recipe, Rendered
from reportgen.batch.workers import Workers
from reportgen.errors import ReportgenError, Terminated
from reportgen.render.printing import AS_USUAL, PrintOptions

if TYPE_CHECKING:
    from reportgen.render.subjects import Document

R = TypeVar("R")
Task = TypeVar("Task")


@dataclass(frozen=True, slots=True)
class Page:
    """A finished document and how it is printed: see `render_pdf`. `layout` is a name or a folder."""

    document: Document
    layout: str
    paper: str
    variant: str = "pdf/ua-1"
    press: bool = True
    printing: PrintOptions = AS_USUAL

    def render(self) -> Rendered:
        """The PDF, checked. Raises ReportgenError."""
        from reportgen.render import check_rendered, load_layout, render_pdf

        layout = load_layout(self.layout, subject=self.document.subject)
        made = render_pdf(
            self.document, layout, paper=self.paper, variant=self.variant, press=self.press, printing=self.printing
        )
        check_rendered(made, self.document, layout)
        return Rendered(made.data, made.pages)


def make_alone(path: Path, page: Page, *, own_texts: bool = False) -> None:
    """Print `page` at `path`. `own_texts`: words of a user's texts are in it.

    Raises EnvironmentLacksError before rendering when it could not be written, and ReportgenError for what cannot be
    printed; whatever goes wrong, and after KeyboardInterrupt, the file is as it was.
    """
    files.require_writable(path.parent)
    if own_texts or is_of_others(page.layout):
        rendered = supervised(None, make_printer, page, Limits())
        if isinstance(rendered, Failure):
            raise error_of(rendered)
        files.write_whole(path, rendered.data)
        return
    with watched() as interrupts:
        rendered = page.render()
        interrupts.check()
        require_good(rendered, page.paper)
        files.write_whole(path, rendered.data)


def is_of_others(layout: str) -> bool:
    """Whether a layout (its name or folder) is not one of ours. Raises ReportgenError as `load_layout` does."""
    from reportgen.render.layout import load_layout
    from reportgen.render.layout_sources import is_shipped

    return not is_shipped(load_layout(layout, subject=None).folder)


def supervised(
    recipe: R, make: Callable[[R], Callable[[Task], Rendered]], task: Task, limits: Limits
) -> Rendered | Failure:
    """What a worker process makes of the task within the limits; see `Workers`. Raises KeyboardInterrupt after one."""
    with stopped_by_signals() as stop, Workers(1, recipe, make, limits=limits, stop=stop) as pool:
        results = [result for _, result in pool.results([task])]
    if stop.requested:
        raise Terminated if stop.signal == signal.SIGTERM else KeyboardInterrupt
    return results[0]


def make_printer(_: None) -> Callable[[Page], Rendered]:
    """For a worker: prints pages."""

    def print_page(page: Page) -> Rendered:
        rendered = page.render()
        require_good(rendered, page.paper)
        return rendered

    return print_page


def make_brochure_maker(ingredients: tuple[Recipe, MakeRender]) -> Callable[[Job], Rendered]:
    """For a worker: makes brochures of a recipe, with the function that turns it into rendering."""
    recipe, make_render = ingredients
    render = make_render(recipe)

    def make(job: Job) -> Rendered:
        rendered = render(job)
        require_good(rendered, recipe.paper)
        return rendered

    return make


def error_of(failure: Failure) -> ReportgenError:
    """A failure as the error of a command, with its exit code."""
    error = ReportgenError(failure.what, cure=failure.cure)
    error.exit_code = failure.exit_code
    return error

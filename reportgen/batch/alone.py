"""One PDF that is no brochure of a batch, put in place whole or not at all.

It is made in this process, which is quickest, unless what it is made of may come from anybody (a layout that is not
ours, texts of one's own): that is left to a worker process with limits, since a style sheet may keep WeasyPrint busy
for ever. Work and limits are then those of a batch.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reportgen.batch import files
from reportgen.batch.interrupt import stopped_by_signals, watched
from reportgen.batch.limits import Limits
from reportgen.batch.outcome import Failure, failure_of
from reportgen.batch.plan import Job
from reportgen.batch.produce import require_good
from reportgen.batch.renderer import MakeRender, Recipe, Rendered
from reportgen.errors import Terminated
from reportgen.render.printing import AS_USUAL, PrintOptions
from reportgen.values import dataclass

if TYPE_CHECKING:
    from reportgen.brochure.document import Document


_ONCE = ()  # the only task of a worker


class Single(Protocol):
    """What one PDF is made of. Picklable, since a worker may get it."""

    @property
    def paper(self) -> str: ...

    def is_of_others(self) -> bool:
        """Whether anything in it may come from anybody. Raises ReportgenError for a layout that is not right."""
        ...

    def ready(self) -> Callable[[], Rendered]:
        """Open what rendering needs; what is returned makes the PDF, checked. Both raise ReportgenError."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """A finished document and how it is printed: see `render_pdf`. `layout` is a name or a folder.

    `own_texts`: words of a user's texts are in it.
    """

    document: Document
    layout: str
    paper: str
    variant: str = "pdf/ua-1"
    press: bool = True
    printing: PrintOptions = AS_USUAL
    own_texts: bool = False

    def is_of_others(self) -> bool:
        return self.own_texts or _is_not_ours(self.layout)

    def ready(self) -> Callable[[], Rendered]:
        from reportgen.render import check_rendered, load_layout, render_pdf

        layout = load_layout(self.layout, subject=self.document.subject)

        def render() -> Rendered:
            made = render_pdf(
                self.document, layout, paper=self.paper, variant=self.variant, press=self.press, printing=self.printing
            )
            check_rendered(made, self.document, layout)
            return Rendered(made.data, made.pages)

        return render


@dataclass(frozen=True, slots=True)
class SingleBrochure:
    """One brochure of a recipe, and the function that turns the recipe into rendering."""

    job: Job
    recipe: Recipe
    make_render: MakeRender

    @property
    def paper(self) -> str:
        return self.recipe.paper

    def is_of_others(self) -> bool:
        return bool(self.recipe.texts) or _is_not_ours(self.job.layout or self.recipe.layout)

    def ready(self) -> Callable[[], Rendered]:
        render = self.make_render(self.recipe)
        return lambda: render(self.job)


def make_alone(path: Path, single: Single, limits: Limits | None = None) -> Failure | None:
    """Make one PDF at `path`, in this process or within limits; why it could not be made, else None.

    Raises ReportgenError before rendering when it could not be written, or when what rendering needs is not there.
    Whatever goes wrong, and after KeyboardInterrupt, the file is whole or as it was.
    """
    files.require_writable(path.parent)
    if single.is_of_others():
        rendered = _supervised(single, limits or Limits())
        if isinstance(rendered, Failure):
            return rendered
        files.write_whole(path, rendered.data)
        return None
    with watched() as interrupts:
        make = _maker(single)
        try:
            rendered = make(_ONCE)
            interrupts.check()
            files.write_whole(path, rendered.data)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            interrupts.check()
            return failure_of(error)
    return None


def _is_not_ours(layout: str) -> bool:
    from reportgen.render.layout import load_layout
    from reportgen.render.layout_sources import is_shipped

    return not is_shipped(load_layout(layout, subject=None).folder)


def _supervised(single: Single, limits: Limits) -> Rendered | Failure:
    """What a worker process makes of it within the limits; see `Workers`. Raises KeyboardInterrupt after one."""
    from reportgen.batch.workers import Workers  # and multiprocessing, which the others can do without

    with stopped_by_signals() as stop, Workers(1, single, _maker, limits=limits, stop=stop) as pool:
        results = [result for _, result in pool.results([_ONCE])]
    if stop.requested:
        raise Terminated if stop.signal == signal.SIGTERM else KeyboardInterrupt
    return results[0]


def _maker(single: Single) -> Callable[[tuple[()]], Rendered]:
    """Open what it needs, which is no part of a worker's time limit; the function makes it."""
    render = single.ready()

    def make(_: tuple[()]) -> Rendered:
        rendered = render()
        require_good(rendered, single.paper)
        return rendered

    return make

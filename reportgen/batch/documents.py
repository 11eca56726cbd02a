"""What a layout is tried with: an occupation's brochure, a comparison of it with others, a poster of its group."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.batch.plan import Job
from reportgen.brochure.brand import Brand

if TYPE_CHECKING:
    from reportgen.brochure.document import Document

DocumentOf = Callable[[Job, str, Brand], "Document"]


def open_documents(store_path: Path, printed_on: datetime.date) -> DocumentOf:
    """Open what composing needs, once in a process; the function takes a job, a layout's subject and a brand."""
    from reportgen.batch.compared import comparison_of, sample_with
    from reportgen.brochure.compose import compose
    from reportgen.poster import compose as posters
    from reportgen.profile.build import ProfileBuilder
    from reportgen.profile.group import group_profile
    from reportgen.sources.editorial_choice import text_for
    from reportgen.store import groups
    from reportgen.store.reader import Store

    store = Store.open(store_path)  # stays open as long as the process
    builder = ProfileBuilder(store)

    def of(job: Job, subject: str, brand: Brand) -> Document:
        if subject == "comparison":
            socs = sample_with(store, job.soc, job.area)
            return comparison_of(store, socs, job.area, printed_on=printed_on, brand=brand, builder=builder)
        if subject == "poster":
            group = group_profile(store, groups.group_named(store, job.soc.major.value), job.area)
            return posters.compose(group, printed_on=printed_on, brand=brand)
        profile = builder.build(job.soc, job.area)
        return compose(profile, printed_on=printed_on, brand=brand, text=text_for(job.soc))

    return of


def one_of_each_group(jobs: Sequence[Job]) -> set[Path]:
    """The jobs that a poster is tried with, by their paths: the first of each group in each area."""
    return set({(job.soc.major, job.area): job.path for job in reversed(jobs)}.values())

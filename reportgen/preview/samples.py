"""Which brochures show what a layout has to hold: one full of figures, one with few, one with the longest title."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.batch.plan import Job, plan
from reportgen.model.area import Area
from reportgen.model.soc import SocCode
from reportgen.store.reader import Store


def telling(store: Store, area: Area) -> tuple[Job, ...]:
    """The occupation with most jobs in the area, the one that fewest areas publish, the one with the longest title."""
    jobs = plan(store, [area], Path()).jobs
    if not jobs:
        return ()
    (rich,) = plan(store, [area], Path(), top=1).jobs
    sparse = min(jobs, key=lambda job: (len(store.wage_rows(job.soc.value)), job.soc.value))
    longest = max(jobs, key=lambda job: (len(job.title), job.soc.value))
    return tuple(dict.fromkeys((rich, sparse, longest)))


def named(store: Store, area: Area, occupations: Sequence[SocCode]) -> tuple[Job, ...]:
    """Those that are asked for. Raises NoSuchDataError for one that the area does not publish."""
    made = plan(store, [area], Path(), occupations=occupations)
    for missing in made.missing:
        raise missing
    return made.jobs

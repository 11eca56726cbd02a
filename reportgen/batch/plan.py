"""Which brochures to make: occupations × areas → jobs, in the order of the file names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reportgen.batch.names import file_name
from reportgen.brochure.brand import Brand
from reportgen.errors import NoSuchDataError, UsageError
from reportgen.model.area import Area
from reportgen.model.soc import SocCode
from reportgen.profile import wages
from reportgen.store.reader import Store
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """One brochure to make and where it goes.

    `layout` "" is that of the run's recipe, and so is `brand`, which else names one of the recipe's `brands`. `group`
    is the heading that the catalogue lists it under.
    """

    soc: SocCode
    title: str
    area: Area
    path: Path
    layout: str = ""
    group: str = ""
    brand: str = ""

    @property
    def label(self) -> str:
        return f"{self.soc} {self.title}, {self.area.name}"


@dataclass(frozen=True, slots=True)
class Plan:
    """`missing` says, one text each, which of the asked brochures cannot be made because nothing is published.

    `brands` are those that jobs name; `notes` tells what was changed in them, a sentence each.
    """

    jobs: tuple[Job, ...]
    missing: tuple[NoSuchDataError, ...]
    brands: tuple[tuple[str, Brand], ...] = ()
    notes: tuple[str, ...] = ()


def plan(
    store: Store,
    areas: Sequence[Area],
    folder: Path,
    *,
    occupations: Sequence[SocCode] = (),
    groups: Sequence[SocCode] = (),
    top: int | None = None,
) -> Plan:
    """The named `occupations` in every area; without any, all that each area publishes.

    `groups` and `top` (the most jobs there) narrow the latter. Repeated occupations and areas count once.
    """
    jobs: dict[Path, Job] = {}
    missing: list[NoSuchDataError] = []
    for area in dict.fromkeys(areas):
        if occupations:
            published = {soc.value for soc in occupations if store.publishes(soc.value, area)}
            chosen = [soc.value for soc in occupations if soc.value in published]
            absent = dict.fromkeys(soc for soc in occupations if soc.value not in published)
            missing += [not_published(store, soc, area) for soc in absent]
        else:
            chosen = _narrowed(store, area, store.published_in(area), groups, top)
        for code in chosen:
            soc = SocCode(code)
            title = store.occupation_titles[code]
            path = folder / file_name(soc, title, area)
            jobs[path] = Job(soc, title, area, path, group=group_title(store, soc))
    return Plan(tuple(jobs[path] for path in sorted(jobs)), tuple(missing))


def group_title(store: Store, soc: SocCode) -> str:
    """The title of the occupation's major group, "" when the store has none."""
    return store.group_titles.get(soc.major.value, "")


def not_published(store: Store, soc: SocCode, area: Area) -> NoSuchDataError:
    """The error for an occupation that `area` does not publish: it names where it is published, most jobs first."""
    return NoSuchDataError(
        f"{area.name} publishes no figures for {soc} {store.occupation_titles[soc.value]} "
        f"({store.wage_releases.period}).",
        cure=f"{wages.where_published(store, soc)}; without --state you get the national brochure.",
    )


def _narrowed(
    store: Store, area: Area, published: Sequence[str], groups: Sequence[SocCode], top: int | None
) -> list[str]:
    chosen = [soc for soc in published if not groups or SocCode(soc).major in groups]
    if top is None:
        return chosen
    jobs = store.employment_in(area)
    return sorted(chosen, key=lambda soc: (-jobs.get(soc, 0), soc))[:top]


def for_one_file(made: Plan, path: Path) -> Plan:
    """The plan of one brochure with its file named by the user. Raises UsageError when it has several."""
    if len(made.jobs) != 1:
        raise UsageError(
            f"{path} is the name of one file, but there are {len(made.jobs):,} brochures to make.",
            cure="Give --output a folder (a name that does not end in .pdf).",
        )
    return replace(made, jobs=(replace(made.jobs[0], path=path),))


def require_published(store: Store, soc: SocCode, area: Area) -> None:
    """Raise NoSuchDataError, which names where it is published, unless `area` publishes the occupation."""
    if not store.publishes(soc.value, area):
        raise not_published(store, soc, area)

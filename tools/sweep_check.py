"""Checks one finished brochure against the store: `sweep.py` runs this in worker processes.

Number of pages, forbidden words, what `reportgen check` finds (PDF/UA-1 among it), and the key facts: they are read
back from the PDF's text and compared with the store's cells, formatted here and not by the code under test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.batch.plan import Job
from reportgen.store.reader import Store

# "None of these buyers …" is English, a lone "None" is a program speaking.
FORBIDDEN = re.compile(r"\b(nan|NaN|None(?! of\b)|null|undefined|n/a|N/A|inf)\b|\{\{|\}\}|\[\]")
_PLAIN = str.maketrans(
    {"\u00a0": " ", "\u2212": "-", "\u2013": "-", "\u2011": "-", "\u00ad": "", "\u2019": "'", "\u2014": "--"}
)
Problem = tuple[str, str]  # kind, text


@dataclass(frozen=True, slots=True)
class CheckRecipe:
    """What all checks of a sweep share: the store's file, and the pages of the layout."""

    store: Path
    pages: int


def make_checker(recipe: CheckRecipe) -> Callable[[Job], tuple[Problem, ...]]:
    """For a worker: the function that checks the file of a job and returns what is wrong with it."""
    from reportgen.render import inspect_pdf

    store = Store.open(recipe.store)  # stays open as long as the process

    def check(job: Job) -> tuple[Problem, ...]:
        data = job.path.read_bytes()
        return (
            *_text_problems(store, job, _pages_of(data), recipe.pages),
            *(("check", problem) for problem in inspect_pdf(data).problems),
        )

    return check


def expected_facts(store: Store, soc: str, fips: str) -> dict[str, str]:
    """What must stand in the brochure, straight from the store's cells: name → text."""
    area = store.areas[fips]
    row = store.wage_row(soc, area)
    nation = store.wage_row(soc, store.nation)
    assert row is not None and nation is not None
    facts: dict[str, str] = {"title": store.occupation_titles[soc], "code": soc}
    for name, each in (("here", row), ("nation", nation)):
        period = "hourly" if each["hourly_only"] else "annual"
        cell: Any = each[f"{period}_median_usd"]
        if cell == "#":
            cell = store.wage_caps_usd[each["release_id"]][0 if period == "annual" else 1]
        if isinstance(cell, int | float):
            facts[f"median {name}"] = f"${cell:,.0f}" if period == "annual" else f"${cell:,.2f}"
        else:
            facts[f"median {name}"] = "ot published"
        jobs = each["employment_jobs"]
        facts[f"jobs {name}"] = f"{jobs:,}" if isinstance(jobs, int) else "ot published"
    projection = store.row("projection", soc=soc)
    if projection:
        change = projection["change_percent"]
        facts["growth"] = f"{'+' if change > 0 else ''}{change:.1f}%"
        openings = projection["openings_annual_jobs"]
        facts["openings"] = f"{openings:,}" if openings else "ewer than 50"
    entry = store.row("entry_requirement", soc=soc)
    if entry:
        facts["education"] = entry["education"]
    return facts


def _text_problems(store: Store, job: Job, pages: list[str], expected_pages: int) -> Iterator[Problem]:
    if len(pages) != expected_pages:
        yield "pages", f"{len(pages)} instead of {expected_pages}"
    text = _plain(" ".join(pages))
    if found := FORBIDDEN.search(text):
        yield "word", f"“{found.group()}” is a program speaking"
    squeezed = text.replace(" ", "")
    for name, value in expected_facts(store, job.soc.value, job.area.fips).items():
        if _plain(value).replace(" ", "") not in squeezed:
            yield "fact", f"{name}: “{value}” is not in the text"


def _plain(text: str) -> str:
    """Text as a reader compares it: one kind of space and hyphen, no soft hyphens, lines joined."""
    return re.sub(r"\s+", " ", text.translate(_PLAIN))


def _pages_of(data: bytes) -> list[str]:
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(data)
    try:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()

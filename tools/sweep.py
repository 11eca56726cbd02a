"""Render a large sample of brochures and check each one: `make sweep`.

All 831 occupations for the nation, and every area for twenty occupations from the sparsest to the richest. Each PDF is
checked for its page count, forbidden words, UA-1 conformance, renderer warnings, and for its key facts: they are read
back from the PDF's text and compared with the store's cells, formatted here and not by the code under test.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import page
import pypdfium2

from reportgen.brochure.compose import compose
from reportgen.model.soc import SocCode
from reportgen.profile.build import ProfileBuilder
from reportgen.render import render_pdf
from reportgen.render.layout import Layout, load_layout
from reportgen.sources.editorial_choice import text_for
from reportgen.store.reader import Store, open_store

# "None of these buyers …" is English, a lone "None" is a program speaking.
FORBIDDEN = re.compile(r"\b(nan|NaN|None(?! of\b)|null|undefined|n/a|N/A|inf)\b|\{\{|\}\}|\[\]")


@dataclass(frozen=True)
class Job:
    soc: str
    fips: str


@dataclass(frozen=True)
class Outcome:
    job: Job
    problems: tuple[str, ...]
    seconds: float
    size: int


def plain(text: str) -> str:
    """Text as a reader compares it: one kind of space and hyphen, no soft hyphens, lines joined."""
    for fancy, simple in (
        ("\u00a0", " "),
        ("\u2212", "-"),
        ("\u2013", "-"),
        ("\u2011", "-"),
        ("\u00ad", ""),
        ("\u2019", "'"),
        ("\u2014", "--"),
    ):
        text = text.replace(fancy, simple)
    return re.sub(r"\s+", " ", text)


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
        cap = store.wage_caps_usd[each["release_id"]][0 if period == "annual" else 1]
        if isinstance(cell, int | float):
            facts[f"median {name}"] = f"${cell:,.0f}" if period == "annual" else f"${cell:,.2f}"
        elif cell == "#":
            facts[f"median {name}"] = f"${cap:,.0f}" if period == "annual" else f"${cap:,.2f}"
        else:
            facts[f"median {name}"] = "ot published"
        jobs = each["employment_jobs"]
        facts[f"jobs {name}"] = f"{jobs:,}" if isinstance(jobs, int) else "ot published"
    projection = store.row("projection", soc=soc)
    if projection:
        change = projection["change_percent"]
        facts["growth"] = f"{'+' if change > 0 else ''}{change:.1f}%"
        facts["openings"] = (
            f"{projection['openings_annual_jobs']:,}" if projection["openings_annual_jobs"] else "ewer than 50"
        )
    entry = store.row("entry_requirement", soc=soc)
    if entry:
        facts["education"] = entry["education"]
    return facts


def pages_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()


class Sweeper:
    def __init__(self, layout_name: str, paper: str) -> None:
        self._context = open_store()
        self.store = self._context.__enter__()
        self.builder = ProfileBuilder(self.store)
        self.layout: Layout = load_layout(layout_name)
        self.paper = paper

    def check(self, job: Job) -> Outcome:
        started = time.perf_counter()
        problems: list[str] = []
        size = 0
        try:
            soc = SocCode(job.soc)
            profile = self.builder.build(soc, self.store.areas[job.fips])
            brochure = compose(profile, printed_on=date(2026, 11, 24), text=text_for(soc))
            rendered = render_pdf(brochure, self.layout, paper=self.paper)
            problems += [f"layout: {finding}" for finding in rendered.findings]
            size = len(rendered.data)
            texts = pages_of(rendered.data)
            text = plain(" ".join(texts))
            if len(texts) != self.layout.pages:
                problems.append(f"{len(texts)} pages instead of {self.layout.pages}")
            problems += [f"renderer: {warning}" for warning in rendered.warnings]
            found = FORBIDDEN.search(text)
            if found:
                problems.append(f"forbidden word “{found.group()}”")
            squeezed = text.replace(" ", "")
            for name, value in expected_facts(self.store, job.soc, job.fips).items():
                if plain(value).replace(" ", "") not in squeezed:
                    problems.append(f"{name}: “{value}” is not in the text")
            if not page.is_pdf_compliant_bytes(rendered.data, profile=page.ValidationProfile.PDF_UA_1):
                problems.append("PDF/UA-1 check failed")
        except Exception as error:  # a sweep reports every failure and goes on
            problems.append(f"{type(error).__name__}: {error}")
        return Outcome(job, tuple(problems), time.perf_counter() - started, size)


_sweeper: Sweeper | None = None


def _start(layout_name: str, paper: str) -> None:
    global _sweeper
    _sweeper = Sweeper(layout_name, paper)


def _check(job: Job) -> Outcome:
    assert _sweeper is not None
    return _sweeper.check(job)


def jobs_for(store: Store, limit: int | None) -> list[Job]:
    """Nation: all occupations. Areas: twenty occupations, evenly from the least to the most published."""
    nation = [Job(soc, store.nation.fips) for soc in store.occupation_titles]
    spread = sorted(store.occupation_titles, key=lambda soc: (len(store.wage_rows(soc)), soc))
    chosen = {spread[round(index * (len(spread) - 1) / 18)] for index in range(19)} | {"29-2072"}
    areas = [Job(soc, row["area_fips"]) for soc in sorted(chosen) for row in store.wage_rows(soc)]
    jobs = nation + areas
    return jobs if limit is None else jobs[:: max(1, len(jobs) // limit)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--layout", default="sidebar")
    parser.add_argument("--paper", default="letter")
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--limit", type=int, help="a sample of about this many brochures instead of all")
    arguments = parser.parse_args()
    with open_store() as store:
        jobs = jobs_for(store, arguments.limit)
    started = time.perf_counter()
    outcomes: list[Outcome] = []
    context = multiprocessing.get_context("spawn")
    with context.Pool(arguments.jobs, _start, (arguments.layout, arguments.paper)) as pool:
        for outcome in pool.imap_unordered(_check, jobs, chunksize=4):
            outcomes.append(outcome)
            if outcome.problems:
                print(f"{outcome.job.soc} {outcome.job.fips}: {'; '.join(outcome.problems)}", flush=True)
    seconds = time.perf_counter() - started
    failed = [outcome for outcome in outcomes if outcome.problems]
    kinds = Counter(problem.split(":")[0] for outcome in failed for problem in outcome.problems)
    sizes = sorted(outcome.size for outcome in outcomes)
    print(
        f"{arguments.layout} ({arguments.paper}): {len(outcomes)} brochures in {seconds:.0f} s "
        f"({len(outcomes) / seconds:.1f} a second, {arguments.jobs} processes); {len(failed)} with problems"
    )
    print(f"size: median {sizes[len(sizes) // 2] / 1024:.0f} KB, largest {sizes[-1] / 1024:.0f} KB")
    for kind, count in kinds.most_common():
        print(f"  {count:5d}  {kind}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

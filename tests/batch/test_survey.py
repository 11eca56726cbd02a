"""Reviewing in workers: every brochure in every layout, and a lost worker costs its own."""

from __future__ import annotations

import datetime
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.batch.documents import one_of_each_group
from reportgen.batch.plan import Job, plan
from reportgen.batch.survey import Reviewer, SurveyRecipe, spread, survey
from reportgen.render.layout import load_layout
from reportgen.render.review import Review
from reportgen.store.reader import open_store
from tests.store import tiny


@pytest.fixture
def jobs(tiny_store: Path) -> list[Job]:
    with open_store(tiny_store) as store:
        return list(plan(store, [store.areas[tiny.TEXAS]], Path()).jobs)


def recipe(store: Path, *names: str) -> SurveyRecipe:
    folders = tuple(str(load_layout(name).folder) for name in names)
    return SurveyRecipe(store, folders, "letter", datetime.date(2026, 1, 2))


def dying(of: SurveyRecipe) -> Reviewer:
    def review(job: Job) -> dict[str, Review]:
        if job.soc.value == "47-2111":
            os.kill(os.getpid(), signal.SIGKILL)
        return {Path(name).name: Review(()) for name in of.layouts}

    return review


def test_every_brochure_is_reviewed_in_every_layout(jobs: list[Job], tiny_store: Path) -> None:
    found = list(survey(jobs[:3], recipe(tiny_store, "handout", "card"), 2))
    assert {each.job.soc.value for each in found} == {job.soc.value for job in jobs[:3]}
    for each in found:
        assert set(each.reviews) == {"handout", "card"}
        assert all(not any(v.kind == "error" for v in review.violations) for review in each.reviews.values())


def test_a_lost_worker_costs_its_brochure(jobs: list[Job], tiny_store: Path) -> None:
    found = {each.job.soc.value: each for each in survey(jobs, recipe(tiny_store, "handout"), 2, dying)}
    assert len(found) == len(jobs)
    (violation,) = found["47-2111"].reviews["handout"].violations
    assert violation.kind == "error"
    assert all(not each.reviews["handout"].violations for soc, each in found.items() if soc != "47-2111")


def test_a_poster_is_tried_once_for_each_group(jobs: list[Job], tiny_store: Path) -> None:
    standing = frozenset(one_of_each_group(jobs))
    assert len(standing) == len({job.soc.major for job in jobs}) < len(jobs)
    of = replace(recipe(tiny_store, "handout"), posters=standing)
    folder = str(load_layout("poster", subject="poster").folder)
    found = list(survey(jobs, replace(of, layouts=(*of.layouts, folder)), 1))
    assert {each.job.path for each in found if "poster" in each.reviews} == standing
    assert all("handout" in each.reviews for each in found)
    assert all(not each.reviews["poster"].violations for each in found if "poster" in each.reviews)


def test_a_sample_is_spread_evenly(jobs: list[Job]) -> None:
    assert spread(jobs, None) == spread(jobs, 99) == jobs
    assert spread(jobs, 3) == [jobs[0], jobs[len(jobs) // 3], jobs[2 * len(jobs) // 3]]

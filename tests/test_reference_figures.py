"""The figures that 29-2072 must show (OEWS May 2024, projections 2024-34), read from the PDF's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from reportgen.brochure.compose import compose
from reportgen.model.soc import SocCode
from reportgen.profile.build import ProfileBuilder
from reportgen.render import render_pdf
from reportgen.render.layout import load_layout
from reportgen.store.location import shipped_store
from reportgen.store.reader import Store, open_store
from tests import pdf_text

MEDICAL_RECORDS = SocCode("29-2072")

# state, jobs, annual median, difference from the nation
PLACES = [
    ("Texas", "20,390", "$47,230", "-6%"),
    ("California", "19,750", "$59,700", "+19%"),
    ("Florida", "15,510", "$45,990", "-8%"),
    ("New York", "8,510", "$59,750", "+19%"),
    ("Ohio", "8,180", "$51,420", "+2%"),
    ("Pennsylvania", "7,220", "$46,730", "-7%"),
    ("North Carolina", "5,960", "$47,840", "-5%"),
    ("Georgia", "5,280", "$48,990", "-3%"),
    ("Washington", "5,280", "$62,250", "+24%"),
    ("Illinois", "4,990", "$49,420", "-2%"),
]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(shipped_store()) as opened:
        yield opened


def brochure_text(store: Store, abbreviation: str) -> str:
    area = next(each for each in store.areas.values() if each.abbreviation == abbreviation)
    profile = ProfileBuilder(store).build(MEDICAL_RECORDS, area)
    rendered = render_pdf(compose(profile, printed_on=date(2026, 11, 24)), load_layout("sidebar"))
    assert rendered.warnings == ()
    assert rendered.pages == 2
    return " ".join(pdf_text.pages(rendered.data))


@pytest.fixture(scope="module")
def texas(store: Store) -> str:
    return brochure_text(store, "TX")


@pytest.fixture(scope="module")
def nation(store: Store) -> str:
    return brochure_text(store, "US")


@pytest.mark.parametrize(("state", "jobs", "median", "delta"), PLACES)
def test_row_of_the_wage_table(texas: str, state: str, jobs: str, median: str, delta: str) -> None:
    # The chosen row carries a word that marks it; nothing else may stand between the cells.
    row = rf"{state} (your state )?{re.escape(jobs)} {re.escape(median)} {re.escape(delta)}(?!\d)"
    assert re.search(row, texas), f"{row} not in {texas}"


def test_order_of_the_wage_table(texas: str) -> None:
    rows = [rf"{state} (?:your state )?{re.escape(jobs)} {re.escape(median)}" for state, jobs, median, _ in PLACES]
    assert re.search(" .*?".join(rows), texas), "the states with most jobs are not in order of their jobs"


@pytest.mark.parametrize(
    "figure",
    [
        "187,910",  # jobs in the nation
        "$50,250",  # its median
        "194,800",  # 2024
        "208,600",  # 2034
        "+7.1%",
        "14,200",  # openings a year
        "Postsecondary nondegree award",
        "Much faster than average",
        "29-2072",
    ],
)
def test_national_figure(texas: str, nation: str, figure: str) -> None:
    assert figure.lower() in texas.lower()
    assert figure.lower() in nation.lower()


def test_texas_has_most_of_these_jobs_and_pays_less_than_its_median(texas: str) -> None:
    assert "1st of 53" in texas
    assert "Pay below the Texas median for all jobs" in texas
    assert "$47,230 against $47,500" in texas
    assert "Pay above the Texas median" not in texas


def test_interests_are_conventional_then_investigative(texas: str) -> None:
    assert "Conventional, Investigative (CI)" in texas
    assert texas.index("Conventional") < texas.index("Investigative")


def test_nothing_is_printed_that_only_a_program_would_say(texas: str, nation: str) -> None:
    for text in (texas, nation):
        assert not re.search(r"\b(nan|NaN|null|undefined|n/a|N/A)\b|\bNone\b", text)


def test_sources_with_their_periods(texas: str) -> None:
    for words in ("May 2024", "Employment Projections, 2024-34", "O*NET 30.1 Database", "CC BY 4.0"):
        assert words in texas

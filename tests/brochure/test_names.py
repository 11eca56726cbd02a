"""Names as they are printed."""

from __future__ import annotations

import pytest

from reportgen.brochure import names


@pytest.mark.parametrize(
    ("official", "printed"),
    [
        ("Helpers--Roofers", "Helpers—Roofers"),
        ("Police and Sheriff's Patrol Officers", "Police and Sheriff’s Patrol Officers"),
        ("Cooks", "Cooks"),
    ],
)
def test_titles_are_set_with_typographic_marks(official: str, printed: str) -> None:
    assert names.title(official) == printed


@pytest.mark.parametrize(
    ("title", "spoken"),
    [
        ("Medical records specialists", "medical records specialists"),
        ("EKG technicians", "EKG technicians"),
        ("English language and literature teachers", "English language and literature teachers"),
        ("Helpers--roofers", "people in this occupation"),
        ("Personal care and service workers, all other", "people in this occupation"),
    ],
)
def test_workers_inside_a_sentence(title: str, spoken: str) -> None:
    assert names.workers(title) == spoken


@pytest.mark.parametrize("title", ["Construction Foreman", "Actress", "Foremen", "Cleaning Woman", "Line Man"])
def test_gendered_job_titles_are_known(title: str) -> None:
    assert names.is_gendered(title)


@pytest.mark.parametrize(
    "title", ["Human Resources Manager", "German Teacher", "Manager", "Medical Coder", "Managing Editor"]
)
def test_other_words_are_not(title: str) -> None:
    assert not names.is_gendered(title)

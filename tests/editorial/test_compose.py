"""A text's words in the brochure, and the figures where it has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reportgen.brochure.compose import compose
from reportgen.brochure.texts import typographic
from reportgen.brochure.value import Brochure, NamedLine
from reportgen.model.editorial import EditorialText, Preparation
from reportgen.model.profile import OccupationProfile
from reportgen.model.soc import SocCode
from reportgen.profile.build import ProfileBuilder
from reportgen.sources.editorial import read_file
from reportgen.store.reader import open_store
from tests.store import tiny

from .sample import write


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OccupationProfile]:
    path = tiny.make(tmp_path_factory.mktemp("tiny") / "store.sqlite")
    with open_store(path) as store:
        yield ProfileBuilder(store).build(SocCode("29-2072"), store.areas[tiny.TEXAS])


@pytest.fixture
def text(tmp_path: Path) -> EditorialText:
    return read_file(write(tmp_path)).text


def composed(profile: OccupationProfile, text: EditorialText | None) -> Brochure:
    return compose(profile, printed_on=date(2026, 11, 24), text=text)


def test_every_field_of_a_text_is_printed(profile: OccupationProfile, text: EditorialText) -> None:
    brochure = composed(profile, text)
    shown = repr(brochure).replace("\\u2019", "’")
    assert brochure.summary is not None and brochure.summary.sources == ()
    for line in (*text.duties, *text.good_fit, *text.ask_a_worker, *text.prepare.grade_10, text.difficulty):
        assert typographic(line).removesuffix(".") in shown
    assert brochure.specialisations and brochure.specialisations.items[2].name == "Coding auditor"
    assert brochure.credentials and brochure.credentials.items == (
        NamedLine(text.credentials[0].name, text.credentials[0].issuer),
    )
    assert brochure.workplaces and brochure.workplaces.settings[1] == "Doctors’ offices"
    assert brochure.skills_and_tools and brochure.skills_and_tools.personal[0] == "Keeps secrets"
    assert brochure.pathway and len(brochure.pathway.items) == 3
    assert brochure.checklist and [group.heading for group in brochure.checklist.groups][-1] == "After high school"


def test_written_judgements_follow_those_from_figures(profile: OccupationProfile, text: EditorialText) -> None:
    alone = composed(profile, None).judgements
    both = composed(profile, text).judgements
    assert both is not None
    from_figures = alone.challenges if alone else ()
    assert both.challenges[: len(from_figures)] == from_figures
    assert both.challenges[len(from_figures)].text == "Hours of sitting"
    assert all(each.reason for each in both.strengths) and len(both.strengths) <= 6


def test_what_a_text_leaves_out_comes_from_figures(profile: OccupationProfile, text: EditorialText) -> None:
    without = composed(profile, None)
    thin = composed(profile, EditorialText("29-2072", "en", "29-2072", difficulty="It is hard."))
    assert thin.difficulty is not None and without.difficulty is None
    assert replace(thin, difficulty=None) == without
    assert (without.credentials, without.ask_a_worker) == (None, None)


def test_a_time_without_actions_gets_composed_ones(profile: OccupationProfile, text: EditorialText) -> None:
    some = replace(text, prepare=Preparation(grade_9=("Read.",)))
    checklist = composed(profile, some).checklist
    assert checklist is not None
    assert checklist.groups[0].items == ("Read.",)
    plain = composed(profile, None).checklist
    assert checklist.groups[1:] == (plain.groups[1:] if plain else ())


@pytest.mark.parametrize(
    ("plain", "typeset"),
    [
        ("a doctor's notes", "a doctor’s notes"),
        ("the doctors' offices aren't", "the doctors’ offices aren’t"),
        ('say "yes" and ("no")', "say “yes” and (“no”)"),
        ("say 'yes' now", "say ‘yes’ now"),
    ],
)
def test_typographic(plain: str, typeset: str) -> None:
    assert typographic(plain) == typeset

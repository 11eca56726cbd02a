"""Strengths and challenges from figures: which speak, with which reason, and which stay silent."""

# ruff: noqa: E501 (the printed lines are read more easily whole)
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reportgen.brochure import judgement_rules as rules
from reportgen.brochure import judgements
from reportgen.brochure.format import NBSP
from reportgen.model.profile import OccupationProfile
from reportgen.model.soc import SocCode
from reportgen.profile.build import ProfileBuilder
from reportgen.store.location import shipped_store
from reportgen.store.reader import Store, open_store


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(shipped_store()) as opened:
        yield opened


def profile(store: Store, soc: str, abbreviation: str) -> OccupationProfile:
    area = next(each for each in store.areas.values() if each.abbreviation == abbreviation)
    return ProfileBuilder(store).build(SocCode(soc), area)


def said(of: OccupationProfile, field: str) -> dict[str, str]:
    return {each.label: each.value.replace(NBSP, " ") for each in judgements.explain(of, field)}


def test_pay_above_all_jobs_is_said_of_nurses_in_texas_and_not_of_medical_records(store: Store) -> None:
    nurses = said(profile(store, "29-1141", "TX"), "strengths")
    assert nurses["Pay above the Texas median for all jobs"] == "$90,010 against $47,500 a year"
    records = profile(store, "29-2072", "TX")
    assert "Pay above the Texas median for all jobs" not in said(records, "strengths")
    assert said(records, "challenges")["Pay below the Texas median for all jobs"] == "$47,230 against $47,500 a year"


@pytest.mark.parametrize(
    ("soc", "area", "field", "text", "reason"),
    [
        ("43-9022", "US", "challenges", "Fewer of these jobs ten years on", "−36.1% in the U.S., 2024–34; all occupations +3.1%"),
        ("53-1047", "GU", "challenges", "Few jobs in Guam", "180 jobs in the whole territory"),
        ("29-1141", "CA", "challenges", "Exposure to disease", "exposed to disease or infections: 95 of 100 (O*NET answers of 2020)"),
        ("35-3023", "US", "strengths", "A start without college", "typical for entry: no formal educational credential"),
        ("23-1011", "US", "challenges", "Long schooling before the first job", "typical for entry: a doctoral or professional degree"),
        ("11-1021", "US", "challenges", "Experience needed first", "typical: 5 years or more in a related occupation"),
        ("31-1120", "US", "challenges", "Pays less than most jobs with the same schooling",
         "U.S. median $34,900; jobs with the same entry education $47,150 a year"),
    ],
)  # fmt: skip
def test_a_judgement_with_its_reason(store: Store, soc: str, area: str, field: str, text: str, reason: str) -> None:
    assert said(profile(store, soc, area), field).get(text) == reason


def test_a_top_coded_median_is_above_what_lies_below_the_cap(store: Store) -> None:
    surgeons = profile(store, "29-1242", "US")
    assert not surgeons.here.annual.median.is_known
    assert said(surgeons, "strengths")["Pay above the U.S. median for all jobs"].startswith("$239,200+ against")


def test_rules_without_data_say_nothing(store: Store) -> None:
    blank = replace(
        profile(store, "29-1141", "TX"), projection=None, entry=None, context=None, exposure=(),
        comparison=replace(profile(store, "29-1141", "TX").comparison, all_occupations=None),
    )  # fmt: skip
    silent = {"growth", "many_openings", "few_openings", "short_schooling", "long_schooling", "experience", "exposure",
              "freedom", "exactness", "repetition", "disease", "public", "pay_against_all", "same_schooling"}  # fmt: skip
    for rule in (*judgements.STRENGTHS, *judgements.CHALLENGES):
        if rule.key in silent:
            assert rule.find(blank) is None, rule.key


def test_every_rule_has_its_threshold_and_the_source_of_it() -> None:
    for rule in (*judgements.STRENGTHS, *judgements.CHALLENGES):
        words = rules.rule_in_words(rule.key)
        assert "{" not in words and words.endswith(")"), rule.key


def test_every_judgement_cites_its_cells(store: Store) -> None:
    for soc, area in (("29-1141", "TX"), ("27-2011", "NY"), ("11-1011", "US"), ("39-9099", "CA")):
        of = profile(store, soc, area)
        for field in judgements.FIELDS:
            for each in judgements.explain(of, field):
                assert each.citations and all(citation.column for citation in each.citations), each

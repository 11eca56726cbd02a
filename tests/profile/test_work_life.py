"""The work-life index: only from its three figures, all of one vintage."""

from __future__ import annotations

import pytest

from reportgen.model.profile import ContextScore, WorkContext
from reportgen.model.source import Origin, Release, SourceFile
from reportgen.profile.onet import work_life

ORIGIN = Origin(
    Release("onet-30.1", "onet", "USDOL/ETA", "O*NET", "30.1", "2025-12", "CC BY 4.0", "credit", "https://example.org"),
    SourceFile("onet-30.1", "work_context", "Work Context.txt", None, "0" * 64, 1, 1, "official"),
    "O*NET-SOC 29-2072.00",
    {},
)


def context(**scores: int) -> WorkContext:
    ids = {"week": "4.C.3.d.8", "schedule": "4.C.3.d.4", "pressure": "4.C.3.d.1", "contact": "4.C.1.a.4"}
    return WorkContext(tuple(ContextScore(ids[name], name, score, "30.1") for name, score in scores.items()), ORIGIN)


def test_it_is_ten_times_what_the_mean_leaves() -> None:
    found = work_life(context(week=50, schedule=0, pressure=64, contact=90))
    assert found is not None
    assert found.index == pytest.approx(6.2)


@pytest.mark.parametrize("scores", [{}, {"week": 50}, {"week": 50, "schedule": 0, "contact": 90}])
def test_without_all_three_figures_there_is_none(scores: dict[str, int]) -> None:
    assert work_life(context(**scores)) is None
    assert work_life(None) is None

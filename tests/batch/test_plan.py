from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.batch.plan import Plan, for_one_file, not_published, plan
from reportgen.errors import UsageError
from reportgen.model.area import Area
from reportgen.model.soc import SocCode
from reportgen.store.reader import Store, open_store
from tests.store import tiny

OUT = Path("out")


@pytest.fixture
def store(tiny_store: Path) -> Iterator[Store]:
    with open_store(tiny_store) as opened:
        yield opened


@pytest.fixture
def texas(store: Store) -> Area:
    return store.areas[tiny.TEXAS]


def codes(made: Plan) -> list[str]:
    return [f"{job.soc}-{job.area.abbreviation}" for job in made.jobs]


def test_everything_that_an_area_publishes_in_code_order(store: Store, texas: Area) -> None:
    made = plan(store, [texas], OUT)
    assert [job.soc.value for job in made.jobs] == sorted(set(tiny.TITLES) - {"51-2061", "47-3013"})
    assert len({job.path for job in made.jobs}) == len(made.jobs)


def test_top_takes_the_most_jobs_there(store: Store, texas: Area) -> None:
    assert codes(plan(store, [texas], OUT, top=2)) == ["13-1020-TX", "15-1252-TX"]
    # In California 29-1141's employment is not published: it comes last, not as zero in front.
    california = store.areas[tiny.CALIFORNIA]
    assert "29-1141-CA" not in codes(plan(store, [california], OUT, top=4))


def test_group_narrows(store: Store, texas: Area) -> None:
    made = plan(store, [texas], OUT, groups=[SocCode("29-0000"), SocCode("31-0000")])
    assert codes(made) == ["29-1141-TX", "29-1171-TX", "29-2072-TX", "31-1131-TX"]


def test_occupations_times_areas_and_what_is_missing(store: Store, texas: Area) -> None:
    areas = [texas, store.areas[tiny.GUAM], texas]
    made = plan(store, areas, OUT, occupations=[SocCode("51-2061"), SocCode("29-2072"), SocCode("29-2072")])
    assert codes(made) == ["29-2072-TX", "51-2061-GU"]
    assert sorted(error.what.split(" publishes")[0] for error in made.missing) == ["Guam", "Texas"]


def test_missing_names_where_it_is_published_most_jobs_first(store: Store, texas: Area) -> None:
    error = not_published(store, SocCode("51-2061"), texas)
    assert error.exit_code == 5
    assert "California (CA), Guam (GU)" in error.cure


def test_one_file_for_one_brochure_only(store: Store, texas: Area) -> None:
    one = plan(store, [texas], OUT, occupations=[SocCode("29-2072")])
    assert for_one_file(one, Path("x/mine.pdf")).jobs[0].path == Path("x/mine.pdf")
    with pytest.raises(UsageError, match="one file"):
        for_one_file(plan(store, [texas], OUT), Path("mine.pdf"))

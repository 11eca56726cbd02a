"""Running a batch: every fault costs its own brochure and nothing else."""

from __future__ import annotations

import datetime
import multiprocessing
import tempfile
from pathlib import Path

import pytest

from reportgen.batch.files import is_whole_pdf
from reportgen.batch.outcome import Outcome
from reportgen.batch.plan import Job, plan
from reportgen.batch.renderer import MakeRender, Recipe
from reportgen.batch.run import run
from reportgen.errors import EnvironmentLacksError, ReportgenError
from reportgen.store.reader import open_store
from tests.store import tiny

from . import stand_ins


@pytest.fixture
def jobs(tiny_store: Path, tmp_path: Path) -> list[Job]:
    with open_store(tiny_store) as store:
        return list(plan(store, [store.areas[tiny.TEXAS]], tmp_path / "out").jobs)


def recipe(store: Path) -> Recipe:
    return Recipe(store, "sidebar", "letter", datetime.date(2026, 1, 2))


def outcomes(jobs: list[Job], store: Path, make_render: MakeRender, workers: int = 2) -> dict[str, Outcome]:
    return {outcome.job.soc.value: outcome for outcome in run(jobs, recipe(store), workers, make_render)}


def test_every_job_is_made(jobs: list[Job], tiny_store: Path) -> None:
    found = outcomes(jobs, tiny_store, stand_ins.quick)
    assert len(found) == len(jobs) == 7
    assert all(outcome.failure is None for outcome in found.values())
    assert all(is_whole_pdf(job.path) for job in jobs)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("workers", [1, 3])
def test_each_fault_costs_one_brochure(jobs: list[Job], tiny_store: Path, workers: int) -> None:
    scratch_before = set(Path(tempfile.gettempdir()).glob("reportgen-*"))
    found = outcomes(jobs, tiny_store, stand_ins.faulty, workers)
    failures = {soc: outcome.failure for soc, outcome in found.items() if outcome.failure}
    assert set(failures) == {"15-1252", "29-1141", "29-1171", "31-1131", "47-2111"}
    assert failures["29-1141"].what == "The text does not fit."
    assert not failures["29-1141"].trace  # no fault of ours
    assert "ZeroDivisionError: font-size" in failures["29-1171"].what
    assert "stand_ins.py" in failures["29-1171"].trace
    assert "SIGKILL" in failures["47-2111"].what
    assert "not a whole PDF" in failures["31-1131"].what
    made = {job.soc.value for job in jobs if job.path.exists()}
    assert made == {"13-1020", "29-2072"}
    assert len(list(jobs[0].path.parent.iterdir())) == 2
    assert set(Path(tempfile.gettempdir()).glob("reportgen-*")) <= scratch_before


def test_what_the_machine_lacks_is_one_error(jobs: list[Job], tiny_store: Path) -> None:
    with pytest.raises(ReportgenError, match="Pango") as caught:
        outcomes(jobs, tiny_store, stand_ins.lacking)
    assert caught.value.exit_code == 4
    assert "apt-get" in caught.value.cure
    assert multiprocessing.active_children() == []


def test_workers_that_die_at_the_start_do_not_start_for_ever(jobs: list[Job], tiny_store: Path) -> None:
    with pytest.raises(ReportgenError, match="before it could start"):
        outcomes(jobs, tiny_store, stand_ins.dying_at_start)


def test_a_single_job_fails_alone_too(jobs: list[Job], tiny_store: Path) -> None:
    (job,) = [job for job in jobs if job.soc.value == "15-1252"]
    found = outcomes([job], tiny_store, stand_ins.faulty)
    assert found["15-1252"].failure is not None


def test_a_swallowed_interruption_is_not_lost(jobs: list[Job], tiny_store: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        outcomes(jobs[:1], tiny_store, stand_ins.swallowing)
    assert list(jobs[0].path.parent.iterdir()) == []


def test_stopping_early_ends_the_workers(jobs: list[Job], tiny_store: Path) -> None:
    running = run(jobs, recipe(tiny_store), 2, stand_ins.slow)
    next(running)
    running.close()
    assert multiprocessing.active_children() == []
    assert all(is_whole_pdf(path) for path in jobs[0].path.parent.iterdir())


def test_an_unwritable_folder_is_said_before_rendering(jobs: list[Job], tiny_store: Path) -> None:
    jobs[0].path.parent.write_text("in the way")
    with pytest.raises(EnvironmentLacksError, match="Cannot write"):
        outcomes(jobs, tiny_store, stand_ins.lacking)

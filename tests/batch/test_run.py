"""Running a batch: every fault costs its own brochure and nothing else."""

from __future__ import annotations

import multiprocessing
import tempfile
from collections import Counter
from pathlib import Path

import pytest

from reportgen.batch.alone import SingleBrochure, make_alone
from reportgen.batch.files import is_whole_pdf
from reportgen.batch.limits import Limits
from reportgen.batch.plan import Job
from reportgen.batch.renderer import MakeRender
from reportgen.errors import EnvironmentLacksError, ReportgenError

from . import stand_ins
from .running import Ran, recipe, rendered


def test_every_job_is_made(jobs: list[Job], tiny_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    ran = Ran(jobs, recipe(tiny_store), stand_ins.quick)
    assert ran.summary.made == len(jobs) == 7
    assert all(is_whole_pdf(job.path) for job in jobs)
    assert multiprocessing.active_children() == []
    assert list(temporary.iterdir()) == []
    assert ran.events[0]["event"] == "start"
    assert ran.events[-1]["complete"] is True
    kept = {path.name for path in jobs[0].path.parent.iterdir()}
    assert kept == {job.path.name for job in jobs} | {"manifest.jsonl"}


@pytest.mark.parametrize("workers", [1, 3])
def test_each_fault_costs_one_brochure(jobs: list[Job], tiny_store: Path, log: Path, workers: int) -> None:
    ran = Ran(jobs, recipe(tiny_store), stand_ins.faulty, workers=workers)
    failures = ran.failures
    assert set(failures) == {"15-1252", "29-1141", "29-1171", "31-1131", "47-2111"}
    assert failures["29-1141"].what == "The text does not fit."
    assert not failures["29-1141"].trace  # no fault of ours
    assert "ZeroDivisionError: font-size" in failures["29-1171"].what
    assert "stand_ins.py" in failures["29-1171"].trace
    assert "SIGKILL" in failures["47-2111"].what
    assert "not a whole PDF" in failures["31-1131"].what
    assert {job.soc.value for job in jobs if job.path.exists()} == {"13-1020", "29-2072"}
    # Only the one that took its worker with it was tried again, and once.
    assert {name[:7]: count for name, count in rendered(log).items() if count > 1} == {"47-2111": 2}
    assert ran.told("retry") == ran.told("quarantined") == ["47-2111"]


def test_hanging_greedy_stopped_and_dying_workers_are_outlived(
    jobs: list[Job], tiny_store: Path, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    limits = Limits(job_seconds=1.0, memory_mb=200)
    ran = Ran(jobs, recipe(tiny_store), stand_ins.stubborn, workers=2, limits=limits)
    whats = {soc: failure.what for soc, failure in ran.failures.items()}
    assert set(whats) == {"15-1252", "29-1141", "29-1171", "31-1131", "47-2111"}
    assert "took longer than 1 seconds" in whats["29-1141"]
    assert "took longer than 1 seconds" in whats["31-1131"]  # SIGSTOP
    assert "more than 200 MB" in whats["29-1171"]
    assert "SIGKILL" in whats["47-2111"]
    assert "ended (code 3)" in whats["15-1252"]
    assert "--time-limit" in ran.failures["29-1141"].cure
    assert sorted(ran.told("made")) == ["13-1020", "29-2072"]
    assert sorted(ran.told("quarantined")) == sorted(whats)
    assert all(rendered(log)[job.path.name] == (2 if job.soc.value in whats else 1) for job in jobs)
    assert list(temporary.iterdir()) == []
    assert multiprocessing.active_children() == []


def test_a_lost_job_is_made_the_second_time(jobs: list[Job], tiny_store: Path) -> None:
    ran = Ran(jobs, recipe(tiny_store), stand_ins.troubled)
    assert ran.summary.made == 7
    assert sorted(ran.told("retry")) == ["15-1252", "29-1141"]
    assert not ran.failures


def test_workers_are_recycled(jobs: list[Job], tiny_store: Path) -> None:
    ran = Ran(jobs, recipe(tiny_store), stand_ins.naming_its_process, workers=1, limits=Limits(jobs_per_worker=3))
    made = [event["path"] for event in ran.events if event["event"] == "made"]
    assert len(set(made)) == 3
    assert sorted(Counter(made).values()) == [1, 3, 3]


def test_workers_that_grow_are_recycled_too(jobs: list[Job], tiny_store: Path) -> None:
    limits = Limits(worker_mb=120, fewest_jobs=2)
    ran = Ran(jobs, recipe(tiny_store), stand_ins.hoarding, workers=1, limits=limits)
    assert ran.summary.made == 7
    made = [event["path"] for event in ran.events if event["event"] == "made"]
    assert sorted(Counter(made).values()) == [1, 2, 2, 2]


def test_memory_and_what_did_not_fit_are_recorded(jobs: list[Job], tiny_store: Path) -> None:
    (made,) = (each for each in Ran(jobs[:1], recipe(tiny_store), stand_ins.quick).events if each["event"] == "made")
    assert 10 < made["memory_mb"] < 200
    assert (made["left_out"], made["tight_pages"]) == (0, 0)
    ran = Ran(jobs[1:2], recipe(tiny_store), stand_ins.unfit)
    (failed,) = (each for each in ran.events if each["event"] == "failed")
    assert [list(each) for each in failed["problems"]] == [["fit", "page 2 is full"], ["warning", "Ignored `x`"]]


@pytest.mark.parametrize(
    ("make_render", "said"), [(stand_ins.wrong_pages, "3 pages instead of 2"), (stand_ins.untagged, "it has no tags")]
)
def test_a_pdf_that_is_not_right_gets_no_name(
    jobs: list[Job], tiny_store: Path, make_render: MakeRender, said: str
) -> None:
    ran = Ran(jobs[:2], recipe(tiny_store), make_render, workers=1)
    assert all(said in failure.what for failure in ran.failures.values())
    assert [path.name for path in jobs[0].path.parent.iterdir()] == ["manifest.jsonl"]


def test_wrong_paper_is_told(jobs: list[Job], tiny_store: Path) -> None:
    ran = Ran(jobs[:2], recipe(tiny_store, paper="a4"), stand_ins.quick, workers=1)
    assert "612 × 792 pt instead of a4" in next(iter(ran.failures.values())).what


def test_what_the_machine_lacks_ends_the_batch(jobs: list[Job], tiny_store: Path) -> None:
    ran = Ran(jobs, recipe(tiny_store), stand_ins.lacking)
    assert ran.summary.lacking is not None
    assert ran.summary.lacking.exit_code == 4
    assert "apt-get" in ran.summary.lacking.cure
    assert ran.events[-1]["complete"] is False
    assert multiprocessing.active_children() == []


def test_workers_that_die_at_the_start_do_not_start_for_ever(jobs: list[Job], tiny_store: Path) -> None:
    with pytest.raises(ReportgenError, match="before it could start"):
        Ran(jobs, recipe(tiny_store), stand_ins.dying_at_start)


def test_a_single_job_fails_alone_too(jobs: list[Job], tiny_store: Path) -> None:
    (job,) = [job for job in jobs if job.soc.value == "15-1252"]
    assert make_alone(job.path, SingleBrochure(job, recipe(tiny_store), stand_ins.faulty)) is not None


def test_a_swallowed_interruption_is_not_lost(jobs: list[Job], tiny_store: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        make_alone(jobs[0].path, SingleBrochure(jobs[0], recipe(tiny_store), stand_ins.swallowing))
    assert list(jobs[0].path.parent.iterdir()) == []


def test_an_unwritable_folder_is_said_before_rendering(jobs: list[Job], tiny_store: Path) -> None:
    jobs[0].path.parent.write_text("in the way")
    with pytest.raises(EnvironmentLacksError, match="Cannot write"):
        make_alone(jobs[0].path, SingleBrochure(jobs[0], recipe(tiny_store), stand_ins.lacking))

"""What is there and whole is kept, everything else is made again, each brochure by itself."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from reportgen.batch import manifest
from reportgen.batch.plan import Job
from reportgen.errors import ReportgenError
from reportgen.model.editorial import EditorialText

from . import stand_ins
from .running import Ran, recipe, rendered


def why(ran: Ran) -> dict[str, str]:
    return {todo.job.soc.value: todo.why for todo in ran.prepared.todos}


def test_only_what_is_missing_damaged_or_changed_is_made_again(
    jobs: list[Job], tiny_store: Path, log: Path
) -> None:  # fmt: skip
    of = recipe(tiny_store)
    assert set(why(Ran(jobs, of, stand_ins.quick)).values()) == {"new"}
    again = Ran(jobs, of, stand_ins.quick)
    assert why(again) == {}
    assert len(again.prepared.kept) == 7
    missing, cut, other = jobs[0], jobs[1], jobs[2]
    missing.path.unlink()
    cut.path.write_bytes(cut.path.read_bytes()[:-100])
    other.path.write_bytes(other.path.read_bytes().replace(b"PDF-1", b"PDF-2", 1))  # same length
    third = Ran(jobs, of, stand_ins.quick)
    reasons = {job.soc.value: reason for job, reason in ((missing, "missing"), (cut, "damaged"), (other, "damaged"))}
    assert why(third) == reasons
    assert sum(rendered(log).values()) == 7 + 3


def test_changed_inputs_are_rendered_again_and_only_theirs(jobs: list[Job], tiny_store: Path) -> None:
    Ran(jobs, recipe(tiny_store), stand_ins.quick)
    words = EditorialText("29-2072", "en", "29-2072", summary="Ours.")
    assert why(Ran(jobs, recipe(tiny_store, texts=(words,)), stand_ins.quick)) == {"29-2072": "changed"}
    group = EditorialText("major/29", "en", "29-0000", summary="Ours.")
    changed = why(Ran(jobs, recipe(tiny_store, texts=(words, group)), stand_ins.quick))
    assert changed == {"29-1141": "changed", "29-1171": "changed", "29-2072": "changed"}
    assert len(why(Ran(jobs, recipe(tiny_store, paper="a4"), stand_ins.quick))) == 7
    tiny_bytes = tiny_store.read_bytes()
    other_store = jobs[0].path.parent.parent / "other.sqlite"
    other_store.write_bytes(tiny_bytes + b"\0")
    assert set(why(Ran(jobs, recipe(other_store), stand_ins.quick)).values()) == {"changed"}


def test_a_layouts_files_are_inputs(
    jobs: list[Job], tiny_store: Path, tmp_path: Path
) -> None:  # fmt: skip
    layout = tmp_path / "mine"
    layout.mkdir()
    (layout / "layout.toml").write_text('name = "mine"\ntitle = "Mine"\nextends = "sidebar"\npages = 2\n')
    of = recipe(tiny_store, layout=str(layout))
    Ran(jobs, of, stand_ins.quick)
    assert why(Ran(jobs, of, stand_ins.quick)) == {}
    (layout / "print.css").write_text("h1 { color: red }")
    assert set(why(Ran(jobs, of, stand_ins.quick)).values()) == {"changed"}


def test_no_resume_makes_all_again(jobs: list[Job], tiny_store: Path) -> None:
    Ran(jobs, recipe(tiny_store), stand_ins.quick)
    assert set(why(Ran(jobs, recipe(tiny_store), stand_ins.quick, resume=False)).values()) == {"asked for again"}


def test_a_longer_plan_makes_only_what_it_adds(jobs: list[Job], tiny_store: Path) -> None:
    Ran(jobs[:4], recipe(tiny_store), stand_ins.quick)
    assert len(why(Ran(jobs, recipe(tiny_store), stand_ins.quick))) == 3


def test_what_failed_is_tried_again_and_quarantine_alone(
    jobs: list[Job], tiny_store: Path, log: Path
) -> None:  # fmt: skip
    Ran(jobs, recipe(tiny_store), stand_ins.faulty)
    second = Ran(jobs, recipe(tiny_store), stand_ins.faulty)
    assert {todo.job.soc.value for todo in second.prepared.todos if todo.was_lost} == {"47-2111"}
    assert second.told("retry") == []  # it had its second chance already
    assert second.told("quarantined") == ["47-2111"]
    third = Ran(jobs, recipe(tiny_store), stand_ins.quick)
    assert third.summary.made == 5
    assert rendered(log)["47-2111-electricians-TX.pdf"] == 2 + 1 + 1


def test_torn_and_foreign_lines_are_passed_over(jobs: list[Job], tiny_store: Path) -> None:
    folder = jobs[0].path.parent
    Ran(jobs, recipe(tiny_store), stand_ins.quick)
    path = folder / "manifest.jsonl"
    lines = path.read_bytes().splitlines()
    made = [line for line in lines if b'"event":"made"' in line]
    rest = b"\n".join([lines[0], *made[:-1], b"[1, 2]", b"\xff\xfe garbage", made[-1][:70]])  # the last one torn
    path.write_bytes(rest)
    ran = Ran(jobs, recipe(tiny_store), stand_ins.quick)
    assert list(why(ran).values()) == ["new"]
    assert ran.prepared.continues  # nothing said that the first one had ended
    assert path.read_bytes().startswith(rest + b"\n")
    assert json.loads(path.read_bytes().splitlines()[-1])["event"] == "end"
    assert why(Ran(jobs, recipe(tiny_store), stand_ins.quick)) == {}


def test_an_interrupted_batch_keeps_its_date_and_a_finished_one_does_not(
    jobs: list[Job], tiny_store: Path
) -> None:  # fmt: skip
    today = datetime.date(2026, 3, 4)
    first = recipe(tiny_store)
    Ran(jobs, first, stand_ins.quick)
    path = jobs[0].path.parent / "manifest.jsonl"
    jobs[0].path.unlink()
    assert Ran(jobs, recipe(tiny_store, printed_on=today), stand_ins.quick).prepared.recipe.printed_on == today
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:4]))
    later = Ran(jobs, recipe(tiny_store, printed_on=today), stand_ins.quick)
    assert later.prepared.recipe.printed_on == first.printed_on


def test_two_batches_do_not_share_a_folder(tmp_path: Path) -> None:
    with manifest.held(tmp_path) as held:
        held.append("start", **manifest.identity())
        with pytest.raises(ReportgenError, match=r"Another batch is at work in .*process \d+ on ") as caught:
            manifest.held(tmp_path).__enter__()
        assert "--output" in caught.value.cure
    with manifest.held(tmp_path):
        pass


def test_a_folder_where_nothing_came_of_it_stays_empty(tmp_path: Path) -> None:
    with manifest.held(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []

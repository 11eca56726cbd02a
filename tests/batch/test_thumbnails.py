"""Thumbnails: drawn by workers, only where they are missing or old, and a faulty one costs its picture only."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from reportgen.batch.interrupt import Stop
from reportgen.batch.plan import Job
from reportgen.batch.thumbnails import draw_missing, thumbnail_of
from reportgen.errors import EnvironmentLacksError

from . import stand_ins

pytest.importorskip("pypdfium2")


@pytest.fixture
def pdfs(jobs: list[Job]) -> list[Path]:
    jobs[0].path.parent.mkdir()
    for job in jobs[:3]:
        job.path.write_bytes(stand_ins.pdf(job))
    return [job.path for job in jobs[:3]]


def test_only_missing_and_old_pictures_are_drawn(pdfs: list[Path]) -> None:
    pdfs[1].write_bytes(b"%PDF-1.7 cut sho")
    told: list[None] = []
    undrawn = draw_missing(pdfs, 2, Stop(), lambda: told.append(None))
    assert len(told) == 3
    ((cut, failure),) = undrawn
    assert cut == pdfs[1]
    assert f"{cut.name} cannot be drawn" in failure.what
    assert [thumbnail_of(pdf).exists() for pdf in pdfs] == [True, False, True]
    assert thumbnail_of(pdfs[0]).read_bytes().startswith(b"\x89PNG")

    before = [thumbnail_of(pdfs[each]).stat().st_ino for each in (0, 2)]
    later = thumbnail_of(pdfs[2]).stat().st_mtime_ns + 1_000_000
    os.utime(pdfs[2], ns=(later, later))
    assert draw_missing([pdfs[0], pdfs[2]], 2, Stop(), lambda: None) == ()
    after = [thumbnail_of(pdfs[each]).stat().st_ino for each in (0, 2)]
    assert (before[0] == after[0], before[1] == after[1]) == (True, False)
    assert {path.suffix for path in thumbnail_of(pdfs[0]).parent.iterdir()} == {".png"}


def test_a_stop_ends_the_drawing(pdfs: list[Path]) -> None:
    stop = Stop()
    stop.request(signal.SIGINT)
    assert draw_missing(pdfs, 1, stop, lambda: None) == ()
    assert not any(thumbnail_of(pdf).exists() for pdf in pdfs)


def test_a_disk_that_refuses_ends_it(pdfs: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.batch.thumbnails.make_drawer", stand_ins.out_of_room)
    with pytest.raises(EnvironmentLacksError, match="No space left"):
        draw_missing(pdfs, 1, Stop(), lambda: None)

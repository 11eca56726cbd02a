"""What somebody else does while a command is at work: replaces the store, removes folders, starts the same again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from reportgen.batch.interrupt import Stop
from reportgen.batch.plan import Job, plan
from reportgen.batch.renderer import Recipe, Render, Rendered
from reportgen.book import books
from reportgen.deliver.account import Server
from reportgen.deliver.outbox import DAY_SECONDS
from reportgen.deliver.pace import Pace
from reportgen.deliver.sending import Sending
from reportgen.deliver.transport import Connection
from reportgen.errors import ReportgenError
from reportgen.sources import download
from reportgen.store.reader import open_store
from reportgen.store.working_copy import only_one
from tests.batch import stand_ins
from tests.batch.running import Ran, go_on, recipe
from tests.batch.test_faults import SCRIPT, workers_of
from tests.deliver.letters import NOW, desk, letters, student
from tests.deliver.post_office import PostOffice, opened
from tests.store import tiny

from .conftest import names

Cli = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[2]
COUNT = 60


class Batch:
    """A batch of sixty in a process of its own, over a store of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder / "out"
        self.store = tiny.make(folder / "store.sqlite")
        (folder / "run.py").write_text(SCRIPT)
        (folder / "plan.csv").write_text(
            "occupation,state,output\n" + "".join(f"29-2072,TX,b{number}\n" for number in range(COUNT))
        )
        (folder / "temporary").mkdir()
        self.environment = {
            **os.environ, "REPORTGEN_STORE": str(self.store), "PYTHONPATH": str(ROOT), "HOME": str(folder),
            "TMPDIR": str(folder / "temporary"), stand_ins.LOG: str(folder / "log"),
        }  # fmt: skip

    def start(self, render: str = "steady", *more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "run.py", render, "batch", "plan.csv", "-o", "out", "--jobs", "1", *more], text=True,
            cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def started(self, count: int = 10) -> subprocess.Popen[str]:
        """It has made some."""
        process = self.start()
        deadline = time.monotonic() + 60
        while len(list(self.out.glob("*.pdf"))) < count:
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.005)
        return process

    def made(self) -> list[dict[str, str]]:
        """The last record of each brochure."""
        lines = [json.loads(line) for line in (self.out / "manifest.jsonl").read_text().splitlines()]
        return list({line["file"]: line for line in lines if line["event"] == "made"}.values())


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    return Batch(tmp_path)


def other_store(path: Path) -> Path:
    """Another store of the same occupations, put in place in one step, as an import does."""
    made = tiny.make(path.with_name("other.sqlite"))
    with made.open("ab") as file:
        file.write(b"\0" * 4096)
    return made.replace(path)


def test_a_store_replaced_in_the_middle_is_never_mixed(batch: Batch) -> None:
    process = batch.started()
    other_store(batch.store)
    (worker,) = workers_of(process.pid)
    os.kill(worker, signal.SIGKILL)  # the next worker would open the new one
    _, said = process.communicate(timeout=60)
    assert process.returncode == 4, said
    assert f"The data store {batch.store} was replaced or changed while the batch was at work." in said
    assert "Run the same command again" in said
    old = {line["inputs"] for line in batch.made()}
    said = go_on(batch.folder / "plan.csv", batch.out, batch.environment)
    assert "changed" in said
    new = {line["inputs"] for line in batch.made()}
    assert len(batch.made()) == COUNT
    assert len(new) == 1 and not new & old
    assert names(batch.folder / "temporary") == []


def test_a_store_removed_in_the_middle_is_said(batch: Batch) -> None:
    process = batch.started()
    aside = batch.store.rename(batch.folder / "aside.sqlite")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 4, said
    assert f"The data store {batch.store} was removed while the batch was at work." in said
    aside.rename(batch.store)
    said = go_on(batch.folder / "plan.csv", batch.out, batch.environment)
    assert "Nothing to make" in said  # they are of the store that is there again


def test_an_output_folder_that_vanishes_ends_the_batch(batch: Batch) -> None:
    process = batch.started()
    batch.out.rename(batch.folder / "elsewhere")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 4, said
    assert "The folder out is gone: somebody removed or renamed it meanwhile." in said
    assert not batch.out.exists()
    assert names(batch.folder / "temporary") == []
    (batch.folder / "elsewhere").rename(batch.out)
    go_on(batch.folder / "plan.csv", batch.out, batch.environment)
    assert len(batch.made()) == COUNT
    assert not [name for name in names(batch.out) if name.startswith(".")]


def test_an_outbox_removed_in_the_middle_sends_nothing_that_nobody_would_know_of(tmp_path: Path) -> None:
    folder = tmp_path / "outbox"
    with opened(PostOffice()) as office, desk(folder) as open_desk:
        entries = open_desk.write(letters(*(student(row, f"s{row}@example.org") for row in range(2, 8))))
        with Connection(Server("127.0.0.1", office.port, "none")) as way:
            sending = Sending(
                open_desk.outbox, [entry.id for entry in entries], open_desk.folder.message, "me@example.org", way,
                Pace(rate=6000), Stop(),
            )  # fmt: skip

            def remove(entry: object) -> None:
                if len(office.delivered) == 3:
                    (folder / "outbox.sqlite").rename(tmp_path / "aside.sqlite")

            run = sending.run(remove, lambda waiting, seconds: None)
    assert run.trouble is not None
    assert "was removed or replaced while its messages were being sent" in run.trouble.what
    assert run.trouble.exit_code == 4
    assert len(office.delivered) == 3


def test_a_clock_that_was_set_back_stops_no_mail(tmp_path: Path) -> None:
    """Put off and accepted in a year that has not come yet: neither waits, nor counts, until then."""
    year = 365 * DAY_SECONDS
    with desk(tmp_path / "outbox") as open_desk:
        open_desk.write(letters(*(student(row, f"s{row}@example.org") for row in range(2, 5))))
        first, second, third = open_desk.outbox.all()
        open_desk.outbox.end(first, "sent", "", NOW + year)
        open_desk.outbox.end(second, "deferred", "", NOW, NOW + year)
        open_desk.outbox.end(third, "sent", "", NOW - 60)
        open_desk.outbox.choose([second.id])
        due = open_desk.outbox.next_due(NOW)
        assert due is not None and due.id == second.id
        assert open_desk.outbox.accepted_since(NOW - DAY_SECONDS) == (NOW - 60,)


def test_a_picture_follows_its_brochure_whatever_the_clock_says(cli: Cli, clean_home: Path) -> None:
    pytest.importorskip("pypdfium2")
    Path("plan.csv").write_text("occupation,state,output\n29-2072,TX,x\n")
    assert cli("batch", "plan.csv", "-o", "out", "--thumbnails").exit_code == 0
    pdf, picture = clean_home / "out" / "x.pdf", clean_home / "out" / "thumbnails" / "x.png"
    assert picture.stat().st_mtime_ns == pdf.stat().st_mtime_ns
    os.utime(pdf, (10**9, 10**9))  # made again after the clock was set back
    picture.write_bytes(b"old")
    assert cli("batch", "plan.csv", "-o", "out", "--thumbnails").exit_code == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_mtime_ns == pdf.stat().st_mtime_ns


def test_a_second_import_by_the_command_is_turned_away(cli: Cli, clean_home: Path) -> None:
    store = tiny.make(clean_home / "mine.sqlite")
    before = store.read_bytes()
    with only_one(store):
        result = cli("--store", str(store), "data", "import", str(clean_home))
    assert result.exit_code == 1
    assert "Another reportgen is writing" in result.stderr
    assert "Wait until it has finished" in result.stderr
    assert store.read_bytes() == before


def test_a_second_download_into_the_same_folder_is_turned_away(tmp_path: Path) -> None:
    fetch = download.Downloader(tmp_path, "me@school.org").fetch
    said = r"Another reportgen is downloading a\.zip now"
    with download._only_one(tmp_path / "a.zip.part"), pytest.raises(ReportgenError, match=said):
        fetch("http://127.0.0.1:9/a.zip")
    assert names(tmp_path) == []


def test_a_book_whose_run_was_killed_is_known_to_the_next(
    cli: Cli, clean_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the first book: another list must not leave it lying about."""
    heading = "name,homeroom,careers\n"
    Path("students.csv").write_text(heading + "A,1,29-2072\nB,2,47-2111\n")
    words = ("batch", "students.csv", "--state", "TX", "--group-by", "homeroom", "--book")
    write, written = books.files.write_whole, []

    def killed_at_the_second(path: Path, data: bytes) -> None:
        if written:
            raise KeyboardInterrupt
        written.append(path)
        write(path, data)

    with monkeypatch.context() as patched:
        patched.setattr(books.files, "write_whole", killed_at_the_second)
        assert cli(*words).exit_code == 130
    assert (clean_home / "output" / "book-01.pdf").is_file()
    Path("students.csv").write_text(heading + "C,1,29-2072\n")
    result = cli(*words)
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in (clean_home / "output").glob("book*.pdf")) == ["book.pdf"]
    assert "Removed: book-01.pdf" in result.stderr


def out_of_memory(recipe: Recipe) -> Render:
    """Has no memory for registered nurses, ever."""

    def render(job: Job) -> Rendered:
        if job.soc.value == stand_ins.NURSES:
            raise MemoryError
        return stand_ins.made(job)

    return render


def test_memory_that_runs_out_in_a_worker_is_tried_once_more_alone(tmp_path: Path, tiny_store: Path) -> None:
    with open_store(tiny_store) as store:
        jobs = list(plan(store, [store.areas[tiny.TEXAS]], tmp_path / "out").jobs)
    ran = Ran(jobs, recipe(tiny_store), out_of_memory)
    assert ran.told("retry") == ran.told("quarantined") == [stand_ins.NURSES]
    assert ran.failures[stand_ins.NURSES].what == "it ran out of memory"
    assert ran.summary.made == len(jobs) - 1

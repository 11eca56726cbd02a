"""A batch of 300 that meets with everything: killed, out of room, its workers shot, its files cut."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from . import stand_ins
from .running import go_on

ROOT = Path(__file__).resolve().parents[2]
COUNT = 300
WORKERS = 2
SCRIPT = textwrap.dedent("""
    import sys
    from reportgen.batch import inputs, renderer, versions
    from reportgen.cli import main
    from tests.batch import stand_ins

    # The checkout may be edited while this runs: its files are the same inputs all the time.
    versions._code = lambda: "code"
    inputs._layout_digest = inputs._shipped_digest = lambda name: "file"

    if __name__ == "__main__":
        renderer.make_render = getattr(stand_ins, sys.argv.pop(1))
        main(prog_name="reportgen")
""")


class Run:
    """A plan of 300 brochures, and processes that make them."""

    def __init__(self, folder: Path, store: Path) -> None:
        self.folder, self.out, self.log = folder, folder / "out", folder / "renderings"
        self.plan, self.script = folder / "plan.csv", folder / "run.py"
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        self.names = [f"brochure-{number:03}.pdf" for number in range(COUNT)]
        self.plan.write_text("occupation,state,output\n" + "".join(f"29-2072,TX,{name}\n" for name in self.names))
        self.script.write_text(SCRIPT)
        self.environment = {
            **os.environ, "REPORTGEN_STORE": str(store), "PYTHONPATH": str(ROOT), stand_ins.LOG: str(self.log),
            "TMPDIR": str(self.temporary), "HOME": str(folder), "XDG_CONFIG_HOME": str(folder),
        }  # fmt: skip

    def start(self, make_render: str = "steady", *more: str, **popen: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(self.script), make_render, "batch", str(self.plan), "--output", str(self.out),
             "--jobs", str(WORKERS), *more],
            env=self.environment, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True, **popen,
        )  # fmt: skip

    def go_on(self) -> str:
        """Run it again to the end, by this process; what it said."""
        return go_on(self.plan, self.out, self.environment)

    def finish(self) -> str:
        """The same by a process of its own."""
        process = self.start("quick", "--jobs", "1")
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
        return said

    def wait_for(self, count: int, process: subprocess.Popen[str]) -> None:
        deadline = time.monotonic() + 60
        while len(self.there()) < count:
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.005)

    def there(self) -> list[Path]:
        return sorted(self.out.glob("*.pdf"))

    @property
    def rendered(self) -> Counter[str]:
        return Counter(self.log.read_text().splitlines())

    def check_all(self) -> None:
        """Every one of the 300 is there, whole and its own, as the manifest says, and nothing else is."""
        assert [path.name for path in self.there()] == self.names
        for path in self.there():
            with pikepdf.open(path) as pdf:
                assert len(pdf.pages) == 2
                assert str(pdf.docinfo["/Title"]).endswith(path.name)
        listing = (self.out / "manifest.csv").read_text().splitlines()
        assert len(listing) == COUNT + 1
        assert all(",made," in line for line in listing[1:])
        others = {path.name for path in self.out.iterdir()} - set(self.names)
        assert others == {"manifest.jsonl", "manifest.csv", "index.html"}
        assert list(self.temporary.iterdir()) == []


@pytest.fixture
def batch(tmp_path: Path, tiny_store: Path) -> Run:
    return Run(tmp_path, tiny_store)


def workers_of(process_id: int) -> list[int]:
    """The worker processes of a batch (multiprocessing's helper is a child too, and is left alone)."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(re.findall(r"^PPid:\s+(\d+)", (path / "status").read_text(), re.MULTILINE)[0])
            command = (path / "cmdline").read_text()
        except (OSError, IndexError):
            continue
        if parent == process_id and "spawn_main" in command:
            found.append(int(path.name))
    return found


def wait_gone(process_ids: list[int]) -> None:
    deadline = time.monotonic() + 20
    while any(
        Path(f"/proc/{each}/cmdline").exists() and Path(f"/proc/{each}/cmdline").read_bytes() for each in process_ids
    ):
        assert time.monotonic() < deadline, "workers outlived their batch"
        time.sleep(0.02)


def test_killed_parent_and_cut_files(batch: Run) -> None:
    process = batch.start()
    batch.wait_for(80, process)
    cut, gone = batch.there()[:3], batch.there()[3]
    for path in cut:
        os.truncate(path, 400)  # while it runs
    workers = workers_of(process.pid)
    assert len(workers) == WORKERS
    process.kill()
    process.communicate()
    wait_gone(workers)
    assert list(batch.temporary.iterdir()) == []  # the workers have cleared up after themselves
    gone.unlink()
    there = len(batch.there())
    assert 79 <= there < COUNT
    said = batch.finish()
    batch.check_all()
    assert "3 damaged" in said
    assert "Goes on with the batch" in said
    again = {name: count for name, count in batch.rendered.items() if count > 1}
    assert set(again.values()) <= {2}
    # The three cut ones, the one taken away, and at most those that the workers had in hand when they were killed.
    assert {path.name for path in (*cut, gone)} <= set(again)
    assert len(again) <= 4 + WORKERS
    before = batch.rendered
    assert "300 of 300 are already there" in batch.go_on()
    assert batch.rendered == before


def test_everybody_killed_at_once(batch: Run) -> None:
    process = batch.start()
    batch.wait_for(30, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    batch.finish()
    batch.check_all()  # and what was left in the temporary folder is gone
    assert sum(batch.rendered.values()) <= COUNT + WORKERS


def test_killed_workers_cost_nothing(batch: Run) -> None:
    process = batch.start()
    killed = 0
    for count in (20, 60, 100):
        batch.wait_for(count, process)
        for worker in workers_of(process.pid)[:1]:
            os.kill(worker, signal.SIGKILL)
            killed += 1
    out, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert out == f"{batch.out}\n"
    batch.check_all()
    assert killed == 3
    assert sum(batch.rendered.values()) <= COUNT + killed


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_polite_signals_end_it_in_order(batch: Run, number: signal.Signals, code: int) -> None:
    process = batch.start("steady", "--json")
    batch.wait_for(40, process)
    os.killpg(process.pid, number)  # as a terminal does: the workers get it too
    out, said = process.communicate(timeout=60)
    assert process.returncode == code, said
    events = [json.loads(line) for line in out.splitlines()]
    made = len(batch.there())
    assert events[-1]["event"] == "end"
    assert (events[-1]["complete"], events[-1]["signal"], events[-1]["made"]) == (False, number, made)
    assert not [event for event in events if event["event"] in ("failed", "quarantined")]
    assert 40 <= made < COUNT
    assert f"{made} of 300 are there. The same command goes on." in said
    listing = (batch.out / "manifest.csv").read_text()
    assert listing.count(",not made,") == COUNT - made
    assert list(batch.temporary.iterdir()) == []
    batch.go_on()
    batch.check_all()
    assert sum(batch.rendered.values()) <= COUNT + WORKERS


@pytest.fixture
def small_disk(batch: Run) -> Iterator[Path]:
    batch.out.mkdir()
    mount = shutil.which("mount")
    if os.geteuid() != 0 or mount is None:
        pytest.skip("only root may mount a small disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=600k", "tmpfs", batch.out], check=False).returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    yield batch.out
    subprocess.run(["umount", batch.out], check=True)


def test_full_disk(batch: Run, small_disk: Path) -> None:
    process = batch.start()
    _, said = process.communicate(timeout=120)
    assert process.returncode == 4, said
    assert "No space left on device" in said
    assert "run the same command again to go on" in said
    there = len(batch.there())
    assert 20 < there < COUNT
    subprocess.run(["mount", "-o", "remount,size=20m", small_disk], check=True)
    batch.go_on()
    batch.check_all()
    assert sum(batch.rendered.values()) <= COUNT + WORKERS + 1


def test_a_limit_on_file_sizes_is_like_a_full_disk(batch: Run) -> None:
    limit = 30_000  # reached by the manifest

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    process = batch.start(preexec_fn=limited)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 4, said
    assert "File too large" in said
    assert 10 < len(batch.there()) < COUNT
    assert (batch.out / "manifest.jsonl").read_bytes().endswith(b"}\n")  # the line that did not fit is not there
    batch.go_on()
    batch.check_all()


def test_a_second_batch_is_turned_away(batch: Run) -> None:
    process = batch.start("slow")
    batch.wait_for(1, process)
    second = batch.start()
    _, said = second.communicate(timeout=60)
    assert second.returncode == 1
    assert f"Another batch is at work in {batch.out} (process {process.pid} on " in said
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 143

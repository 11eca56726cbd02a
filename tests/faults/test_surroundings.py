"""Machines that are not as ours: no home, no network, another clock and language, terminals and disks that refuse."""

from __future__ import annotations

import datetime
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from reportgen import scratch
from reportgen.batch.renderer import print_date
from reportgen.render import kept
from reportgen.store.location import shipped_store
from tests.store import tiny

from .conftest import names

ROOT = Path(__file__).resolve().parents[2]
IS_ROOT = os.geteuid() == 0
Done = subprocess.CompletedProcess


def plain(folder: Path, **more: str) -> dict[str, str]:
    """An environment with nothing in it but what a program needs to start."""
    (folder / "temporary").mkdir(exist_ok=True)
    return {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TMPDIR": str(folder / "temporary"),
        "SOURCE_DATE_EPOCH": "1767312000", "REPORTGEN_STORE": str(shipped_store()), **more,
    }  # fmt: skip


def reportgen(
    *words: str, environment: Mapping[str, str], folder: Path, before: tuple[str, ...] = (),
    stdout: int | None = subprocess.PIPE,
) -> Done[bytes]:  # fmt: skip
    return subprocess.run(
        [*before, sys.executable, "-m", "reportgen", *words], env=dict(environment), cwd=folder, stdout=stdout,
        stderr=subprocess.PIPE, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def turkish(folder: Path) -> dict[str, str]:
    """The Turkish language, made here where the machine can, else plain C: i and I are no pair there."""
    localedef = shutil.which("localedef")
    made = localedef and subprocess.run(
        [localedef, "-i", "tr_TR", "-f", "UTF-8", str(folder / "tr_TR.UTF-8")], check=False, capture_output=True
    )
    if made and (folder / "tr_TR.UTF-8").is_dir():
        return {"LOCPATH": str(folder), "LC_ALL": "tr_TR.UTF-8"}
    return {"LC_ALL": "C"}


def without_network() -> tuple[str, ...]:
    """The beginning of a command that has no network, where the machine can do it."""
    unshare = shutil.which("unshare")
    if unshare and subprocess.run([unshare, "-n", "true"], check=False, capture_output=True).returncode == 0:
        return (unshare, "-n")
    return ()


def test_the_same_brochure_everywhere(folder: Path, cache_folder: Path) -> None:
    """Byte for byte: at both ends of the day, in C and in Turkish, without a home or a network."""
    there = folder / "there"
    there.mkdir()
    home = reportgen(
        "brochure", "29-2072", "--state", "TX", "--layout", "handout", "-o", "home.pdf", folder=folder,
        environment=plain(folder, HOME=str(folder), TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1",
                          **{kept.FOLDER_VARIABLE: str(cache_folder)}),
    )  # fmt: skip
    assert (home.returncode, home.stderr) == (0, b""), home.stderr
    away = reportgen(
        "brochure", "29-2072", "--state", "TX", "--layout", "handout", "-o", "away.pdf", folder=there,
        before=without_network(),
        environment=plain(there, TZ="Etc/GMT+12", PYTHONHASHSEED="2", **turkish(folder)),
    )  # fmt: skip
    assert away.returncode == 0, away.stderr.decode()
    assert (folder / "home.pdf").read_bytes() == (there / "away.pdf").read_bytes()
    assert names(folder / "temporary") == names(there / "temporary") == []


def test_a_user_without_a_home_gets_no_folder_called_tilde(folder: Path) -> None:
    """As in a container whose user has a number and no name."""
    (folder / "x.txt").write_text("x")
    script = (
        "import pwd\ndef nobody(number): raise KeyError(number)\npwd.getpwuid = nobody\n"
        "from reportgen.cli import main; main({words!r})"
    )

    def done(*words: str, **more: str) -> Done[bytes]:
        command = [sys.executable, "-c", script.format(words=words)]
        environment = plain(folder, **more)
        if not more:
            del environment["REPORTGEN_STORE"]
        return subprocess.run(command, env=environment, cwd=folder, capture_output=True, check=False)

    found = done("occupations", "search", "nurse", **{kept.FOLDER_VARIABLE: ""})
    assert found.returncode == 0, found.stderr.decode()
    imported = done("data", "import", "x.txt")
    assert imported.returncode == 4
    assert b"You have no home folder here" in imported.stderr
    assert b"--store" in imported.stderr
    assert names(folder) == ["temporary", "x.txt"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_of_old(folder: Path, encoding: str) -> None:
    old = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": encoding}
    said = reportgen(
        "brochure", "29-2072", "--state", "nowhere", environment=plain(folder, HOME=str(folder), **old), folder=folder
    )
    assert said.returncode == 2
    assert said.stderr.startswith(b"Error: There is no state or territory ")
    assert b"Traceback" not in said.stderr


def test_an_output_that_takes_nothing(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        said = reportgen(
            "occupations", "list", environment=plain(folder, HOME=str(folder)), folder=folder, stdout=full.fileno()
        )
    assert said.returncode == 4
    assert said.stderr.startswith(b"Error: The machine refused: No space left on device.")
    assert b"Traceback" not in said.stderr


def test_no_place_for_temporary_files(folder: Path) -> None:
    (folder / "plan.csv").write_text("occupation,state\n29-2072,TX\n")
    script = (
        "import tempfile; tempfile._candidate_tempdir_list = lambda: ['/nowhere'];"
        "from reportgen.cli import main; main(['batch', 'plan.csv', '-o', 'out'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=plain(folder, HOME=str(folder)),
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 4, done.stderr.decode()
    assert b"Temporary files cannot be written" in done.stderr
    assert b"TMPDIR" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.fixture
def read_only(folder: Path) -> Iterator[Callable[[], Path]]:
    """A disk with a store on it; calling it makes it read-only."""
    disk, mount = folder / "disk", shutil.which("mount")
    disk.mkdir()
    if not IS_ROOT or mount is None:
        pytest.skip("only root may mount a disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    tiny.make(disk / "store.sqlite")

    def make() -> Path:
        subprocess.run([mount, "-o", "remount,ro", disk], check=True)
        return disk / "store.sqlite"

    yield make
    subprocess.run(["umount", disk], check=True)


def test_a_store_on_a_read_only_disk_is_read_and_not_written(folder: Path, read_only: Callable[[], Path]) -> None:
    store = read_only()
    environment = plain(folder, HOME=str(folder), REPORTGEN_STORE=str(store))
    assert reportgen("occupations", "list", environment=environment, folder=folder).returncode == 0
    (folder / "x.txt").write_text("x")
    said = reportgen("data", "import", "x.txt", environment=environment, folder=folder)
    assert said.returncode == 4
    assert b"Read-only file system" in said.stderr
    assert b"The store is as it was." in said.stderr
    said = reportgen("brochure", "29-2072", "--state", "TX", "-o", "disk/a.pdf", environment=environment, folder=folder)
    assert said.returncode == 4
    assert b"Cannot write in disk: Read-only file system." in said.stderr


def test_what_a_killed_command_left_is_gone_after_the_next(folder: Path) -> None:
    """WeasyPrint's fonts, in a command that has no workers; and a polite kill leaves nothing at all."""
    environment = plain(folder, HOME=str(folder), **{kept.FOLDER_VARIABLE: str(folder / "cache")})
    command = [sys.executable, "-m", "reportgen", "compare", "29-1141", "29-1171", "-o", "c.pdf"]
    for number, code in ((signal.SIGKILL, -9), (signal.SIGTERM, 143)):
        left = set((folder / "temporary").glob("*/fonts-*/*"))
        process = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL)
        while not set((folder / "temporary").glob("*/fonts-*/*")) - left:
            assert process.poll() is None
            time.sleep(0.005)
        process.send_signal(number)
        assert process.wait(timeout=60) == code
        runs = list((folder / "temporary").glob("reportgen-run-*"))
        assert bool(runs) == (number == signal.SIGKILL)
        while not all(map(scratch._is_abandoned, runs)):
            time.sleep(0.01)  # until a process that it had just begun to start has let the lock go
    assert not (folder / "c.pdf").exists()


def test_a_cache_folder_with_other_things_in_it_keeps_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept.FOLDER_VARIABLE, str(folder))
    half = folder / f".{'a' * 32}.json.{'b' * 12}"  # of a process that was killed
    mine = folder / ".profile"
    for path in (half, mine):
        path.write_text("x")
        os.utime(path, (0, 0))
    kept.write(f"{'c' * 32}.json", b"{}")
    assert names(folder) == [".profile", f"{'c' * 32}.json"]


@pytest.mark.parametrize(("zone", "hours"), [("Pacific/Kiritimati", 14), ("Etc/GMT+12", -12)])
def test_the_printed_date_is_that_of_the_place(monkeypatch: pytest.MonkeyPatch, zone: str, hours: int) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    with monkeypatch.context() as patched:
        patched.setenv("TZ", zone)
        time.tzset()
        there = print_date()
        now = datetime.datetime.now(datetime.UTC)
    time.tzset()
    assert there == (now + datetime.timedelta(hours=hours)).date()

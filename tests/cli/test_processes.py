"""Real processes: Ctrl-C, closed pipes, streams, terminal."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from reportgen.batch.files import is_whole_pdf

from .conftest import Cli

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = textwrap.dedent("""
    import sys
    from reportgen.batch import renderer
    from reportgen.cli import main
    from tests.batch import stand_ins

    if __name__ == "__main__":
        renderer.make_render = getattr(stand_ins, sys.argv.pop(1))
        main(prog_name="reportgen")
""")


@pytest.fixture
def environment(tiny_store: Path, clean_home: Path) -> Mapping[str, str]:
    return {**os.environ, "REPORTGEN_STORE": str(tiny_store), "PYTHONPATH": str(ROOT)}


@pytest.fixture
def script(tmp_path: Path) -> str:
    path = tmp_path / "run.py"
    path.write_text(SCRIPT)
    return str(path)


def lives_on(group: int) -> bool:
    """Whether anything still runs in a process group, after a moment for multiprocessing's helper to notice the end."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


def test_ctrl_c_leaves_only_whole_files(environment: Mapping[str, str], script: str, clean_home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, script, "slow", "brochure", "--state", "TX", "--jobs", "2"],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    output = clean_home / "output"
    deadline = time.monotonic() + 30
    while not list(output.glob("*.pdf")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers get it too
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert out == ""
    assert re.search(r"Interrupted: \d of 7 are there. The same command goes on.\n$", err)
    files = list(output.glob("*.pdf"))
    assert 1 <= len(files) < 7
    assert all(is_whole_pdf(path) for path in files)
    assert not lives_on(process.pid)


def test_closed_pipe_is_quiet(environment: Mapping[str, str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "occupations", "list"],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()  # as `| head` does
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait()


def test_error_has_no_traceback_unless_asked_for(environment: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "reportgen", "brochure", "29-2072", "--state", "nowhere"]
    plain = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert plain.returncode == 2
    assert plain.stderr.startswith("Error: There is no state or territory “nowhere”.\n  ")
    debug = subprocess.run(
        command, env={**environment, "REPORTGEN_DEBUG": "1"}, capture_output=True, text=True, check=False
    )
    assert "Traceback" in debug.stderr


def on_terminal(command: list[str], environment: Mapping[str, str]) -> str:
    """What a command prints when stderr is a terminal."""
    try:
        ours, theirs = pty.openpty()
    except OSError as error:  # a bare container without /dev/pts
        pytest.skip(f"this machine has no terminal devices: {error}")
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=theirs, stdin=theirs)
    os.close(theirs)
    seen = b""
    while True:
        try:
            chunk = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        seen += chunk
    process.wait()
    os.close(ours)
    return seen.decode("utf-8", "replace")


def test_progress_on_a_terminal_only_and_without_colour_if_asked(
    environment: Mapping[str, str], script: str, cli: Cli
) -> None:
    command = [sys.executable, script, "quick", "brochure", "--state", "TX", "--jobs", "1"]
    colourful = on_terminal(command, {**environment, "TERM": "xterm-256color"})
    assert "7/7" in colourful
    assert re.search(r"\d\.\d a second", colourful)
    assert "\x1b[38;" in colourful or "\x1b[3" in colourful
    sober = on_terminal([*command, "--no-resume"], {**environment, "TERM": "xterm-256color", "NO_COLOR": "1"})
    assert "7/7" in sober
    assert "\x1b[38;" not in sober
    plain = cli(*command[3:], "--no-resume").stderr
    assert "7/7" not in plain
    assert plain.splitlines()[-1].startswith("7 brochures made in ")

"""`reportgen layouts preview`: pictures, what is left out and what is wrong, and again after each change."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image

from reportgen.brand.start import start as start_brand

from .conftest import Cli

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60


def test_once(cli: Cli) -> None:
    cli("layouts", "new", "mine", "--from", "handout")
    start_brand(Path("school.toml"))
    words = ("layouts", "preview", "./mine", "29-2072", "--brand", "school.toml", "--once", "--no-open")
    result = cli(*words)
    assert result.exit_code == 0, result.output
    assert result.stdout == "preview/mine/index.html\n"
    assert "29-2072 Medical Records Specialists, Texas: 1 page" in result.stderr
    folder = Path("preview/mine")
    (picture,) = folder.glob("*.png")
    with Image.open(picture) as image:
        assert 900 <= image.size[0] <= 901
        assert len(image.convert("L").getcolors() or ()) > 20
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert f'<img src="{picture.name}?1" alt="29-2072 Medical Records Specialists, Texas, page 1 of 1">' in page
    assert "<script" not in page
    assert b"Harbor View" in (folder / picture.name.replace("-1.png", ".pdf")).read_bytes()


def test_three_telling_ones_unless_some_are_named(cli: Cli) -> None:
    result = cli("layouts", "preview", "handout", "--once", "--no-open", "--output", "shown", "--state", "US")
    assert result.exit_code == 0, result.output
    told = re.findall(r"^(\S+) .*: 1 page$", result.stderr, re.MULTILINE)
    assert 2 <= len(told) <= 3
    assert "51-2061" in told  # the longest title
    assert len(list(Path("shown").glob("*.png"))) == len(told)


def test_what_is_left_out_and_what_does_not_fit_is_told_by_page(cli: Cli) -> None:
    cli("layouts", "new", "mine", "--from", "handout")
    with Path("mine/print.css").open("a", encoding="utf-8") as css:
        css.write(".what { margin-top: 330pt }\nh2 { font-size: 6pt }\n")
    result = cli("layouts", "preview", "./mine", "29-2072", "--once", "--no-open")
    assert result.exit_code == 1
    assert re.search(r"^  page 1: left out for want of room: \w+ “", result.stderr, re.MULTILINE)
    assert re.search(r"^  FAULT: page 1: size: “.*” is 6\.0 pt", result.stderr, re.MULTILINE)
    assert "class=fault" in Path("preview/mine/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code"),
    [(("sidebarr",), 2), (("./nothing",), 2), (("handout", "xyzzy"), 2), (("handout", "47-2111", "--state", "GU"), 5)],
)
def test_what_cannot_be_shown(cli: Cli, words: tuple[str, ...], code: int) -> None:
    result = cli("layouts", "preview", *words, "--once", "--no-open")
    assert result.exit_code == code, result.output
    assert not Path("preview").exists()


def test_a_fault_ends_one_that_draws_once(cli: Cli) -> None:
    cli("layouts", "new", "mine", "--from", "handout")
    Path("mine/mine.html").write_text("{% extends 'page.html' %}\n{% block body %}\n{{ b.taglin }}{% endblock %}")
    result = cli("layouts", "preview", "./mine", "29-2072", "--once", "--no-open")
    assert result.exit_code == 1
    assert "mine.html, line 3: a Brochure has no attribute 'taglin'" in result.stderr
    assert 'role="alert"' in Path("preview/mine/index.html").read_text(encoding="utf-8")


@pytest.fixture
def environment(tiny_store: Path, clean_home: Path) -> Mapping[str, str]:
    return {**os.environ, "REPORTGEN_STORE": str(tiny_store), "PYTHONPATH": str(ROOT)}


class Watching:
    """A preview that runs, and what it says."""

    def __init__(self, environment: Mapping[str, str], *words: str) -> None:
        script = "from reportgen.cli import main; main(prog_name='reportgen')"
        self.process = subprocess.Popen(
            [sys.executable, "-c", script, "layouts", "preview", *words, "--watch", "--no-open"],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def says(self, words: str) -> None:
        """Wait for a line that holds the words."""
        heard = []
        while not heard or words not in heard[-1]:
            try:
                heard.append(self.lines.get(timeout=PATIENCE_SECONDS))
            except queue.Empty:
                raise AssertionError(f"{words!r} was not said: {heard}") from None

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_SECONDS)


@pytest.fixture
def watching(cli: Cli, environment: Mapping[str, str]) -> Iterator[Watching]:
    cli("layouts", "new", "mine", "--from", "handout")
    preview = Watching(environment, "./mine", "29-2072")
    yield preview
    preview.process.kill()
    preview.process.wait()


def test_it_follows_what_is_saved_and_outlives_every_fault(watching: Watching) -> None:
    watching.says("Ctrl-C ends")
    html, css, toml = Path("mine/mine.html"), Path("mine/print.css"), Path("mine/layout.toml")
    texts = {path: path.read_text(encoding="utf-8") for path in (html, css, toml)}
    picture = next(Path("preview/mine").glob("*-1.png"))
    first = picture.read_bytes()
    html.write_text(texts[html].replace("{{ s.what() }}", "{{ s.what( }}"), encoding="utf-8")
    watching.says("mine.html, line 12: unexpected")
    assert picture.read_bytes() == first  # the last good state stays
    toml.write_text("name = ", encoding="utf-8")
    watching.says("layout.toml, line 1: Invalid value")
    toml.write_text(texts[toml], encoding="utf-8")
    html.write_text(texts[html], encoding="utf-8")
    css.write_text("h1 { colr: red }", encoding="utf-8")
    watching.says("print.css, line 1: Ignored `colr: red `")
    css.write_text("h1 { color: #c80078 }", encoding="utf-8")
    watching.says("Texas: 1 page")
    assert picture.read_bytes() != first
    page = Path("preview/mine/index.html").read_text(encoding="utf-8")
    assert "stamp.js" in page
    assert 'role="alert"' not in page
    assert watching.end() == 0  # Ctrl-C is how it is meant to end


def test_a_polite_kill_says_so(watching: Watching) -> None:
    watching.says("Ctrl-C ends")
    assert watching.end(signal.SIGTERM) == 143

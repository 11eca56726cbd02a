"""What stands beside the brochures (catalogue, manifest, listing) takes titles for words and nothing else."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from .conftest import Cli
from .words import FORMULA, HARMFUL, SCRIPT, TITLES, store_with


class Seen(HTMLParser):
    """The elements and attributes of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "script" and "const catalogue" in data:
            self.scripts.append(data)
        self.text += data


@pytest.fixture
def made(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REPORTGEN_STORE", str(store_with(tmp_path)))
    result = cli("brochure", "--state", "TX", "--state", "US", "--jobs", "1")
    assert result.exit_code == 0, result.stderr
    return Path("output")


def test_the_catalogue(made: Path) -> None:
    page = (made / "index.html").read_text(encoding="utf-8")
    seen = Seen(page)
    assert HARMFUL in seen.text and FORMULA in seen.text
    assert seen.tags.count("style") == 1 and seen.tags.count("script") == 2
    assert not {"b", "iframe", "object", "base"} & set(seen.tags)
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    links = [value for name, value in seen.attributes if name in ("href", "src")]
    assert links and all(re.fullmatch(r"[0-9A-Za-z.-]+\.pdf", link) for link in links if link)
    (script,) = seen.scripts
    facts = json.loads(script.strip().removeprefix("const catalogue = ").removesuffix(";"))
    assert {title for title, _ in facts["titles"]} >= {HARMFUL, FORMULA, SCRIPT}


def test_names_of_files(made: Path) -> None:
    for path in made.iterdir():
        assert re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z.-]*", path.name) and len(path.name.encode()) < 130, path


def test_the_listing_holds_no_formula(made: Path) -> None:
    with (made / "manifest.csv").open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    assert len(rows) > len(TITLES)
    cells = [cell for row in rows for cell in row if cell]
    assert not [cell for cell in cells if cell[0] in "=+-@\t\r\n"]
    assert all(len(row) == len(heading) for row in rows)
    assert any(FORMULA in cell for cell in cells)


def test_the_manifest_has_one_line_an_event(made: Path) -> None:
    lines = (made / "manifest.jsonl").read_bytes().splitlines()
    assert {json.loads(line)["event"] for line in lines} == {"start", "made", "end"}


def test_what_the_terminal_gets_steers_nothing(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = {"29-2072": "Medical \x1b[2J\x1b]0;title\x07Records \u202eSpecialists"}
    monkeypatch.setenv("REPORTGEN_STORE", str(store_with(tmp_path, titles)))
    for words in (
        ("occupations", "list", "--state", "TX"),
        ("occupations", "list", "--state", "TX", "--json"),
        ("occupations", "search", "records"),
        ("occupations", "show", "29-2072"),
        ("brochure", "29-2072", "--layout", "nowhere"),
        ("batch", "--dry-run", "--state", "TX"),
    ):
        result = cli(*words)
        assert not re.search("[\x1b\x07\u202e]", result.stdout + result.stderr), words

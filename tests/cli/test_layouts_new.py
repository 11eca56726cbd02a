"""`reportgen layouts new`, and a layout by its path wherever one is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import main
from tests.pdf_text import pages

from .conftest import Cli


def test_new_makes_a_folder_and_tells_the_next_steps(cli: Cli) -> None:
    result = cli("layouts", "new", "my-layout", "--from", "handout")
    assert result.exit_code == 0
    files = {"my-layout/layout.toml", "my-layout/my-layout.html", "my-layout/print.css"}
    assert files <= set(result.stdout.split())
    assert set(result.stdout.split()) == {str(path) for path in Path("my-layout").iterdir()}
    assert "reportgen layouts preview ./my-layout" in result.stderr
    again = cli("layouts", "new", "my-layout")
    assert again.exit_code == 2
    assert "there already" in again.stderr


@pytest.mark.parametrize("words", [("Räder",), ("card",), ("mine", "--from", "sidebarr"), ("../mine",)])
def test_new_refuses(cli: Cli, words: tuple[str, ...]) -> None:
    result = cli("layouts", "new", *words)
    assert result.exit_code == 2
    assert list(Path().iterdir()) == []


def test_a_layout_by_its_path(clean_home: Path) -> None:
    """In `brochure`, in `batch` and in a plan, from where one stands, from the plan or whole; and in workers."""

    def run(*words: str) -> None:
        result = CliRunner().invoke(main, list(words))
        assert result.exit_code == 0, result.output

    run("layouts", "new", "mine", "--from", "handout", "--folder", "plans")
    html = Path("plans/mine/mine.html")
    text = html.read_text(encoding="utf-8").replace("{{ s.what() }}", "{{ s.what() }}<p>Mine alone</p>")
    html.write_text(text, encoding="utf-8")
    run("brochure", "29-2072", "--state", "TX", "--layout", "./plans/mine", "-o", "one.pdf")
    path = str(Path("plans/mine").absolute())
    rows = f"29-2072,TX,./mine\n15-1252,TX,{path}\n47-2111,TX,\n"
    Path("plans/plan.csv").write_text(f"occupation,state,layout\n{rows}", encoding="utf-8")
    run("batch", "plans/plan.csv", "--layout", path, "--output", "made", "--jobs", "1")
    made = [Path("one.pdf"), *Path("made").glob("*.pdf")]
    assert len(made) == 4
    for pdf in made:
        assert "Mine alone" in pages(pdf.read_bytes())[0]
        assert len(pages(pdf.read_bytes())) == 1


def test_a_folder_without_a_path_is_told_how_to_name_it(cli: Cli) -> None:
    cli("layouts", "new", "mine")
    result = cli("brochure", "29-2072", "--layout", "mine")
    assert result.exit_code == 2
    assert "--layout ./mine" in result.stderr

"""The docs tell the truth: every `reportgen` example in a console block runs, every link leads to a file."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.brand.start import start
from reportgen.cli import main

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def examples() -> list[str]:
    found: dict[str, None] = {}
    for page in PAGES:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                if line.startswith("$ reportgen "):
                    found.setdefault(line.removeprefix("$ ").strip())
    return list(found)


def test_there_are_examples() -> None:
    assert len(examples()) >= 5


@pytest.mark.parametrize("example", examples())
def test_example_runs(example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    # What the examples take for granted: a folder with a text of one's own, and the list of students.
    (tmp_path / "my-texts").mkdir()
    (tmp_path / "my-texts" / "29-2072.toml").write_text(
        'soc = "29-2072"\ntitle = "Medical Records Specialists"\n', encoding="utf-8"
    )
    (tmp_path / "students.csv").write_bytes((ROOT / "docs" / "students.csv").read_bytes())
    if "brand new" not in example:
        start(tmp_path / "school.toml")
    # As many as it takes to see that it works; a batch of hundreds has its own tests.
    arguments = shlex.split(example)[1:]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, f"{example}\n{result.output}"
    assert result.output.strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Cli


def test_list(cli: Cli) -> None:
    result = cli("layouts", "list")
    assert result.exit_code == 0
    assert "sidebar" in result.stdout
    found = {each["name"]: each for each in json.loads(cli("layouts", "list", "--json").stdout)}
    assert found["sidebar"]["pages"] == 2


def test_check_passes_for_a_shipped_layout(cli: Cli) -> None:
    result = cli("layouts", "check", "handout", "--state", "TX", "--sample", "2", "--jobs", "1")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1].split()[:4] == ["handout", "2", "0", "0"]


def test_check_names_each_fault_and_fails(cli: Cli) -> None:
    folder = Path("pale")
    folder.mkdir()
    (folder / "layout.toml").write_text(
        'name = "pale"\ntitle = "Pale"\nextends = "handout"\ntemplate = "handout.html"\n', encoding="utf-8"
    )
    (folder / "print.css").write_text("h1 { color: #cccccc }", encoding="utf-8")
    words = ("layouts", "check", "./pale", "--state", "US", "--state", "TX", "--sample", "1", "--jobs", "1")
    result = cli(*words)
    assert result.exit_code == 1
    assert "(TX): contrast: page 1: “" in result.stdout
    assert "#cccccc on #ffffff is 1.6" in result.stdout
    assert "contrast." in result.stderr
    found = json.loads(cli(*words, "--json").stdout)
    assert found["layouts"][0]["faulty"] == 2
    assert {each["area"] for each in found["violations"]} == {"US", "TX"}
    assert found["violations"][0]["kind"] == "contrast"


def test_check_of_an_unknown_layout_or_state(cli: Cli) -> None:
    assert cli("layouts", "check", "sidebarr").exit_code == 2
    assert cli("layouts", "check", "--state", "Nowhere").exit_code == 2

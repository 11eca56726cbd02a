from __future__ import annotations

import json
from pathlib import Path

from reportgen.brand.start import start

from .conftest import Cli


def test_list(cli: Cli) -> None:
    result = cli("layouts", "list")
    assert result.exit_code == 0
    assert "sidebar" in result.stdout
    found = {each["name"]: each for each in json.loads(cli("layouts", "list", "--json").stdout)}
    assert found["sidebar"]["pages"] == 2


def test_check_passes_for_a_shipped_layout(cli: Cli) -> None:
    start(Path("school.toml"))
    words = ("--state", "TX", "--sample", "2", "--jobs", "1", "--brand", "school.toml")
    result = cli("layouts", "check", "handout", *words)
    assert result.exit_code == 0, result.output
    head, *_, last = result.stdout.splitlines()
    assert last.split()[:4] == ["handout", "2", "0", "0"]
    assert head.split()[-3:] == ["By", "the", "press"]
    assert last.split()[-1] == "2"
    assert "by WeasyPrint" not in result.stderr


def test_check_with_a_brand_that_is_not_right(cli: Cli) -> None:
    Path("school.toml").write_text('name = "School"\naccent = "blue-ish"\n', encoding="utf-8")
    result = cli("layouts", "check", "handout", "--sample", "1", "--brand", "school.toml")
    assert result.exit_code == 2
    assert "line 2" in result.stderr


def test_check_names_each_fault_and_fails(cli: Cli) -> None:
    folder = Path("pale")
    folder.mkdir()
    (folder / "layout.toml").write_text(
        'name = "pale"\ntitle = "Pale"\nextends = "handout"\ntemplate = "handout.html"\n', encoding="utf-8"
    )
    (folder / "print.css").write_text(
        "h1 { color: #cccccc }\n.imprint { font-variant-caps: small-caps }", encoding="utf-8"
    )
    words = ("layouts", "check", "./pale", "--sample", "1", "--jobs", "1")
    result = cli(*words, "--state", "TX")
    assert result.exit_code == 1
    assert "(TX): contrast: page 1: “" in result.stdout
    assert "#cccccc on #ffffff is 1.6" in result.stdout
    assert "contrast." in result.stderr
    assert "pale: 1 by WeasyPrint: " in result.stderr
    found = json.loads(cli(*words, "--state", "US", "--state", "TX", "--json").stdout)
    assert found["layouts"][0]["faulty"] == 2
    assert found["layouts"][0]["by_press"] == 0
    assert list(found["layouts"][0]["laid_out_because"].values()) == [2]
    assert {each["area"] for each in found["violations"]} == {"US", "TX"}
    assert found["violations"][0]["kind"] == "contrast"


def test_check_of_an_unknown_layout_or_state(cli: Cli) -> None:
    assert cli("layouts", "check", "sidebarr").exit_code == 2
    assert cli("layouts", "check", "--state", "Nowhere").exit_code == 2

"""`--bleed`, `--marks`, `--greyscale`, `--large-print` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from reportgen.batch import renderer

from .conftest import Cli

REAL = renderer.make_render
PLAN = "occupation,state,layout\n29-2072,TX,\n47-2111,CA,handout\n"


def plan(text: str = PLAN) -> str:
    Path("plan.csv").write_text(text, encoding="utf-8")
    return "plan.csv"


def starts(folder: str) -> list[dict[str, object]]:
    lines = Path(folder, "manifest.jsonl").read_text().splitlines()
    return [event for event in map(json.loads, lines) if event["event"] == "start"]


def test_all_of_them_in_one_file(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "make_render", REAL)
    words = ("--bleed", "--marks", "--grayscale", "--large-print", "--layout", "handout")
    made = cli("brochure", "29-2072", "--state", "TX", "-o", "made.pdf", *words)
    assert made.exit_code == 0, made.output
    with pikepdf.open("made.pdf") as pdf:
        assert len(pdf.pages) > 3
        assert [float(side) for side in pdf.pages[0].mediabox] == [-30, -30, 642, 822]
    assert cli("check", "made.pdf").exit_code == 0


@pytest.mark.parametrize("command", [("brochure", "29-2072"), ("batch", "plan.csv")])
def test_large_print_of_a_card_is_refused_with_a_cure(cli: Cli, command: tuple[str, ...]) -> None:
    plan()
    result = cli(*command, "--layout", "card", "--large-print", "--output", "day")
    assert result.exit_code == 2
    assert "There is no large print of the layout “card”." in result.stderr
    assert "--layout handout, profile or sidebar" in result.stderr
    assert not Path("day").exists()


def test_a_row_whose_layout_has_no_large_print_is_a_fault_of_the_plan(cli: Cli) -> None:
    result = cli("batch", plan(PLAN + "29-1141,TX,trifold\n"), "--large-print", "--output", "day")
    assert result.exit_code == 2
    assert "row 4, layout “trifold”: There is no large print" in result.stderr
    assert not Path("day").exists()


def test_other_options_make_the_brochures_again(cli: Cli) -> None:
    name = plan()
    for words, said in (
        (("--greyscale",), "Plan: 2 brochures into day (handout, sidebar; letter; pdf/ua-1; greyscale)."),
        (("--greyscale",), "2 of 2 are already there"),
        (("--greyscale", "--bleed"), "2 to make: 2 changed."),
        ((), "2 to make: 2 changed."),
    ):
        result = cli("batch", name, "--output", "day", *words)
        assert result.exit_code == 0, result.stderr
        assert said in result.stderr
    printing = [start["options"]["printing"] for start in starts("day")]  # type: ignore[index]
    assert printing == [["greyscale"], ["bleed", "greyscale"], []]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--book", "--bleed"), "A book is printed on sheets of its pages' size"),
        (("--book", "--marks"), "A book is printed on sheets of its pages' size"),
        (("--estimate", "--large-print"), "How many pages a large print takes is known only when it is made."),
    ],
)
def test_what_does_not_go_together(cli: Cli, words: tuple[str, ...], said: str) -> None:
    Path("students.csv").write_text("name,careers\nAnn Lee,29-2072\n")
    result = cli("batch", "students.csv", "--state", "TX", "--output", "day", *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not Path("day").exists()

"""`reportgen compare`: what is made, what is printed where, and the exit codes. Over the tiny store."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from reportgen.render import inspect_pdf

from .conftest import Cli


def test_it_prints_its_path_and_nothing_else(cli: Cli) -> None:
    result = cli("compare", "29-1141", "nurse practitioners", "--state", "tx")
    assert result.exit_code == 0, result.output
    assert result.stdout == "output/compare-29-1141-29-1171-TX.pdf\n"
    assert result.stderr == ""
    assert [path.name for path in Path("output").iterdir()] == ["compare-29-1141-29-1171-TX.pdf"]
    assert inspect_pdf(Path("output/compare-29-1141-29-1171-TX.pdf")).problems == ()


def test_named_file_paper_and_brand(cli: Cli) -> None:
    assert cli("brand", "new", "school.toml").exit_code == 0
    words = (
        "--paper",
        "a4",
        "--greyscale",
        "--marks",
        "--brand",
        "school.toml",
        "--output",
        "mine/choice.PDF",
        "--json",
    )
    result = cli("compare", "15-1252", "29-1141", "47-2111", "31-1131", *words)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["file"] == "mine/choice.PDF"
    report = inspect_pdf(Path("mine/choice.PDF"))
    assert report.problems == ()
    with pikepdf.open("mine/choice.PDF") as pdf:
        left, bottom, right, top = map(float, pdf.pages[0].trimbox)
    assert (right - left, top - bottom) == pytest.approx((841.89, 595.28), abs=0.01)
    assert report.title.endswith(": United States")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("29-1141",), 2, "2 to 4 occupations, not of 1"),
        (("29-1141", "29-1171", "47-2111", "15-1252", "31-1131"), 2, "2 to 4 occupations, not of 5"),
        (("29-1141", "registered nurses"), 2, "29-1141 is named twice"),
        (("29-1141", "qqzx"), 2, "No occupation is called “qqzx”"),
        (("29-1141", "nurse"), 2, "29-1171  Nurse Practitioners"),
        (("29-1141", "51-2061", "--state", "TX"), 5, "Texas publishes no figures for 51-2061"),
        (("29-1141", "29-1171", "--layout", "handout"), 2, "for a brochure, not for a comparison"),
        (("29-1141", "29-1171", "--large-print"), 2, "no large print of the layout “compare”"),
        (("29-1141", "29-1171", "--output", "s3://bucket/folder"), 2, "to a folder or a file"),
    ],
)
def test_what_cannot_be_compared_makes_nothing(cli: Cli, words: tuple[str, ...], code: int, says: str) -> None:
    Path("output").mkdir()
    result = cli("compare", *words)
    assert result.exit_code == code
    assert says in result.stderr
    assert result.stdout == ""
    assert not list(Path("output").iterdir())


def test_a_brochure_does_not_take_the_layout(cli: Cli) -> None:
    result = cli("brochure", "29-1141", "--layout", "compare")
    assert result.exit_code == 2
    assert "Use it with `reportgen compare`" in result.stderr


def test_layouts_list_and_check_know_it(cli: Cli) -> None:
    found = {each["name"]: each for each in json.loads(cli("layouts", "list", "--json").stdout)}
    assert found["compare"]["for"] == "comparison"
    result = cli("layouts", "check", "compare", "--state", "TX", "--sample", "2", "--jobs", "1")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1].split()[:3] == ["compare", "2", "0"]

"""`reportgen poster`: what is made, what is printed where, and the exit codes. Over the shipped store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from reportgen.render import inspect_pdf
from tests import pdf_text


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, ["poster", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.usefixtures("clean_home")
def test_a_poster_prints_its_path_and_nothing_else() -> None:
    result = run("--group", "healthcare", "--state", "tx")
    assert result.exit_code == 0
    assert result.stdout == "output/poster-healthcare-TX.pdf\n"
    assert result.stderr == ""
    assert [path.name for path in Path("output").iterdir()] == ["poster-healthcare-TX.pdf"]


@pytest.mark.usefixtures("clean_home")
def test_named_file_paper_brand_and_archive() -> None:
    CliRunner().invoke(main, ["brand", "new", "school.toml"])
    words = ("--group", "23", "--paper", "a3", "--brand", "school.toml", "--pdf-variant", "archive")
    result = run(*words, "-o", "wall/mine.PDF", "--json")
    assert json.loads(result.stdout) == {"event": "made", "file": "wall/mine.PDF", "job": "Legal, United States"}
    report = inspect_pdf(Path("wall/mine.PDF"))
    assert report.problems == ()
    assert "PDF/A-2a: passes" in report.conformance
    (size,) = report.page_sizes_pt
    assert size == pytest.approx((841.89, 1190.55), abs=0.01)
    assert report.title == "Legal: United States"
    (page,) = pdf_text.pages(Path("wall/mine.PDF").read_bytes())
    assert "Harbor View High School" in page
    assert "careers@harborview.example" in page
    assert "More: bls.gov/oes/current/" in page  # the code is the school's


@pytest.mark.usefixtures("clean_home")
def test_the_list_of_groups() -> None:
    result = run("--list-groups")
    assert result.exit_code == 0
    assert "29-0000  Healthcare Practitioners and Technical Occupations" in result.stdout
    assert any(line.split() == ["Healthcare", "Handbook", "group", "79"] for line in result.stdout.splitlines())
    listed = json.loads(run("--list-groups", "--json").stdout)
    assert len(listed) == 46
    assert listed[0] == {
        "kind": "SOC major group", "code": "11-0000", "title": "Management Occupations", "occupations": 38,
    }  # fmt: skip


@pytest.mark.usefixtures("clean_home")
@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 2, "--group healthcare --state TX"),
        (("--group", "computer"), 2, "fits 2 groups"),
        (("--group", "helthcare"), 2, "Healthcare (Handbook group)"),
        (("--group", "healthcare", "--state", "Texs"), 2, "Texas (TX)"),
        (("--group", "healthcare", "--layout", "sidebar"), 2, "reportgen brochure"),
        (("--group", "healthcare", "--paper", "letter"), 2, "tabloid"),
        (("--group", "healthcare", "--output", "s3://bucket/wall"), 2, "s3://bucket/wall"),
        (("--group", "healthcare", "--brand", "none.toml"), 2, "none.toml"),
        (("--group", "math", "--state", "GU"), 5, "Guam publishes no figures"),
        (("--group", "military"), 5, "armed forces"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(words: tuple[str, ...], code: int, says: str) -> None:
    result = run(*words)
    assert result.exit_code == code
    assert says in result.stderr
    assert not Path("output").exists()


@pytest.mark.usefixtures("clean_home")
def test_a_brochure_of_the_poster_layout_is_refused() -> None:
    result = CliRunner().invoke(main, ["brochure", "29-2072", "--layout", "poster"])
    assert result.exit_code == 2
    assert "`reportgen poster`" in result.stderr


@pytest.mark.usefixtures("clean_home")
def test_a_poster_that_cannot_be_written_leaves_the_one_before() -> None:
    folder = Path("wall")
    folder.mkdir()
    kept = folder / "poster-healthcare-TX.pdf"
    kept.mkdir()  # a folder of that name: the file cannot take its place
    result = run("--group", "healthcare", "--state", "TX", "-o", "wall")
    assert result.exit_code == 1
    assert str(kept) in result.stderr
    assert kept.is_dir()
    assert list(folder.iterdir()) == [kept]


@pytest.mark.usefixtures("clean_home")
def test_for_a_print_shop_in_greys() -> None:
    assert run("--group", "legal", "--state", "WY", "--bleed", "--marks", "--greyscale", "-o", "a.pdf").exit_code == 0
    report = inspect_pdf(Path("a.pdf"))
    assert report.problems == ()
    ((width, _),) = report.page_sizes_pt
    assert width == pytest.approx(792 + 2 * 30)
    refused = run("--group", "legal", "--large-print")
    assert refused.exit_code == 2
    assert "Leave --large-print out" in refused.stderr

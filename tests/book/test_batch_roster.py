"""`reportgen batch ROSTER`: brochures, books and labels from a list of students, and what is said of them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pikepdf
import pytest

from reportgen.batch import renderer
from reportgen.book import coverage
from reportgen.book.roster_plan import PLAN, ROSTER, kind_of
from tests.batch import stand_ins
from tests.cli.conftest import Cli

from .making import texts

HEADING = "name,homeroom,grade,careers\n"
CLASS = (
    HEADING
    + "Zoë Ríos,10,9,29-2072; electricians\n"
    + "Ann Lee,9,9,registered nurses\n"
    + "Bo Park,10,10,47-2111\n"
)  # fmt: skip


def students(text: str = CLASS, name: str = "students.csv") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def made(folder: str = "output") -> list[str]:
    return sorted(path.name for path in Path(folder).glob("*.pdf"))


def listed(folder: str = "output") -> dict[str, dict[str, str]]:
    with Path(folder, "books.csv").open(encoding="utf-8", newline="") as handle:
        return {row["file"]: row for row in csv.DictReader(handle)}


BROCHURES = [
    "29-1141-registered-nurses-TX.pdf", "29-2072-medical-records-specialists-TX.pdf", "47-2111-electricians-TX.pdf",
]  # fmt: skip


def test_each_brochure_is_made_once(cli: Cli) -> None:
    result = cli("batch", students(), "--state", "TX")
    assert result.exit_code == 0, result.stderr
    assert "Plan: 3 brochures into output" in result.stderr
    assert made() == BROCHURES
    assert not Path("output/books.csv").exists()


def test_a_book_for_each_group(cli: Cli) -> None:
    result = cli("batch", students(), "--state", "TX", "--group-by", "homeroom", "--book")
    assert result.exit_code == 0, result.stderr
    assert made() == [*BROCHURES, "book-01.pdf", "book-02.pdf"]
    assert result.stdout == "output\noutput/book-01.pdf\noutput/book-02.pdf\n"
    assert "book-02.pdf (Homeroom 10): 2 students, 3 brochures, 7 sheets." in result.stderr
    rows = listed()
    assert [rows[name]["groups"] for name in ("book-01.pdf", "book-02.pdf")] == ["Homeroom 9", "Homeroom 10"]
    assert (rows["book-02.pdf"]["students"], rows["book-02.pdf"]["pages"]) == ("2", "14")
    with pikepdf.open("output/book-02.pdf") as pdf:
        assert len(pdf.pages) == 14
    assert "Zoë Ríos" in " ".join(texts(Path("output/book-02.pdf").read_bytes()))
    # No name of a student in a name of a file, a list or a message.
    said = " ".join([*made(), Path("output/books.csv").read_text(), result.stderr, result.stdout])
    assert not [name for name in ("Zoë", "Ann", "Park") if name in said]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ((), ["book.pdf"]),
        (("--group-by", "grade", "--one-book"), ["book.pdf"]),
        (("--group-by", "grade"), ["book-01.pdf", "book-02.pdf"]),
        (("--group-by", "state"), ["book.pdf"]),
        (("--impose", "booklet"), ["book-booklet.pdf"]),
    ],
)
def test_which_books_there_are(cli: Cli, words: tuple[str, ...], names: list[str]) -> None:
    result = cli("batch", students(), "--state", "TX", "--book", *words)
    assert result.exit_code == 0, result.stderr
    assert [name for name in made() if name.startswith("book")] == names


def test_copies_come_from_any_column(cli: Cli) -> None:
    name = students("name,careers,Wanted\nAnn Lee,29-2072,3\n")
    assert cli("batch", name, "--book", "--copies-from", "Wanted").exit_code == 0
    assert listed()["book.pdf"]["brochures"] == "3"
    refused = cli("batch", name, "--book", "--copies-from", "Wantd")
    assert refused.exit_code == 2
    assert "Did you mean “Wanted”?" in refused.stderr


def test_labels_without_a_book(cli: Cli) -> None:
    result = cli("batch", students(), "--state", "TX", "--labels", "avery-5160")
    assert result.exit_code == 0, result.stderr
    assert made() == [*BROCHURES, "labels.pdf"]
    (page,) = texts(Path("output/labels.pdf").read_bytes())
    assert page.startswith("Zoë Ríos Homeroom 10 · Grade 9")


def test_a_book_of_an_earlier_list_is_not_left_lying_about(cli: Cli) -> None:
    name = students()
    assert cli("batch", name, "--state", "TX", "--group-by", "homeroom", "--book").exit_code == 0
    assert cli("batch", name, "--state", "TX", "--group-by", "homeroom", "--book", "--impose", "2up").exit_code == 0
    books = ["book-01-2up.pdf", "book-01.pdf", "book-02-2up.pdf", "book-02.pdf"]
    assert [each for each in made() if each.startswith("book")] == books == sorted(listed())
    Path("output/book-01.pdf").write_bytes(b"%PDF- somebody's own now")
    result = cli("batch", students(CLASS + "Cy Young,9,9,29-2072\n"), "--state", "TX", "--book")
    assert result.exit_code == 0
    assert [each for each in made() if each.startswith("book")] == ["book-01.pdf", "book.pdf"]
    assert "Removed: book-02.pdf" in result.stderr
    assert list(listed()) == ["book.pdf"]


def test_an_incomplete_pack_is_not_printed_unknowingly(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "make_render", stand_ins.faulty)  # registered nurses and electricians fail
    words = ("batch", students(), "--state", "TX", "--group-by", "homeroom", "--book")
    result = cli(*words)
    assert result.exit_code == 3
    assert not [name for name in made() if name.startswith("book")]
    assert "Not made: book-01.pdf (Homeroom 9) lacks Registered Nurses (row 3)." in result.stderr
    assert "Not made: book-02.pdf (Homeroom 10) lacks Electricians (rows 2, 4)." in result.stderr
    result = cli(*words, "--skip-missing")
    assert result.exit_code == 3
    assert [name for name in made() if name.startswith("book")] == ["book-02.pdf"]
    assert "Left out: Electricians (rows 2, 4)." in result.stderr
    pages = texts(Path("output/book-02.pdf").read_bytes())
    assert sum("Not in this pack: Electricians" in page for page in pages) == 2
    assert "Left out 2 brochures that could not be made" in pages[0]
    monkeypatch.setattr(renderer, "make_render", stand_ins.quick)
    assert cli(*words).exit_code == 0
    assert listed()["book-02.pdf"]["brochures"] == "3"


def test_an_outdated_brochure_does_not_go_into_a_book(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    name = students(HEADING + "Ann Lee,9,9,registered nurses\nBo Park,9,9,29-2072\n")
    assert cli("batch", name, "--state", "TX").exit_code == 0
    monkeypatch.setattr(renderer, "make_render", stand_ins.faulty)
    changed = cli("batch", name, "--state", "TX", "--layout", "handout", "--book")
    assert changed.exit_code == 3
    assert "lacks Registered Nurses" in changed.stderr


def test_a_book_that_cannot_be_made_does_not_stop_the_others(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.book import bind
    from reportgen.errors import ReportgenError

    real = bind.require_sound

    def unsound(book: object, *, duplex: bool) -> None:
        if len(book.pages) == 8:  # type: ignore[attr-defined]
            raise ReportgenError("The book is not as it should be.")
        real(book, duplex=duplex)  # type: ignore[arg-type]

    monkeypatch.setattr(bind, "require_sound", unsound)
    result = cli("batch", students(), "--state", "TX", "--group-by", "homeroom", "--book")
    assert result.exit_code == 3
    assert "Not made: book-01.pdf (Homeroom 9): The book is not as it should be." in result.stderr
    assert list(listed()) == ["book-02.pdf"]


def test_rows_with_problems(cli: Cli) -> None:
    name = students(CLASS + "Cy Young,9,9,wizard\n")
    refused = cli("batch", name, "--state", "TX", "--book")
    assert refused.exit_code == 2
    assert not Path("output").exists()
    assert cli("batch", name, "--state", "TX", "--estimate", "--skip-bad").exit_code == 3
    result = cli("batch", name, "--state", "TX", "--book", "--skip-bad")
    assert result.exit_code == 3
    assert "book.pdf" in made()


def test_dry_run_shows_the_books_and_makes_nothing(cli: Cli) -> None:
    result = cli("batch", students(), "--state", "TX", "--group-by", "homeroom", "--book", "--dry-run")
    assert result.exit_code == 0
    assert "Book: book-02.pdf (Homeroom 10), 2 students." in result.stderr
    assert not Path("output").exists()


def test_events_for_programs(cli: Cli) -> None:
    words = ("--state", "TX", "--group-by", "homeroom", "--book", "--labels", "avery-5160", "--json")
    result = cli("batch", students(), *words)
    events = [json.loads(line) for line in result.stdout.splitlines()]
    books = [event for event in events if event["event"] == "book"]
    assert [(book["file"], book["groups"], book["students"]) for book in books] == [
        ("book-01.pdf", ["Homeroom 9"], 1), ("book-02.pdf", ["Homeroom 10"], 2),
    ]  # fmt: skip
    assert events[-1] == {"event": "labels", "file": "labels.pdf"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--simplex",), "--simplex goes with --book"),
        (("--group-by", "homeroom"), "--group-by goes with --book, --estimate or --labels"),
        (("--book", "--price-sheet", "1"), "--price-sheet goes with --estimate"),
        (("--book", "--one-book"), "--one-book goes with --group-by"),
        (("--book", "--skip-unpublished"), "For a list of students it is --skip-bad"),
        (("--book", "--output", "memory://there"), "Books and labels are put into a folder"),
        (("--book", "--group-by", "shoe size"), "is not one of"),
    ],
)
def test_options_that_do_not_fit(cli: Cli, words: tuple[str, ...], said: str) -> None:
    result = cli("batch", students(), "--state", "TX", *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not Path("output").exists()


def test_a_plan_is_no_roster(cli: Cli) -> None:
    name = students("occupation,state,group\n29-2072,TX,Room 3\n", "plan.csv")
    assert cli("batch", name).exit_code == 0
    result = cli("batch", name, "--book")
    assert result.exit_code == 2
    assert "--book is for a list of students, and plan.csv is a plan of brochures." in result.stderr


def test_settings_for_books_do_not_disturb_a_plan(cli: Cli) -> None:
    Path("reportgen.toml").write_text('[batch]\nsimplex = true\ngroup-by = "grade"\nstate = "TX"\n')
    assert cli("batch", students("occupation,state\n29-2072,TX\n", "plan.csv")).exit_code == 0
    assert cli("batch", students(), "--book").exit_code == 0
    assert listed()["book-01.pdf"]["groups"] == "Grade 9"
    assert listed()["book-01.pdf"]["pages"] == "10"  # four sheets of ours and three brochures, no white backs


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("occupation,state,layout,brand,output,group", PLAN),
        ("Occupation;State", PLAN),
        ("name,occupation", ROSTER),
        ("Student Name,Homeroom,Career interests", ROSTER),
        ("career,state", ROSTER),  # whose reader asks for whom
        ("occupation,stat,layout", ""),
        ("a,b,c", ""),
    ],
)
def test_what_a_file_is_by_its_headings(tmp_path: Path, heading: str, kind: str) -> None:
    path = tmp_path / "file.csv"
    path.write_text(f"{heading}\nx,y\n")
    assert kind_of(path) == kind


def test_estimate(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("batch", students(), "--state", "TX", "--group-by", "homeroom", "--estimate")
    prices = ("--price-sheet", "0.02", "--price-colour-side", "0.10", "--price-mono-side", "0.01")
    before = cli(*words, *prices)
    assert before.exit_code == 0, before.stderr
    assert not Path("output").exists()
    lines = dict(line.split(maxsplit=1) for line in before.stdout.splitlines())
    assert lines["Books"] == "2"
    assert lines["Brochures"] == "4 (3 different)"
    assert lines["Sheets"] == "11"
    assert lines["Sides"] == "15 printed (8 in colour, 7 in black), 7 white"
    assert lines["Measured"] == "0 of 3 brochures; the others count as colour (make them first)"
    assert lines["Cost"] == "1.09 (paper 0.22, sides in colour 0.80, in black 0.07)"
    assert "Cost" not in cli(*words).stdout
    made_now = cli(*words[:-1], "--book")
    assert sum(int(row["sheets"]) for row in listed().values()) == 11, made_now.stderr
    after = cli(*words, "--json")
    found = json.loads(after.stdout)
    assert (found["measured"], found["unmeasured_sides"]) == (3, 0)
    assert (found["colour_sides"], found["mono_sides"]) == (0, 15)  # the stand-ins are white
    monkeypatch.setattr(coverage, "import_module", lambda name: __import__("no_such_module"))
    assert 'pip install "reportgen[thumbnails]"' in cli(*words).stdout

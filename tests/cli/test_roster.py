"""`reportgen roster check`, and the options that all commands with a roster share."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from reportgen.cli.roster_options import column_mapping, load_roster, roster_options
from reportgen.cli.settings import Settings
from reportgen.errors import UsageError
from reportgen.store.reader import open_store

from .conftest import Cli

HEADING = "name,homeroom,grade,email,language,state,careers,copies,locker\n"
GOOD = HEADING + (
    "Ana Li,Room 10,7,ana@x.org,es,TX,Electricians; 29-2072,2,1\n"
    "Bo Roe,Room 9,7,bo@x.org,,,Electricians,,2\n"
    "Cy Fox,Room 9,8,,en,CA,Electricians,,3\n"
)
BAD = GOOD + ("Dee Orr,Room 9,8,dee@x,,TX,nurse,,4\nEve Ash,Room 9,8,,,TX,51-2061; elecrtician,,5\n")


def write(text: str, name: str = "students.csv") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_a_good_list(cli: Cli) -> None:
    result = cli("roster", "check", write(GOOD), "--state", "tx")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == "Nothing is wrong with it.\n"
    lines = result.stdout.splitlines()
    assert lines[0] == "students.csv: text with commas, UTF-8; the heading is row 1."
    for line in (
        "  homeroom: “homeroom”",
        "  not used: “locker”",
        "  students   3",
        "  homerooms  2: Room 9 (2), Room 10 (1)",
        "  languages  2: en (1), es (1); none given (1)",
        "  states     2: CA (1), TX (2)",
        "             1 row without a state: Texas",
        "  e-mails    2; 1 student without",
        "  careers    2 different",
        "  brochures  3 to make, 6 copies in all",
        "          3  47-2111 Electricians, TX",
        "          1  47-2111 Electricians, CA",
    ):
        assert line in lines, line
    assert not list(Path().glob("output*"))


def test_rows_without_a_state_are_the_nations(cli: Cli) -> None:
    result = cli("roster", "check", write(GOOD))
    assert "1 row without a state: United States" in result.stdout
    assert "  1  47-2111 Electricians, US" in result.stdout


def test_every_problem_and_no_other_cell(cli: Cli) -> None:
    result = cli("roster", "check", write(BAD))
    assert result.exit_code == 2
    assert result.stderr == "2 rows of 5 must be corrected first, or left out with --skip-bad.\n"
    for said in (
        "4 problems in 2 rows:",
        "  row 5, careers “nurse”: it fits ",
        "      29-1141 Registered Nurses\n",
        "  row 5, email “dee@x”: it is not of the form of an e-mail address.\n    Write one like",
        "  row 6, careers “51-2061”: Texas publishes no figures for 51-2061 Timing Device Assemblers and Adjusters.\n"
        "    Published in California (CA), Guam (GU).",
        "  row 6, careers “elecrtician”: it is no occupation that is known.\n    Did you mean",
        "What would be made without those rows:\n  students   3\n",
    ):
        assert said in result.stdout, said
    for name in ("Ana", "Dee", "Eve"):
        assert name not in result.stdout + result.stderr


def test_skipping_the_bad_ones(cli: Cli) -> None:
    result = cli("roster", "check", write(BAD), "--skip-bad")
    assert result.exit_code == 3
    assert result.stderr == "--skip-bad would leave out 2 rows of 5.\n"
    result = cli("roster", "check", write(HEADING + "Ana,7A,,,,,xqzt,,\n"), "--skip-bad")
    assert result.exit_code == 2
    assert result.stderr == "Nothing can be made: no row is without a problem.\n"


def test_json(cli: Cli) -> None:
    result = cli("roster", "check", write(BAD), "--json")
    assert result.exit_code == 2
    found = json.loads(result.stdout)
    assert found["columns"]["careers"] == ["careers"]
    assert found["unused_columns"] == ["locker"]
    assert found["rows"] == 5
    assert [(each["row"], each["column"], each["value"]) for each in found["problems"]] == [
        (5, "careers", "nurse"), (5, "email", "dee@x"), (6, "careers", "elecrtician"), (6, "careers", "51-2061"),
    ]  # fmt: skip
    assert "29-1141" in found["problems"][0]["candidates"]
    assert found["problems"][2]["candidates"][0] == "47-2111"
    assert found["counts"]["homerooms"] == {"Room 9": 2, "Room 10": 1}
    assert (found["counts"]["brochures"], found["counts"]["copies"]) == (4, 6)
    assert found["brochures"][0] == {
        "soc": "29-2072", "title": "Medical Records Specialists", "area": "TX", "students": 1, "copies": 2,
    }  # fmt: skip
    assert "Ana" not in result.stdout


def test_which_column_is_which(cli: Cli) -> None:
    name = write("Pupil code,Dream job,Plan B\nA1,Electricians,Medical records\n")
    result = cli("roster", "check", name)
    assert result.exit_code == 2
    assert 'say which it is: --column careers="Interests"' in result.stdout
    assert "Nothing can be made: say with --column" in result.stderr
    words = ("--column", "careers=Dream", "--column", "Careers=plan b", "--column", "name=PUPIL CODE")
    result = cli("roster", "check", name, *words)
    assert result.exit_code == 0
    assert "  careers: “Dream job”, “Plan B”\n" in result.stdout
    Path("reportgen.toml").write_text(
        '[roster.check]\nstate = "TX"\ncolumn = ["careers=Dream", "name=Pupil"]\n', encoding="utf-8"
    )
    result = cli("roster", "check", name)
    assert result.exit_code == 0, result.stderr
    assert "Electricians, TX" in result.stdout


@pytest.mark.parametrize(
    ("word", "said"),
    [("careers", "names no column"), ("careers=", "names no column"), ("hobby=X", "no field “hobby”"),
     ("home=X", "Did you mean “homeroom”?")],
)  # fmt: skip
def test_columns_that_say_nothing(word: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        column_mapping([word])
    assert said in str(caught.value)


def test_files_that_are_none(cli: Cli) -> None:
    result = cli("roster", "check", write("x", "students.doc"))
    assert result.exit_code == 2
    assert "is no roster: its name does not end in .csv, .tsv, .txt, .xlsx" in result.stderr
    assert cli("roster", "check", "none.csv").exit_code == 2
    assert cli("roster", "check", write(GOOD), "--state", "Texs").exit_code == 2


def test_reading_for_other_commands(tiny_store: Path, clean_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    @click.command()
    @roster_options
    def command(state: str | None, columns: tuple[str, ...], skip_bad: bool) -> None:
        with open_store(Settings(tiny_store).store_to_read()) as store:
            roster, left_out = load_roster(Path("students.csv"), store, state=state, columns=columns, skip_bad=skip_bad)
        click.echo(f"{len(roster.students)} {len(left_out)}")

    write(BAD + "Ana Li,Room 10,7,ana@x.org,es,TX,Electricians,,9\n")
    command.main(["--skip-bad", "--state", "TX"], standalone_mode=False)
    printed = capsys.readouterr()
    assert printed.out == "4 4\n"
    assert printed.err.startswith("Warnings:\n  row 7: it is the student of row 2 again (name and e-mail).\n")
    assert "Left out (2 rows):\n  row 5, careers “nurse”" in printed.err
    with pytest.raises(UsageError, match="has 4 problems in 2 rows; nothing was made"):
        command.main([], standalone_mode=False)

"""`reportgen brochure`: what is made, what is printed where, and the exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reportgen.batch import renderer
from tests.batch import stand_ins

from .conftest import Cli

MEDICAL = "29-2072-medical-records-specialists-TX.pdf"


def made(folder: str = "output") -> list[str]:
    return sorted(path.name for path in Path(folder).glob("*.pdf"))


def test_one_brochure_prints_its_path_and_nothing_else(cli: Cli) -> None:
    result = cli("brochure", "medical records", "--state", "tx")
    assert result.exit_code == 0
    assert result.stdout == f"output/{MEDICAL}\n"
    assert result.stderr == ""
    assert [path.name for path in Path("output").iterdir()] == [MEDICAL]


def test_no_state_is_the_nation(cli: Cli) -> None:
    assert cli("brochure", "29-2072").stdout.endswith("-US.pdf\n")


def test_named_file(cli: Cli) -> None:
    assert cli("brochure", "29-2072", "-s", "TX", "-o", "handouts/mine.PDF").stdout == "handouts/mine.PDF\n"
    assert Path("handouts/mine.PDF").read_bytes().startswith(b"%PDF-")


def test_every_occupation_of_a_state(cli: Cli) -> None:
    result = cli("brochure", "--state", "Texas", "--jobs", "2", "--output", "texas")
    assert result.exit_code == 0
    assert result.stdout == "texas\n"
    assert "Plan: 7 brochures into texas (sidebar; letter; pdf/ua-1)." in result.stderr
    assert "with 2 at a time (a first guess)." in result.stderr
    assert "7 brochures made in " in result.stderr
    assert len(made("texas")) == 7
    assert {path.name for path in Path("texas").iterdir()} > {"index.html", "manifest.csv", "manifest.jsonl"}


def test_several_states_and_occupations(cli: Cli) -> None:
    cli("brochure", "29-2072", "electrician", "--state", "TX", "--state", "06")
    assert [name[:7] + name[-7:-4] for name in made()] == ["29-2072-CA", "29-2072-TX", "47-2111-CA", "47-2111-TX"]


def test_group_and_top(cli: Cli) -> None:
    result = cli("brochure", "--state", "TX", "--group", "healthcare", "--top", "1")
    assert "Healthcare Practitioners" in result.stderr
    assert [name[:7] for name in made()] == ["29-1141"]


def test_resume_makes_what_is_missing_or_broken(cli: Cli) -> None:
    cli("brochure", "--state", "TX")
    whole, broken, missing = (Path("output") / name for name in made()[:3])
    before = whole.stat().st_mtime_ns
    broken.write_bytes(b"%PDF-1.7 half")
    missing.unlink()
    result = cli("brochure", "--state", "TX")
    assert result.exit_code == 0
    assert "5 of 7 are already there, whole and up to date.\n  2 to make: 1 missing, 1 damaged." in result.stderr
    assert "s each so far" in result.stderr
    assert "2 brochures made in " in result.stderr
    assert whole.stat().st_mtime_ns == before
    assert broken.read_bytes().endswith(b"%%EOF\n")
    assert missing.exists()


def test_some_fail_the_others_are_made(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "make_render", stand_ins.faulty)
    result = cli("brochure", "--state", "TX", "--jobs", "2")
    assert result.exit_code == 3
    assert result.stdout == "output\n"
    assert "Failed (5):\n" in result.stderr
    assert re.search("  29-1141 Registered Nurses, Texas +The text does not fit.\n", result.stderr)
    assert re.search("  47-2111 Electricians, Texas +in quarantine, twice: its worker process was k", result.stderr)
    assert "\n  Shorten it.\n" in result.stderr
    assert re.search(r"2 brochures made in .*, 5 failed \(named above\)\.", result.stderr)
    assert "Traceback" not in result.stderr
    assert len(made()) == 2


def test_debug_shows_the_trace_of_a_fault_of_ours(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "make_render", stand_ins.faulty)
    monkeypatch.setenv("REPORTGEN_DEBUG", "1")
    assert "ZeroDivisionError: font-size\n" in cli("brochure", "--state", "TX").stderr


def test_the_only_brochure_fails_with_its_own_words_and_code(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "make_render", stand_ins.faulty)
    result = cli("brochure", "registered nurses", "--state", "TX")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "Error: 29-1141 Registered Nurses, Texas: The text does not fit.\n  Shorten it.\n"


def test_what_the_machine_lacks_ends_with_4(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "make_render", stand_ins.lacking)
    for words in (["29-2072"], ["--state", "TX"]):
        result = cli("brochure", *words)
        assert result.exit_code == 4
        assert result.stderr.endswith("Error: Pango is missing.\n  sudo apt-get install -y libpango-1.0-0\n")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 2, "Nothing was named"),
        (["nurse", "--state", "TX"], 2, "29-1171  Nurse Practitioners"),
        (["medcal recrds specialist"], 2, "Did you mean Medical Records Specialists"),
        (["29-2072", "--state", "Texs"], 2, "Did you mean Texas (TX)?"),
        (["29-2072", "--state", "CA", "--top", "3"], 2, "says two things"),
        (["51-2061", "--state", "TX"], 5, "Published in California (CA), Guam (GU)"),
        (["13-1021"], 5, "It is part of 13-1020 Buyers"),
        (["--state", "TX", "-o", "one.pdf"], 2, "one file"),
        (["--state", "NY"], 5, "Nothing that was asked for"),
        (["--state", "TX", "--group", "cooking"], 2, "The groups are"),
        (["29-2072", "--layout", "sidbar"], 2, "Did you mean “sidebar”?"),
        (["29-2072", "--paper", "a5"], 2, "'a5' is not one of"),
        (["29-2072", "--output", "in-the-way"], 4, "Cannot write in in-the-way"),
    ],
)
def test_errors_say_what_to_do(cli: Cli, words: list[str], code: int, said: str) -> None:
    Path("in-the-way").write_text("")
    result = cli("brochure", *words)
    assert result.exit_code == code
    assert said in result.stderr
    assert result.stdout == ""
    assert not Path("output").exists()


def test_what_is_not_published_is_named_and_the_rest_is_made(cli: Cli) -> None:
    result = cli("brochure", "51-2061", "29-2072", "--state", "TX")
    assert result.exit_code == 3
    assert "Not made: Texas publishes no figures for 51-2061" in result.stderr
    assert made() == [MEDICAL]


def test_events_for_a_program(cli: Cli) -> None:
    result = cli("brochure", "--state", "TX", "--json")
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert [event["event"] for event in events] == ["plan", "start", *["made"] * 7, "end"]
    assert events[0]["to_make"] == 7
    assert events[0]["seconds_estimated"] > 0
    assert {event["file"] for event in events if event["event"] == "made"} == set(made())
    one = cli("brochure", "29-2072", "--state", "TX", "--json")
    assert json.loads(one.stdout) == {
        "event": "made", "file": f"output/{MEDICAL}", "job": "29-2072 Medical Records Specialists, Texas",
    }  # fmt: skip


def test_one_brochure_is_always_made_and_the_next_batch_notices(cli: Cli) -> None:
    cli("brochure", "--state", "TX")
    before = Path("output", MEDICAL).stat().st_mtime_ns
    cli("brochure", "29-2072", "--state", "TX")
    assert Path("output", MEDICAL).stat().st_mtime_ns > before
    assert "7 of 7 are already there" in cli("brochure", "--state", "TX").stderr  # the same bytes as before


def test_two_states_in_one_folder_share_its_catalogue(cli: Cli) -> None:
    cli("brochure", "--state", "TX")
    cli("brochure", "--state", "CA")
    page = Path("output/index.html").read_text()
    assert len(re.findall(r'<tr><th scope="row"><a href="[^"]', page)) == len(made()) == 12
    assert len(Path("output/manifest.csv").read_text().splitlines()) == 1 + 12

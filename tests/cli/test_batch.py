"""`reportgen batch`: the plan file, what is said of it, and what comes of it."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from reportgen.batch import renderer
from reportgen.cli import main
from reportgen.cli.batch_progress import duration
from reportgen.render import inspect_pdf
from tests.batch import stand_ins

from .conftest import Cli

BAD_LINES = b'{"occupation": "29-2072"}\n{oops\n[1]\n{"occupaton": "x", "state": []}\n'
HEADING = "occupation,state,layout,brand,output,group\n"


def plan(text: str, name: str = "plan.csv") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def made(folder: str = "output") -> list[str]:
    return sorted(path.name for path in Path(folder).glob("*.pdf"))


def test_rows_become_brochures(cli: Cli) -> None:
    name = plan(
        HEADING
        + "29-2072,TX,,,,\n"
        + "electrician,California,handout,,Spark,Home room 3\n"
        + ",,,,,\n"  # an empty row of a spreadsheet
        + "29-2072,,,,,\n"
    )
    result = cli("batch", name, "--output", "day")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "day\n"
    assert made("day") == [
        "29-2072-medical-records-specialists-TX.pdf", "29-2072-medical-records-specialists-US.pdf", "Spark.pdf",
    ]  # fmt: skip
    assert "Plan: 3 brochures into day (handout, sidebar; letter; pdf/ua-1)." in result.stderr
    page = Path("day/index.html").read_text()
    assert "<option>Home room 3</option>" in page
    assert '<a href="Spark.pdf">Electricians</a>' in page


def workbook(rows: list[list[Any]]) -> str:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save("plan.xlsx")
    return "plan.xlsx"


def test_every_kind_of_file(cli: Cli) -> None:
    files = [
        plan("Occupation;State\n29-2072;TX\n", "semicolons.csv"),
        plan("\ufeffoccupation,state\r\n29-2072,TX\r\n", "bom.csv"),
        plan("occupation\tstate\n29-2072\tTX\n", "plan.tsv"),
        plan('{"occupation": "29-2072", "state": "TX"}\n\n', "plan.jsonl"),
        plan('{"occupation": 292072, "state": 48, "group": null}', "numbers.jsonl"),
        workbook([["occupation", "state"], [292072, 48.0], [None, None]]),
    ]
    Path("utf16.csv").write_bytes("occupation,state\n29-2072,TX\n".encode("utf-16"))
    for file in (*files, "utf16.csv"):
        result = cli("batch", file, "--dry-run")
        assert result.exit_code == 0, (file, result.stderr)
        assert "Plan: 1 brochure into output" in result.stderr
    assert not Path("output").exists()


def test_a_code_that_a_spreadsheet_took_for_a_date_is_put_back(cli: Cli) -> None:
    result = cli("batch", workbook([["occupation"], [datetime.date(2021, 11, 1)]]))
    assert "occupation “11-2021”" in result.stderr  # which the tiny store does not hold
    result = cli("batch", plan("occupation\nNov-21\n"))
    assert "took a code for a date" in result.stderr


def test_all_faults_at_once_and_nothing_started(cli: Cli) -> None:
    name = plan(
        "occupation,stat,layout,brand,output\n"
        + "29-2072,TX,,,\n",
        "headings.csv",
    )  # fmt: skip
    result = cli("batch", name)
    assert "row 1, stat: there is no such column.\n    Did you mean “state”?" in result.stderr
    name = plan(
        HEADING
        + "29-2072,TX,,,,\n"
        + "medcal recrds specialist,Texs,sidbar,school.toml,a/b,\n"
        + ",TX,,,,\n"
        + "29-2072,TX,,,29-2072-medical-records-specialists-tx,\n"
        + "51-2061,TX,,,,\n"
        + "nurse,TX,,,,\n"
        + "29-2072,TX,,\n"
        + "29-1141,Texs,,,,\n"
    )
    result = cli("batch", name)
    assert result.exit_code == 2
    assert "plan.csv has 11 faults in 7 rows; nothing was started:" in result.stderr
    for said in (
        "row 3, occupation “medcal recrds specialist”: No occupation is called",
        "Did you mean Medical Records Specialists",
        "rows 3, 9, state “Texs”: There is no state or territory “Texs”.\n    Did you mean Texas (TX)?",
        "row 3, layout “sidbar”: There is no layout “sidbar”. Did you mean “sidebar”?",
        "row 3, brand “school.toml”: this brand cannot be used.\n    line 1: there is no such file.\n",
        "row 3, output “a/b”: the name holds '/'.",
        "row 4, occupation: it is empty.",
        "row 5, output “29-2072-medical-records-specialists-tx”: its file",
        "is that of row 2 already",
        "row 6, state “TX”: Texas publishes no figures for 51-2061",
        "row 7, occupation “nurse”:",
        "29-1171  Nurse Practitioners",
        "row 8: it has 4 cells, the heading has 6.",
    ):
        assert said in result.stderr, said
    assert not Path("output").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.csv", b"", "is empty"),
        ("plan.csv", b"state\nTX\n", "row 1, occupation: the column is missing"),
        ("plan.csv", b"occupation,state,State\n29-2072,TX,TX\n", "the column stands there twice"),
        ("plan.csv", b"occupation,group\n29-2072,Jos\xe9\n", "not in UTF-8: line 2 holds the byte 0xE9"),
        ("plan.csv", b"occupation\n", "names no brochure"),
        ("plan.xlsx", b"no workbook", "is no Excel workbook"),
        ("plan.doc", b"x", "is no plan"),
        ("plan.jsonl", BAD_LINES, "row 2: it is no JSON"),
        ("plan.jsonl", BAD_LINES, "Did you mean “occupation”"),
        ("plan.jsonl", BAD_LINES, "row 3: it is no JSON object"),
        ("plan.jsonl", b"\n", "is empty"),
        ("plan.jsonl", b'{"state": "TX"}', "occupation: it is empty"),
    ],
)  # fmt: skip
def test_files_that_are_no_plan(cli: Cli, name: str, content: bytes, said: str) -> None:
    Path(name).write_bytes(content)
    result = cli("batch", name)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not Path("output").exists()


def test_unpublished_rows_can_be_left_out(cli: Cli) -> None:
    name = plan("occupation,state\n29-2072,TX\n51-2061,TX\n")
    result = cli("batch", name, "--skip-unpublished")
    assert result.exit_code == 3
    assert "Not made: Texas publishes no figures for 51-2061" in result.stderr
    assert len(made()) == 1
    told = json.loads(cli("batch", name, "--skip-unpublished", "--dry-run", "--json").stdout)
    assert [each["what"].partition(" (")[0] for each in told["not_published"]] == [
        "Texas publishes no figures for 51-2061 Timing Device Assemblers and Adjusters"
    ]
    assert cli("batch", plan("occupation,state\n51-2061,TX\n"), "--skip-unpublished").exit_code == 5


def test_exit_codes_and_the_table_of_failures(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "make_render", stand_ins.faulty)
    name = plan("occupation,state\n29-1141,TX\n29-2072,TX\n")
    result = cli("batch", name)
    assert result.exit_code == 3
    assert "Failed (1):\n  29-1141 Registered Nurses, Texas  The text does not fit.\n  Shorten it.\n" in result.stderr
    listing = Path("output/manifest.csv").read_text().splitlines()
    assert listing[0] == "job,status,file,sha256,pages,bytes,seconds,releases,path,reason"
    assert listing[1].startswith('"29-1141 Registered Nurses, Texas",failed,29-1141-registered-nurses-TX.pdf,,,')
    assert re.search(r",made,29-2072-medical-records-specialists-TX.pdf,[0-9a-f]{64},2,\d+,[\d.]+,,press,$", listing[2])
    assert cli("batch", plan("occupation,state\n29-1141,TX\n", "one.csv"), "-o", "other").exit_code == 1
    monkeypatch.setattr(renderer, "make_render", stand_ins.quick)
    assert cli("batch", name).exit_code == 0  # only the failed one is made now
    again = cli("batch", name, "--json")
    assert [json.loads(line)["event"] for line in again.stdout.splitlines()] == ["plan"]
    assert json.loads(again.stdout)["kept"] == 2


def test_of_very_many_failures_the_listing_names_the_rest(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "make_render", stand_ins.unfit)
    name = plan("occupation,state,output\n" + "".join(f"29-2072,TX,{number}\n" for number in range(52)))
    result = cli("batch", name)
    assert result.exit_code == 1
    assert result.stderr.count("The pages are not fit.") == 50
    assert f"  … and 2 more: see {Path('output/manifest.csv')}\n  Shorten the text.\n" in result.stderr
    assert Path("output/manifest.csv").read_text().count("The pages are not fit.") == 52


def test_thumbnails(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    name = plan("occupation,state\n29-2072,TX\n")
    assert cli("batch", name, "--thumbnails").exit_code == 0
    picture = Path("output/thumbnails/29-2072-medical-records-specialists-TX.png")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert 'src="thumbnails/29-2072-medical-records-specialists-TX.png" alt=""' in Path("output/index.html").read_text()
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    lacking = cli("batch", name, "--thumbnails", "-o", "elsewhere")
    assert lacking.exit_code == 4
    assert 'pip install "reportgen[thumbnails]"' in lacking.stderr
    assert not Path("elsewhere").exists()


def test_a_small_real_batch(clean_home: Path) -> None:
    name = plan("occupation,state,layout,group\n29-2072,TX,,Health\n27-2042,US,,Arts\n47-2111,PR,handout,Trades\n")
    done = CliRunner().invoke(main, ["batch", name, "--jobs", "2", "--json"])
    assert done.exit_code == 0, done.output
    events = [json.loads(line) for line in done.stdout.splitlines()]
    records = {event["soc"]: event for event in events if event["event"] == "made"}
    assert records["29-2072"]["pay"] == "$47,230"
    assert records["27-2042"]["pay"].endswith(" an hour")  # musicians have no annual wages
    assert "oews-state-2024" in records["29-2072"]["releases"]
    for record in records.values():
        data = Path("output", record["file"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (record["bytes"], record["sha256"])
        assert inspect_pdf(data).is_good
    alone = CliRunner().invoke(main, ["brochure", "29-2072", "--state", "TX", "-o", "alone.pdf"])
    assert alone.exit_code == 0
    assert hashlib.sha256(Path("alone.pdf").read_bytes()).hexdigest() == records["29-2072"]["sha256"]
    page = Path("output/index.html").read_text()
    assert '<td class="figure pay">$47,230</td>' in page
    assert "Figures: U.S. Bureau of Labor Statistics" in page


def test_a_layout_beside_the_plan(cli: Cli) -> None:
    Path("plans/mine").mkdir(parents=True)
    Path("plans/mine/layout.toml").write_text('name = "mine"\ntitle = "Mine"\nextends = "sidebar"\npages = 2\n')
    result = cli("batch", plan("occupation,layout\n29-2072,./mine\n", "plans/plan.csv"), "--dry-run")
    assert result.exit_code == 0, result.stderr


def test_durations_as_one_reads_them() -> None:
    assert [duration(each) for each in (0.2, 45, 600, 7500)] == ["1 s", "45 s", "10 min", "2 h 5 min"]

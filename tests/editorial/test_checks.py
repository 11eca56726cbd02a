"""Every check against a planted fault, and against the good text, in which it must find nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.editorial.check import check_texts
from reportgen.editorial.entry import Entry
from reportgen.editorial.known import Known
from reportgen.editorial.spelling import dictionary

from .sample import AWARD, GOOD, KNOWN, checked, line_of, only_finding, with_fault, write

needs_dictionary = pytest.mark.skipif(dictionary() is None, reason="chunspell (reportgen[texts]) is not installed")


def test_the_good_text_has_no_finding(tmp_path: Path) -> None:
    report = checked(tmp_path, known=replace(KNOWN, dictionary=dictionary()))
    assert report.findings == ()
    assert (report.files, report.near_duplicates) == (1, 0)
    assert report.words > 400
    assert report.average_grade is not None and 2 < report.average_grade < 8


# (what stands in the good text, the fault in its place, field of the finding, words of the finding)
FAULTS = [
    # lengths and counts
    ('  "You do not mind strict rules",\n', "", "good_fit", "has 4 items instead of 5 to 7"),
    (" Insurers and clinics rely on that code. You also keep the file complete and private.", "", "summary", "words"),
    ("Look up the rules when a case is rare or the rules are new", "Look up the rules", "duties 4", "has 4 words"),
    ("front of a screen. Offices", "front of a screen. It is dull. It is slow. Offices", "difficulty", "5 sentences"),
    ('"Privacy law"', '"Privacy law as it holds for hospitals, clinics and labs"', "technical_skills 2", "room for 45"),
    ("Rechecks the charts of other coders.", "Rechecks the charts " + "and files " * 9 + "of others.",
     "specialisations 3 line", "room for 95"),
    ("You notice when", "Notices when", "good_fit 4", "does not start with “You”"),
    ("How does your office check your work?", "Tell me how your office checks your work.", "ask_a_worker 3", "“?”"),
    ('"Spreadsheets"', '"Electroencephalographictests"', "technical_skills 4", "narrow column"),
    # figures
    ("Take biology and a computer class.", "Take biology and 3 computer classes.", "pathway 1 line", "“3”"),
    ("keep a list of body words", "keep a list of $5 words", "prepare.grade_9 1", "“$5”"),
    ("with a stiff neck", "with a stiff neck half of all the time, in ten percent of offices", "challenges 1 reason",
     "percent"),
    ("Begin with short visits", "Begin with two years of visits", "pathway 3 line", "“two years” is a duration"),
    ("You sit for hours", "You sit for eight hours", "difficulty", "“eight hours” is a duration"),
    ("of other coders.", "of other coders, hundreds of them.", "specialisations 3 line", "hundreds of"),
    ("Insurers and clinics rely", "About half of clinics rely", "summary", "About half"),
    ("Insurers and clinics rely", "One in three clinics rely", "summary", "One in three"),
    # words and characters
    ("Rechecks the charts of", "Utilizes the charts of", "specialisations 3 line", "list of jargon"),
    ("Each chart tells a new story", "Exciting charts", "strengths 2 text", "list of flattery"),
    ("while a senior coder reads", "while a foreman reads", "pathway 3 line", "list of gendered"),
    ("You can work for long stretches with few people cutting in.", "You will always find work in this field.",
     "strengths 3 reason", "list of promises"),
    ("Small print can leave you with a stiff neck.", "Your pay depends on how many charts you code.",
     "challenges 1 reason", "list of pay"),
    ("through the chart.", "through the chart — daily.", "strengths 1 reason", "em dash"),
    ("You can hear a story", "You can hear a story; you", "good_fit 3", "semicolon"),
    ("Begin a coding program.", "Begin a coding program!", "prepare.after 1", "exclamation mark"),
    ("Doctors' offices", "Doctors’ offices", "settings 2", "curly apostrophe"),
    ("Quiet time to think", "Quiet  time to think", "strengths 3 text", "gap"),
    # places
    ("Compare coding programs near you.", "Compare coding programs in Texas.", "prepare.grade_12 1", "names Texas"),
    ("You wait on busy doctors", "Doctors in this state are busy", "challenges 2 text", "in this state"),
    # credentials
    ("American Health Information Management Association (AHIMA)", "Various groups", "credentials 1 issuer",
     "names no issuer"),
    # entry education: BLS says a certificate
    ("Earn a certificate after high school", "Earn a bachelor's degree", "pathway 2 name", "makes a bachelor's degree"),
    # titles
    ('title = "Medical Records Specialists"', 'title = "Medical Coders"', "title", "29-2072 is “Medical Records"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "field", "words"), FAULTS, ids=[f"{f[2]}: {f[3]}" for f in FAULTS])
def test_a_planted_fault_is_found(tmp_path: Path, old: str, new: str, field: str, words: str) -> None:
    faulty = with_fault(old, new)
    report = checked(tmp_path, faulty)
    found = [each for each in report.findings if each.field == field and words in each.problem]
    assert found, "\n".join(map(str, report.findings)) or "nothing was found"
    assert {each.field for each in report.findings} == {field}
    assert found[0].file == "29-2072.toml" and found[0].cure
    if new:
        assert found[0].line == line_of(faulty, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"Privacy law"', '"OSHA 10 card, Form I-9"'),
        ('"Privacy law"', '"CompTIA A+ and 401(k) plans"'),
        ("You can hear a story", "You can talk with a six-year-old"),
        ("Learn to type without looking at the keys.", "Type for ten minutes a day for two weeks."),
        ("Take biology and a computer class.", "Take biology once a year."),
        ("Take anatomy at your school.", "Visit a Girls Who Code club."),
        ("Take anatomy at your school.", "Ask what your state asks for."),
        ("Earn a certificate after high school", "Earn a certificate or an associate's degree"),
        ("Some people get an associate's degree.", "Later, a bachelor's degree helps."),
    ],
)
def test_what_is_right_is_left_alone(tmp_path: Path, old: str, new: str) -> None:
    assert checked(tmp_path, with_fault(old, new)).findings == ()


def test_a_hard_field_is_found_with_its_hardest_line(tmp_path: Path) -> None:
    hard = "Administrative documentation responsibilities necessitate continuous institutional communication."
    faulty = with_fault("Codes short visits and tests for doctors' offices.", hard[:94] + ".")
    faulty = with_fault("Rechecks the charts of other coders.", hard[:94] + ".", faulty)
    found = [each for each in checked(tmp_path, faulty).findings if "reads at grade" in each.problem]
    assert [each.field for each in found] == ["specialisations"]
    assert "hardest: specialisations" in found[0].problem


def test_a_hard_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.editorial.rules import rules

    monkeypatch.setitem(rules()["grades"], "highest_on_average", 1.0)
    found = only_finding(checked(tmp_path))
    assert found.field == "file" and "on average" in found.problem


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Entry("Bachelor's degree", None), "does not name what BLS says is typical: “Bachelor's degree”"),
        (Entry("Postsecondary nondegree award", "Apprenticeship"), "apprenticeship"),
    ],
)
def test_a_pathway_that_lacks_what_bls_names(tmp_path: Path, entry: Entry, words: str) -> None:
    found = only_finding(checked(tmp_path, known=Known(entries={"29-2072": entry})))
    assert found.field == "pathway" and words in found.problem


def test_a_group_may_not_demand_more_than_a_member_needs(tmp_path: Path) -> None:
    group = with_fault('soc = "29-2072"', 'soc = "29-0000"')
    group = with_fault("Earn a certificate after high school", "Earn a bachelor's degree", group)
    entries = {"29-1141": Entry("Bachelor's degree", None), "29-2072": AWARD, "11-1021": AWARD}
    write(tmp_path, group, "major/29.toml")
    found = only_finding(check_texts(tmp_path, Known(entries=entries)))
    assert (found.file, found.field) == ("major/29.toml", "pathway 2 name")
    assert check_texts(tmp_path, Known(entries={"29-1141": entries["29-1141"]})).findings == ()


def test_lines_in_three_files(tmp_path: Path) -> None:
    for name in ("29-2072", "29-1141"):
        write(tmp_path, with_fault('soc = "29-2072"', f'soc = "{name}"'), f"{name}.toml")
    two = check_texts(tmp_path, Known())
    assert two.findings == () and two.near_duplicates > 20
    near = with_fault('soc = "29-2072"', 'soc = "29-1171"')
    near = with_fault("notes of a visit and pick", "papers of a visit and pick", near)
    write(tmp_path, near, "29-1171.toml")
    found = [each for each in check_texts(tmp_path, Known()).findings if each.field == "duties 1"]
    assert all("in 3 files" in each.problem for each in found)
    assert {each.file for each in found} == {"29-2072.toml", "29-1141.toml", "29-1171.toml"}


def test_a_run_of_an_official_text(tmp_path: Path) -> None:
    official = tmp_path / "official"
    tasks = official / "onet-30.1" / "db_30_1_text" / "Task Statements.txt"
    tasks.parent.mkdir(parents=True)
    statement = "On Mondays, look up the rules when a case is rare or so."
    tasks.write_text(f"O*NET-SOC Code\tTask\n29-2072.00\t{statement}\n", encoding="utf-8")
    found = only_finding(checked(tmp_path, known=replace(KNOWN, official=official)))
    assert (found.field, found.line) == ("duties 4", line_of(GOOD, "Look up the rules"))
    assert "look up the rules when a case is rare" in found.problem


@needs_dictionary
@pytest.mark.parametrize(("wrong", "right"), [("recieve", "receive"), ("colour", "color"), ("organise", "organize")])
def test_spelling(tmp_path: Path, wrong: str, right: str) -> None:
    known = replace(KNOWN, dictionary=dictionary())
    found = only_finding(checked(tmp_path, with_fault("never repeat it", f"never {wrong} it"), known))
    assert found.field == "good_fit 3" and f"“{wrong}”" in found.problem
    assert checked(tmp_path, with_fault("never repeat it", f"never {right} it"), known).findings == ()


@needs_dictionary
def test_a_proper_name_of_the_store_is_spelled_right(tmp_path: Path) -> None:
    text = with_fault('"Privacy law"', '"Zyxwology"')
    known = replace(KNOWN, dictionary=dictionary())
    assert "Zyxwology" in only_finding(checked(tmp_path, text, known)).problem
    assert checked(tmp_path, text, replace(known, names=frozenset({"zyxwology"}))).findings == ()


def test_what_a_machine_lacks_is_said(tmp_path: Path) -> None:
    assert len(checked(tmp_path, known=Known()).not_checked) == 3


def test_form_faults_are_findings_and_the_rest_is_checked(tmp_path: Path) -> None:
    faulty = with_fault("settings = [", "setings = [", with_fault("Privacy law", "Utilizes law"))
    found = checked(tmp_path, faulty).findings
    assert {(each.field, each.line) for each in found} == {
        ("setings", line_of(GOOD, "settings = [")),
        ("settings", 1),
        ("technical_skills 2", line_of(GOOD, "technical_skills")),
    }

from __future__ import annotations

import pytest

from reportgen.roster.columns import Columns, field_named, find_columns
from reportgen.roster.problem import RosterProblem


def columns(*headings: str, **mapping: list[str]) -> tuple[Columns, list[RosterProblem]]:
    return find_columns(headings, {name.replace("_", "-"): words for name, words in mapping.items()}, 1)


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        ("name", "Name|STUDENT NAME|student|Full name|Student Name (Last, First)|LastFirst"),
        ("first-name", "First Name|first|Student First Name|Given name|Preferred first name"),
        ("last-name", "Last Name|Surname|Student's last name|Family name"),
        ("homeroom", "Homeroom|Home Room|HR|Advisory|Class|Section|Homeroom Teacher|Group"),
        ("grade", "Grade|Grade level|Gr.|GradeLevel|Current grade"),
        ("email", "E-mail|EMAIL|Email address|Parent email|Guardian E-Mail|Parent/Guardian Email Address|"
                  "Student email|E-mail (parent)|Mail"),
        ("language", "Language|Home language|Preferred Language|Language(s) spoken at home"),
        ("state", "State|ST|State or territory"),
        ("careers", "Careers|Career|career_1|Career #2|Interests|Occupation|Occupations|Choice 1|1st choice|"
                    "Second choice|Top career|SOC code|O*NET-SOC Code|Career interests|Career of interest|Job title"),
        ("copies", "Copies|Count|Qty|No. of copies|Number of copies"),
    ],
)  # fmt: skip
def test_common_names(field: str, headings: str) -> None:
    for heading in headings.split("|"):
        assert field_named(heading) == field, heading


@pytest.mark.parametrize(
    "heading", ["Student ID", "Gender", "Phone", "GPA", "Counselor", "Date", "Timestamp", "Address", "Career date", ""]
)
def test_other_columns_are_not_used(heading: str) -> None:
    found, problems = columns("Name", heading, "Careers")
    assert not problems
    assert found.unused == ((1,) if heading else ())


def test_several_columns_of_careers_in_their_order() -> None:
    found, problems = columns("First name", "Choice 1", "Last name", "Choice 2", "Choice 3")
    assert not problems
    assert found.places == {"first-name": (0,), "careers": (1, 3, 4), "last-name": (2,)}


def test_a_whole_name_goes_before_its_parts() -> None:
    found, problems = columns("Last name", "Student", "Careers")
    assert not problems
    assert found.headings_of("name") == ("Student",)
    assert found.unused == (0,)


def test_two_columns_for_one_thing_must_be_told_apart() -> None:
    headings = ("Name", "Student e-mail", "Parent e-mail", "Careers")
    _, (problem,) = columns(*headings)
    assert problem.what == "several columns could be it: “Student e-mail”, “Parent e-mail”"
    assert problem.cure.startswith('Say which: --column email="Student e-mail".')
    found, problems = columns(*headings, email=["parent email"])
    assert not problems
    assert found.headings_of("email") == ("Parent e-mail",)
    assert found.unused == (1,)


def test_what_must_be_there() -> None:
    _, problems = columns("Grade", "Hobby")
    assert [problem.column for problem in problems] == ["careers", "name"]
    assert 'say which it is: --column careers="Interests". The columns are “Grade”, “Hobby”.' in problems[0].cure


def test_mapping_by_heading_or_its_beginning() -> None:
    question = "Which jobs interest you most? (up to three)"
    for words in (question, "which JOBS interest"):
        found, problems = columns("Name", question, "Class", careers=[words])
        assert not problems
        assert found.headings_of("careers") == (question,)
    found, problems = columns("Name", "Dream", "Plan B", careers=["Plan B", "dream"])
    assert not problems
    assert found.places["careers"] == (2, 1)
    _, (problem,) = columns("Name", "Interest", careers=["Intrest"])
    assert (problem.value, problem.cure) == ("Intrest", "Did you mean “Interest”?")
    _, (problem,) = columns("Name", "Choice A", "Choice B", careers=["Choice"])  # the beginning of two
    assert problem.what == "no column has this heading"

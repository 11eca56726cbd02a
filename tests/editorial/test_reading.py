"""Cutting into sentences, counting syllables, grading, and finding lines."""

from __future__ import annotations

import pytest

from reportgen.editorial.grades import grade
from reportgen.editorial.syllables import syllables
from reportgen.editorial.words import sentences, words
from reportgen.sources.toml_lines import TomlLines

from .sample import GOOD, line_of


@pytest.mark.parametrize(
    ("count", "line"),
    [
        (1, "nurse walked school used notes wheels watched through clothes planned eye tired chart's"),
        (2, "patient doctor wanted needed table people business glasses houses quickly safety homework quiet rhythm"),
        (3, "hospital area idea employer electric carefully industry warehouses medicine musical employee"),
        (4, "responsible material education veterinarian's-aide community appreciate"),
        (5, "university administrative association"),
    ],
)
def test_syllables(count: int, line: str) -> None:
    found = {word: syllables(word) for word in line.split() if "-" not in word}
    assert found == dict.fromkeys(found, count)


def test_compounds_and_capitals() -> None:
    assert [syllables(word) for word in ("job-site", "CPR", "OSHA", "HVAC")] == [2, 3, 2, 4]


def test_sentences_end_where_they_end() -> None:
    assert sentences("Ask Dr. Lee. In the U.S. it is so! Is it? Yes") == [
        "Ask Dr. Lee.",
        "In the U.S. it is so!",
        "Is it?",
        "Yes",
    ]
    assert words("Doctors' notes aren't job-site ICD-10 files.") == [
        "Doctors",
        "notes",
        "aren't",
        "job-site",
        "ICD",
        "files",
    ]


def test_the_grade_is_flesch_and_kincaids() -> None:
    # 6 words, 1 sentence, 6 syllables.
    assert grade(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    # 9 words, 2 sentences, 11 syllables.
    assert grade(["The doctor reads.", "We write down what happened here."]) == pytest.approx(
        0.39 * 9 / 2 + 11.8 * 11 / 9 - 15.59
    )
    assert grade([]) == 0


def test_lines_of_values() -> None:
    lines = TomlLines(GOOD)
    assert lines.line(("summary",)) == 3
    assert lines.line(("duties",), "Check each chart for missing names, test results or reports") == 7
    assert lines.line(("pathway", 1, "line")) == line_of(GOOD, 'line = "Study medical coding')
    assert lines.line(("prepare", "after"), "Book your exam soon after the last class.") == line_of(GOOD, "after = [")
    assert lines.line(("no such key",)) == 1
    assert TomlLines('a = """\nb = 1\n"""\nc = "x \\"y\\""').line(("c",), 'x "y"') == 4

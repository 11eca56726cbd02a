"""The texts that we ship: the checker has nothing to say about any that is there."""

from __future__ import annotations

import pytest

from reportgen.editorial.check import check_texts
from reportgen.editorial.known import known_here
from reportgen.editorial.report import as_lines
from reportgen.editorial.rules import rules, spelling_allowed
from reportgen.resources import folder
from reportgen.sources.editorial import shipped_folder


def test_no_finding_in_the_shipped_texts() -> None:
    if not shipped_folder().is_dir():
        pytest.skip("there are no texts yet")
    report = check_texts(shipped_folder(), known_here())
    assert not report.findings, "\n".join(as_lines(report))


def test_the_lists_are_in_order() -> None:
    allowed = (folder("data") / "rules" / "spelling-allow.txt").read_text(encoding="utf-8").splitlines()
    assert allowed == sorted(set(allowed)), "sort it: LC_ALL=C sort -u -o FILE FILE"
    assert spelling_allowed() and rules()["lengths"]
    rows = (folder("data") / "rules" / "syllables.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert rows == sorted(set(rows))

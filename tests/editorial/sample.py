"""A text without a fault, as its file has it, and the same with a fault planted."""

from __future__ import annotations

from pathlib import Path

from reportgen.editorial.check import Report, check_texts
from reportgen.editorial.entry import Entry
from reportgen.editorial.finding import Finding
from reportgen.editorial.known import Known

GOOD = Path(__file__).with_name("good.toml").read_text(encoding="utf-8")
AWARD = Entry("Postsecondary nondegree award", None)
KNOWN = Known(entries={"29-2072": AWARD}, titles={"29-2072": "Medical Records Specialists"})


def with_fault(old: str, new: str, text: str = GOOD) -> str:
    """The text with `old` replaced: it must stand there once, so that the fault is where the test thinks it is."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the sample"
    return text.replace(old, new)


def write(folder: Path, text: str = GOOD, name: str = "29-2072.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def checked(folder: Path, text: str = GOOD, known: Known = KNOWN) -> Report:
    return check_texts(write(folder, text), known)


def only_finding(report: Report) -> Finding:
    assert len(report.findings) == 1, "\n".join(map(str, report.findings))
    return report.findings[0]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1

"""A report in words."""

from __future__ import annotations

from reportgen.editorial.check import Report


def as_lines(report: Report) -> list[str]:
    """A line for each finding, then what was not checked, then the counts."""
    return [*(str(finding) for finding in report.findings), *report.not_checked, summary(report)]


def summary(report: Report) -> str:
    grade = f"{report.average_grade:.1f}" if report.average_grade is not None else "-"
    findings = "1 finding" if len(report.findings) == 1 else f"{len(report.findings)} findings"
    files = "1 file" if report.files == 1 else f"{report.files} files"
    return (
        f"{findings} in {files}: {report.words:,} words, average reading grade {grade}, "
        f"{report.near_duplicates} near-duplicates."
    )

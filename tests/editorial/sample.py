"""A text without a fault, as its file has it, and the same with a fault planted."""

from __future__ import annotations

from pathlib import Path

from reportgen.editorial.check import Report, check_texts
from reportgen.editorial.entry import Entry
from reportgen.editorial.finding import Finding
from reportgen.editorial.known import Known

GOOD = """\
soc = "29-2072"
title = "Medical Records Specialists"
summary = "A patient goes home, and the chart lands on your screen. You read the notes and turn each illness into a code. Insurers and clinics rely on that code. You also keep the file complete and private. Most of the work is done at a desk in hospitals, clinics and nursing homes."
duties = [
  "Read the notes of a visit and pick the code that fits best",
  "Write to a doctor and ask what was meant by a vague note",
  "Check each chart for missing names, test results or reports",
  "Look up the rules when a case is rare or the rules are new",
  "Send records only after you have checked who may see them",
  "Merge two files when one patient was signed in under two names",
]
technical_skills = ["Diagnosis codes (ICD-10-CM)", "Privacy law", "Charts such as MEDITECH", "Spreadsheets", "Typing"]
personal_qualities = ["keeps secrets", "steady focus", "curious about notes", "polite but firm", "honest"]
settings = ["Hospitals", "Doctors' offices", "Nursing homes", "A home desk"]
difficulty = "Your body has it easy, but your eyes do not. You sit for hours in front of a screen. Offices count how many charts you finish, so you must be quick and careful at the same time."
good_fit = [
  "You like puzzles where the proof is in the text",
  "You would rather get one page right than talk to a group",
  "You can hear a story and never repeat it",
  "You notice when two names do not match",
  "You do not mind strict rules",
]
ask_a_worker = [
  "Can you show me how you choose a code?",
  "What do you do when a doctor does not answer?",
  "How does your office check your work?",
]
[[specialisations]]
name = "Clinic coder"
line = "Codes short visits and tests for doctors' offices."
[[specialisations]]
name = "Cancer data specialist"
line = "Follows each cancer case so that doctors learn what helps."
[[specialisations]]
name = "Coding auditor"
line = "Rechecks the charts of other coders."
[[pathway]]
name = "Build the basics in high school"
line = "Take biology and a computer class."
[[pathway]]
name = "Earn a certificate after high school"
line = "Study medical coding at a community college. Some people get an associate's degree."
[[pathway]]
name = "Start with simple charts"
line = "Begin with short visits while a senior coder reads your work."
[[credentials]]
name = "Certified Coding Associate (CCA)"
issuer = "American Health Information Management Association (AHIMA)"
[[strengths]]
text = "A health job without needles"
reason = "You are part of the care through the chart."
[[strengths]]
text = "Each chart tells a new story"
reason = "A broken wrist and a new baby may cross your screen on one morning."
[[strengths]]
text = "Quiet time to think"
reason = "You can work for long stretches with few people cutting in."
[[challenges]]
text = "Hours of sitting"
reason = "Small print can leave you with a stiff neck."
[[challenges]]
text = "You wait on busy doctors"
reason = "A chart stays open until the doctor answers."
[[challenges]]
text = "Sad stories on the screen"
reason = "You may read about pain, and you can tell no one."
[prepare]
grade_9 = ["Sign up for biology and keep a list of body words.", "Learn to type without looking at the keys."]
grade_10 = ["Take a computer class and learn to sort a spreadsheet.", "Find the codes for a broken arm and a bee sting."]
grade_11 = ["Take anatomy at your school.", "Ask a clinic if you can help at the front desk."]
grade_12 = ["Compare coding programs near you.", "Read job ads for coders and note what they ask for."]
after = ["Begin a coding program.", "Book your exam soon after the last class."]
"""
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

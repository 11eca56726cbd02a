"""The way there: pathway steps and the checklist by school year, composed from entry requirements and programmes.

The sentences are ours; what they name (education level, training, programmes, skills) comes from the figures' sources.
"""

from __future__ import annotations

from reportgen.brochure import format as fmt
from reportgen.brochure import names
from reportgen.brochure.sources import SourceList
from reportgen.brochure.value import Checklist, ChecklistGroup, NamedLine, NamedLines
from reportgen.model.profile import OccupationProfile, SkillSource
from reportgen.model.source import Origin
from reportgen.values import dataclass

_PROGRAMS_NAMED = 2
_NOT_REQUIRED = "Not required"
# The times of the checklist, in order, as they are printed.
HEADINGS = {
    "grade_9": "Grade 9",
    "grade_10": "Grade 10",
    "grade_11": "Grade 11",
    "grade_12": "Grade 12",
    "after": "After high school",
}


@dataclass(frozen=True, slots=True)
class _Schooling:
    """What a BLS entry education level means for the last school years: sentences with a hole for the programmes."""

    step: str
    grade_11: str
    grade_12: str
    after: str


# Keys are the eight levels of BLS Table 5.4.
_SCHOOLING = {
    "No formal educational credential": _Schooling(
        "No diploma is required, but most employers like to see one.",
        "Look for a part-time or summer job where you can watch this work being done.",
        "Finish your diploma: it keeps doors open later, even where this job does not ask for it.",
        "Apply directly to employers and ask how they train people who are new.",
    ),
    "High school diploma or equivalent": _Schooling(
        "Finish high school or earn an equivalency (GED or HiSET).",
        "Ask your counselor which career and technical classes come closest to this work.",
        "Finish your diploma and write a one-page résumé with two people who will speak for you.",
        "Apply to employers, and to apprenticeships listed at apprenticeship.gov.",
    ),
    "Some college, no degree": _Schooling(
        "Take some college courses; a full degree is not typical for entry.",
        "Ask about dual-credit classes that count for college, too.",
        "Compare course costs at the nearest community college and file the FAFSA.",
        "Take the courses that employers near you name in their job ads.",
    ),
    "Postsecondary nondegree award": _Schooling(
        "Earn a certificate or diploma after high school, below a degree.",
        "Visit a community college or technical school that teaches {programs}.",
        "Compare certificate programs by length, full cost, and how many students pass the exam; file the FAFSA.",
        "Finish the certificate, then take the exam for any license or certification that employers ask for.",
    ),
    "Associate's degree": _Schooling(
        "Earn an associate’s degree, often at a community college.",
        "Visit a community college that teaches {programs}.",
        "Apply to two or three associate’s programs, check that they are accredited, and file the FAFSA.",
        "Finish the degree, with an internship or clinical placement if the program has one.",
    ),
    "Bachelor's degree": _Schooling(
        "Earn a bachelor’s degree.",
        "Compare colleges that teach {programs}, and what they ask for in math and science.",
        "Apply to colleges that fit your plan and your budget, and file the FAFSA.",
        "Finish the degree, and get experience in it: an internship, a campus job, or a project.",
    ),
    "Master's degree": _Schooling(
        "Earn a bachelor’s degree, then a master’s degree.",
        "Compare colleges that teach {programs}, and ask where their graduates go on to study.",
        "Apply to colleges for a bachelor’s degree that leads to this field, and file the FAFSA.",
        "Keep your grades up for graduate school and ask early about its entrance requirements.",
    ),
    "Doctoral or professional degree": _Schooling(
        "Earn a bachelor’s degree, then a doctoral or professional degree.",
        "Take the hardest math, science, or writing classes that you can do well in.",
        "Apply to colleges for a bachelor’s degree that leads to this field, and file the FAFSA.",
        "Plan for graduate or professional school: entrance exam, costs, and years of study.",
    ),
}
# Training words of BLS Table 5.4 → a line for the pathway.
_TRAINING = {
    "Short-term on-the-job training": "Learn on the job: up to a month of training.",
    "Moderate-term on-the-job training": "Learn on the job: more than a month and up to a year of training.",
    "Long-term on-the-job training": "Learn on the job: more than a year of training.",
    "Apprenticeship": "Work and learn as an apprentice, with pay, until you are a journey worker.",
    "Internship/residency": "Complete an internship or residency under supervision.",
}


def pathway(profile: OccupationProfile, sources: SourceList) -> NamedLines | None:
    """School → education for entry → experience → training, as far as BLS names them."""
    entry = profile.entry
    if entry is None or entry.education not in _SCHOOLING:
        return None
    steps: list[NamedLine] = []
    cited: list[Origin] = [entry.origin]
    if entry.education not in ("No formal educational credential", "High school diploma or equivalent"):
        steps.append(NamedLine("High school diploma", "With the classes that the next step asks for."))
    line = _SCHOOLING[entry.education].step
    programs = _program_names(profile)
    if programs and _needs_program(entry.education):
        line += f" Programs to look for: {programs}."
        cited.append(_program_origin(profile))
    steps.append(NamedLine(entry.education.replace("'", "’"), line))
    if entry.experience:
        steps.append(NamedLine("Experience", f"{entry.experience} in a related occupation is typical before this job."))
    if entry.training:
        steps.append(NamedLine(entry.training, _TRAINING.get(entry.training, "Typical after you are hired.")))
    return NamedLines(tuple(steps), sources.cite(*cited))


def checklist(profile: OccupationProfile, sources: SourceList) -> Checklist | None:
    """Two or three actions for each of grades 9 to 12 and after school."""
    entry = profile.entry
    if entry is None or entry.education not in _SCHOOLING:
        return None
    schooling = _SCHOOLING[entry.education]
    programs = _program_names(profile) or "programs in this field"
    cited: list[Origin | None] = [entry.origin]
    grade_9 = ["Take a free interest test at mynextmove.org and write down your three letters."]
    if profile.interests and profile.interests.high_points:
        letters = "".join(area.value[0] for area in profile.interests.high_points)
        grade_9[0] = f"Take a free interest test at mynextmove.org and compare your letters with {letters}."
        cited.append(profile.interests.origin)
    if profile.handbook:
        grade_9.append("Read the page about this work in the Occupational Outlook Handbook (bls.gov/ooh).")
        cited.append(profile.handbook.origin)
    else:
        grade_9.append("Look this occupation up at onetonline.org and note three tasks that you would like.")
    skill = _skill_to_practice(profile)
    grade_10 = []
    if skill:
        grade_10.append(f"Choose one class or club in which you practice {skill}.")
        cited.append(profile.skills.origin if profile.skills else None)
    grade_10.append(f"Ask one person who does this work {_where(profile)}for a talk or a job shadow.")
    grade_11 = [schooling.grade_11.format(programs=programs)]
    if "{programs}" in schooling.grade_11 and profile.programs:
        cited.append(profile.programs.origin)
    grade_11.append("Read three job ads for this work near you and list what all of them ask for.")
    grade_12 = [
        schooling.grade_12,
        "Ask whether the work needs a license where you live (careeronestop.org lists them).",
    ]
    after = [schooling.after]
    if entry.training in _TRAINING:
        after.append(_AFTER_TRAINING[entry.training])
    elif entry.experience:
        after.append(f"Start in a related job: {names.lowered(entry.experience)} of experience is typical first.")
    else:
        after.append("Keep a record of what you learn: it is your next résumé.")
    groups = [
        ChecklistGroup(heading, tuple(items))
        for heading, items in zip(HEADINGS.values(), (grade_9, grade_10, grade_11, grade_12, after), strict=True)
    ]
    return Checklist(tuple(groups), sources.cite(*cited))


_AFTER_TRAINING = {
    "Short-term on-the-job training": "Ask at the interview who trains new people in the first month.",
    "Moderate-term on-the-job training": "Ask at the interview how the first months of training are set up.",
    "Long-term on-the-job training": "Ask at the interview how training of a year or more is paid and tested.",
    "Apprenticeship": "Find a registered apprenticeship at apprenticeship.gov and note its entry test.",
    "Internship/residency": "Plan for the internship or residency that follows the degree.",
}


def education_label(profile: OccupationProfile) -> str:
    """The entry education as printed, in full."""
    return profile.entry.education.replace("'", "’") if profile.entry else fmt.NOT_PUBLISHED


def training_label(profile: OccupationProfile) -> str:
    """The on-the-job training as printed."""
    return (profile.entry.training or _NOT_REQUIRED) if profile.entry else fmt.NOT_PUBLISHED


def experience_label(profile: OccupationProfile) -> str:
    """The work experience in a related occupation as printed."""
    return (profile.entry.experience or _NOT_REQUIRED) if profile.entry else fmt.NOT_PUBLISHED


def education_sentence(profile: OccupationProfile) -> str:
    """What is typical for entry, in a sentence."""
    if profile.entry is None:
        return ""
    text = f"Most start with {names.education(profile.entry.education)}"
    if profile.entry.education.startswith("No formal"):
        text = "Most start without a formal educational credential"
    if profile.entry.training:
        text += f" and {names.lowered(profile.entry.training)}"
    return f"{text}."


def _needs_program(education: str) -> bool:
    return education not in ("No formal educational credential", "High school diploma or equivalent")


def _program_names(profile: OccupationProfile) -> str:
    if profile.programs is None:
        return ""
    found = [program.title.rstrip(".") for program in profile.programs.programs]
    # "…, General" and "…, Other" stand beside the particular ones; short names read best.
    particular = [name for name in found if not name.endswith(", Other")] or found
    ordered = sorted(particular, key=lambda name: (len(name) > 60, particular.index(name)))
    return " or ".join(f"“{name}”" for name in ordered[:_PROGRAMS_NAMED])


def _program_origin(profile: OccupationProfile) -> Origin:
    assert profile.programs is not None
    return profile.programs.origin


def _skill_to_practice(profile: OccupationProfile) -> str:
    if profile.skills is None:
        return ""
    first = profile.skills.elements[0].name.lower()
    if profile.skills.source is SkillSource.BLS:
        return {"detail oriented": "working with care for detail", "interpersonal": "working with people"}.get(
            first, first
        )
    return first


def _where(profile: OccupationProfile) -> str:
    return "" if profile.area.is_nation else f"in {profile.area.in_prose} "

"""Who fits: interests, skills, tools, workplaces, similar occupations."""

from __future__ import annotations

import re

from reportgen.brochure import format as fmt
from reportgen.brochure import names
from reportgen.brochure.sources import SourceList
from reportgen.brochure.value import (
    IndustryShare,
    InterestBar,
    Interests,
    Similar,
    SimilarOccupation,
    SkillBar,
    SkillsAndTools,
    TopSkills,
    WorkLife,
    Workplaces,
)
from reportgen.model.profile import InterestArea, OccupationProfile, SkillSource

# Holland's areas in a few words of ours.
INTEREST_WORDS = {
    InterestArea.REALISTIC: "hands-on work, tools, outdoors",
    InterestArea.INVESTIGATIVE: "finding out, facts, puzzles",
    InterestArea.ARTISTIC: "making, designing, expressing",
    InterestArea.SOCIAL: "helping, teaching, caring",
    InterestArea.ENTERPRISING: "leading, persuading, selling",
    InterestArea.CONVENTIONAL: "order, records, clear rules",
}
# "(OEWS Designation)", "(3251, 3252, 3253, and 3259 only)"
_REMARK = re.compile(r" \((OEWS Designation|[^)]* only)\)")
_SKILL_BARS, _TECHNICAL, _PERSONAL = 6, 8, 7


def score_on_ten(score: float) -> float:
    """An O*NET interest score (1-7) on 0-10."""
    return round((score - 1) / 6 * 10, 1)


def interests(profile: OccupationProfile, sources: SourceList) -> Interests | None:
    found = profile.interests
    if found is None:
        return None
    bars = [
        InterestBar(
            name=area.value,
            letter=area.value[0],
            words=INTEREST_WORDS[area],
            score_on_ten=score_on_ten(score),
            label=f"{score_on_ten(score):.1f}",
            is_high_point=area in found.high_points,
        )
        for area, score in zip(InterestArea, found.scores, strict=True)
    ]
    bars.sort(key=lambda bar: -bar.score_on_ten)
    letters = "".join(area.value[0] for area in found.high_points)
    sentence = "The longer the bar, the more the work suits people with that interest."
    if letters:
        named = fmt.joined([area.value for area in found.high_points])
        sentence += f" Its letters are {letters}: {named}. Compare them with your own from an interest test."
    return Interests(tuple(bars), letters, sentence, sources.cite(found.origin))


def letters_in_words(profile: OccupationProfile) -> str:
    """Conventional, Investigative (CI)."""
    if profile.interests is None or not profile.interests.high_points:
        return ""
    points = profile.interests.high_points
    letters = "".join(area.value[0] for area in points)
    return f"{', '.join(area.value for area in points)} ({letters})"


def top_skills(profile: OccupationProfile, sources: SourceList) -> TopSkills | None:
    skills = profile.skills
    if skills is None:
        return None
    bars = tuple(SkillBar(each.name, each.score, str(each.score)) for each in skills.elements[:_SKILL_BARS])
    if skills.source is SkillSource.ONET:
        note = "Importance for the job on a scale from 0 to 100 (O*NET)."
    else:
        note = "Rank among all occupations from 0 to 100 (BLS skill groups"
        note += "; taken by BLS from similar occupations)." if skills.imputed else ")."
    return TopSkills(bars, note, sources.cite(skills.origin))


def skills_and_tools(
    profile: OccupationProfile, sources: SourceList, *, left: bool = True, right: bool = True
) -> SkillsAndTools | None:
    """Left: software and fields of knowledge by name. Right: skills and work styles."""
    technologies, knowledge = (profile.technologies, profile.knowledge) if left else (None, None)
    styles, skills = (profile.styles, profile.skills) if right else (None, None)
    technical: list[str] = list(technologies.names[:_TECHNICAL]) if technologies else []
    if knowledge and len(technical) < _TECHNICAL:
        technical += [each.name for each in knowledge.elements[: _TECHNICAL - len(technical)]]
    personal: list[str] = [style.name for style in styles.styles] if styles else []
    if skills:
        personal += [each.name for each in skills.elements[:4] if each.name not in personal]
    if not technical and not personal:
        return None
    note = ""
    return SkillsAndTools(
        tuple(technical),
        tuple(personal[:_PERSONAL]),
        note,
        sources.cite(
            technologies.origin if technologies else None,
            knowledge.origin if knowledge and len(technical) > 0 else None,
            styles.origin if styles else None,
            skills.origin if skills else None,
        ),
    )


def workplaces(profile: OccupationProfile, sources: SourceList) -> Workplaces | None:
    """The industries with most of the jobs in the nation."""
    if profile.industries is None:
        return None
    shares = tuple(
        IndustryShare(industry_name(each.title), each.share_percent, fmt.percent(each.share_percent))
        for each in profile.industries.leading
        if each.share_percent >= 1
    )
    if not shares:
        return None
    self_employed = profile.projection.self_employed_percent if profile.projection else None
    sentence = "Share of the U.S. jobs of this occupation that are in each industry."
    cited = [profile.industries.origin]
    if self_employed and self_employed >= 1 and profile.projection:
        sentence += f" Besides, {fmt.percent(self_employed)} work for themselves."
        cited.append(profile.projection.origin)
    return Workplaces((), shares, sentence, sources.cite(*cited))


def industry_name(title: str) -> str:
    """An industry's title in sentence case, without the remark on its designation or its NAICS codes."""
    plain = _REMARK.sub("", title)
    return fmt.capitalised(plain.lower()).replace("u.s.", "U.S.")


def work_life(profile: OccupationProfile, sources: SourceList) -> WorkLife | None:
    found = profile.work_life
    if found is None:
        return None
    sentence = (
        "The higher, the shorter and steadier the week and the lower the time pressure (our computation from O*NET)."
    )
    return WorkLife(found.index, f"{found.index:.1f} of{fmt.NBSP}10", sentence, sources.cite(found.origin))


def similar(profile: OccupationProfile, sources: SourceList) -> Similar | None:
    if not profile.related:
        return None
    rows = []
    elsewhere = False
    for each in profile.related:
        text = fmt.wage_with_unit(each.median)
        if each.median.is_published and each.median_area != profile.area:
            text += " (U.S.)"
            elsewhere = True
        rows.append(
            SimilarOccupation(
                names.title(each.title), text, each.median.is_published, names.title(each.entry_education or "")
            )
        )
    note = f"Median pay in {names.place(profile.area)}".rstrip(".") + "."  # “the U.S.” brings its own
    if elsewhere:
        note = f"Median pay in {names.place(profile.area)}; (U.S.) where the state’s is not published."
    return Similar(tuple(rows), note, sources.cite(profile.here.origin, *(each.origin for each in profile.related)))

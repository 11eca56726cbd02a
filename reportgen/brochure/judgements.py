"""Strengths and challenges: which rules speak, in which order, and what `data explain` says of them.

The rules themselves are in `judgement_rules.py`, their thresholds in `data/rules/judgements.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from reportgen.brochure import judgement_rules as rules
from reportgen.brochure.judgement_rules import Finding, Rule
from reportgen.brochure.sources import SourceList
from reportgen.brochure.value import Judgements
from reportgen.model.profile import OccupationProfile
from reportgen.profile.explain import Explanation

_MOST = 4

# In the order in which they are printed; a layout that is short of room drops the last ones.
STRENGTHS: tuple[Rule, ...] = (
    Rule("pay_against_all", rules.pay_above_all),
    Rule("growth", rules.growing),
    Rule("same_schooling", rules.more_than_same_schooling),
    Rule("many_openings", rules.many_openings),
    Rule("location_quotient", rules.common_here),
    Rule("short_schooling", rules.short_schooling),
    Rule("pay_range", rules.wide_pay_range),
    Rule("freedom", rules.freedom),
)
CHALLENGES: tuple[Rule, ...] = (
    Rule("growth", rules.shrinking),
    Rule("pay_against_all", rules.pay_below_all),
    Rule("same_schooling", rules.less_than_same_schooling),
    Rule("growth", rules.slow),
    Rule("long_schooling", rules.long_schooling),
    Rule("experience", rules.experience_first),
    Rule("few_jobs", rules.few_jobs_here),
    Rule("few_openings", rules.few_openings),
    Rule("location_quotient", rules.rare_here),
    Rule("exposure", rules.exposed),
    Rule("repetition", rules.repetition),
    Rule("exactness", rules.exactness),
    Rule("public", rules.public),
    Rule("disease", rules.disease),
)


def judgements(profile: OccupationProfile, sources: SourceList) -> Judgements | None:
    """At most four strengths and four challenges; None when no rule has anything to say."""
    strengths, challenges = _spoken(profile, STRENGTHS), _spoken(profile, CHALLENGES)
    if not strengths and not challenges:
        return None
    return Judgements(
        tuple(finding.judgement for _, finding in strengths),
        tuple(finding.judgement for _, finding in challenges),
        sources.cite(*(citation for _, finding in (*strengths, *challenges) for citation in finding.citations)),
    )


def _spoken(profile: OccupationProfile, known: Sequence[Rule]) -> list[tuple[Rule, Finding]]:
    return list(islice(((rule, found) for rule in known if (found := rule.find(profile))), _MOST))


FIELDS = {"strengths": STRENGTHS, "challenges": CHALLENGES}


def explain(profile: OccupationProfile, field: str) -> tuple[Explanation, ...]:
    """The printed judgements of one side with their reasons, cells and thresholds; `field` is a key of `FIELDS`."""
    return tuple(
        Explanation(
            field,
            finding.judgement.text,
            finding.judgement.reason,
            finding.citations,
            rules.rule_in_words(rule.key),
        )
        for rule, finding in _spoken(profile, FIELDS[field])
    )

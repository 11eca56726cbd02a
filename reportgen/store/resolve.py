"""Words → one occupation, area or group. What the words may be is written in docs/cli.md, "Naming an occupation"."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from reportgen.errors import NoSuchDataError, UsageError
from reportgen.model.area import NATION_FIPS, Area, AreaKind
from reportgen.model.soc import SocCode
from reportgen.store import search
from reportgen.store.reader import Store

_CODE = re.compile(r"(\d\d)-?(\d{4})(\.\d\d)?\Z", re.ASCII)
_MOST_CANDIDATES = 10
_NATION_WORDS = frozenset(
    {"us", "u s", "usa", "u s a", "united states", "united states of america", "nation", "national", "0", "00"}
)
_DISTRICT_WORDS = frozenset({"washington dc", "washington d c", "district of columbia", "d c"})
# Words of nearly every group's title: they tell none apart.
_GROUP_FILLER = frozenset({"occupation", "occupations", "and", "the", "group"})


class UnclearOccupationError(UsageError):
    """Words that do not name one occupation. `candidates`, best first, are those that they fit (`fits`), or else those
    that are spelt alike."""

    def __init__(self, what: str, *, cure: str, candidates: Iterable[str], fits: bool) -> None:
        super().__init__(what, cure=cure)
        self.candidates = tuple(SocCode(soc) for soc in candidates)
        self.fits = fits


def occupation(store: Store, words: str, *, suggests: bool = True) -> SocCode:
    """The occupation that `words` name. The first rule that finds exactly one decides:

    1. a SOC code ("29-2072", "292072", or an O*NET code of it, "29-2072.00");
    2. the official title, without regard to case, punctuation and plural ("electrician");
    3. all words, or their beginnings, in exactly one official title ("medical records");
    4. where no official title holds them all: an alternate title that is exactly these words in one occupation only;
    5. where no official title holds them all: alternate titles with all these words in one occupation only.

    Raises UnclearOccupationError when the words fit several (the candidates are listed) or none (with suggestions,
    which take their time, unless `suggests` is False), UsageError for the code of a group, and NoSuchDataError for a
    real SOC code that OEWS does not publish by itself.
    """
    text = " ".join(words.split())
    if match := _CODE.match(text):
        return _by_code(store, f"{match[1]}-{match[2]}")
    if exact := search.exact_title(store, text):
        return SocCode(exact)
    official = search.official_titles_with(store, text)
    if len(official) == 1:
        return SocCode(official[0])
    matches = search.search(store, text, limit=40)
    if not official:
        same = [match for match in matches if search.is_same_title(match.matched, text)]
        for only in (same, matches):
            if len(only) == 1:
                return SocCode(only[0].soc)
    found = _as_ranked(official, matches) or [match.soc for match in matches]
    if found:
        raise _ambiguous(store, text, found)
    alike = search.suggestions(store, text) if suggests else []
    raise UnclearOccupationError(
        f"No occupation is called “{text}”.",
        cure=_did_you_mean(alike),
        candidates=[soc for title in alike for soc, known in store.occupation_titles.items() if known == title],
        fits=False,
    )


def area(store: Store, words: str) -> Area:
    """The nation, state or territory that `words` name: abbreviation, name or FIPS code, in any case.

    Raises UsageError, with the nearest names, when there is none.
    """
    plain = _plain(words)
    if plain in _NATION_WORDS:
        return store.nation
    known = [each for each in store.areas.values() if each.kind is not AreaKind.NONMETROPOLITAN]
    if plain in _DISTRICT_WORDS:
        plain = "dc"
    if plain.isdigit():
        plain = plain.zfill(2)
    for each in known:
        if plain in (each.fips, _plain(each.abbreviation), _plain(each.name), _plain(each.in_prose)):
            return each
    names = {_plain(each.name): each for each in known}
    near = [names[name] for name in difflib.get_close_matches(plain, names, n=3, cutoff=0.6)]
    hint = _either(f"{each.name} ({each.abbreviation})" for each in near)
    raise UsageError(
        f"There is no state or territory “{words}”.",
        cure=f"Did you mean {hint}?" if near else "Name it by abbreviation (TX), name (Texas) or FIPS code (48).",
    )


def groups(store: Store, words: str) -> list[SocCode]:
    """The SOC major groups that `words` name: a code ("29-0000" or "29"), or words that their titles hold.

    Words may fit several groups ("healthcare" fits two); all of them are meant. Raises UsageError when none fits.
    """
    majors = {soc: title for soc, title in store.group_titles.items() if soc != f"{NATION_FIPS}-0000"}
    text = words.strip()
    if re.fullmatch(r"\d\d(-?0000)?", text):
        if f"{text[:2]}-0000" in majors:
            return [SocCode(f"{text[:2]}-0000")]
    else:
        wanted = [word for word in _plain(text).split() if word not in _GROUP_FILLER]
        found = [
            SocCode(soc)
            for soc, title in majors.items()
            if wanted and all(any(part.startswith(word) for part in _plain(title).split()) for word in wanted)
        ]
        if found:
            return found
    listed = "\n".join(f"  {soc}  {title}" for soc, title in majors.items())
    raise UsageError(f"There is no major group “{words}”.", cure=f"The groups are:\n{listed}")


def _by_code(store: Store, code: str) -> SocCode:
    if code in store.occupation_titles:
        return SocCode(code)
    if code in store.group_titles:
        raise UsageError(
            f"{code} is not one occupation but the group {store.group_titles[code]}.",
            cure=f"Use --group {code} for all its occupations.",
        )
    within = {row["soc"] for row in store.rows("onet_to_soc") if row["onet_soc"].startswith(code)}
    within &= store.occupation_titles.keys()
    if within:
        listed = _either(f"{soc} {store.occupation_titles[soc]}" for soc in sorted(within))
        raise NoSuchDataError(
            f"OEWS ({store.wage_releases.period}) does not publish {code} by itself.",
            cure=f"It is part of {listed}.",
        )
    if store.row("soc_code", soc=code):
        raise NoSuchDataError(
            f"{code} is a SOC code, but OEWS ({store.wage_releases.period}) publishes no such occupation.",
            cure="`reportgen occupations search WORDS` finds those that it does publish.",
        )
    near = difflib.get_close_matches(code, store.occupation_titles, n=3, cutoff=0.7)
    raise UnclearOccupationError(
        f"There is no occupation with the code {code}.",
        cure=_did_you_mean(f"{soc} {store.occupation_titles[soc]}" for soc in near),
        candidates=near,
        fits=False,
    )


def _as_ranked(official: list[str], matches: list[search.Match]) -> list[str]:
    places = {match.soc: place for place, match in enumerate(matches)}
    return sorted(official, key=lambda soc: places.get(soc, len(places)))


def _ambiguous(store: Store, text: str, found: list[str]) -> UnclearOccupationError:
    shown = found[:_MOST_CANDIDATES]
    lines = "\n".join(f"  {soc}  {store.occupation_titles[soc]}" for soc in shown)
    more = f"\n  and {len(found) - len(shown)} more" if len(found) > len(shown) else ""
    return UnclearOccupationError(
        f"“{text}” fits {len(found)} occupations:\n{lines}{more}",
        cure=f'Give one of the codes or a whole title; `reportgen occupations search "{text}"` shows why each fits.',
        candidates=found,
        fits=True,
    )


def _did_you_mean(names: Iterable[str]) -> str:
    listed = _either(names)
    search_hint = "`reportgen occupations search WORDS` also looks through alternate titles."
    return f"Did you mean {listed}? {search_hint}" if listed else search_hint


def _either(names: Iterable[str]) -> str:
    *before, last = list(names) or [""]
    return f"{', '.join(before)} or {last}" if before else last


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold())).removeprefix("the ")

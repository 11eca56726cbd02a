"""Words → one group of occupations: a SOC major group, or a group of the Occupational Outlook Handbook."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from reportgen import resources
from reportgen.errors import EnvironmentLacksError, NoSuchDataError, UsageError
from reportgen.model.area import NATION_FIPS
from reportgen.model.group import GroupKind, OccupationGroup
from reportgen.model.soc import SocCode
from reportgen.store.reader import Store

_CODE = re.compile(r"(\d\d)(-?0000)?\Z", re.ASCII)
# Words that tell no group from another.
_FILLER = frozenset({"occupation", "occupations", "job", "jobs", "career", "careers", "group", "and", "the", "in"})
_HANDBOOK = "handbook"
_ARMED_FORCES = ("55-0000", ("military", "armed", "army", "navy"))
_MOST_SUGGESTED = 4


def all_groups(store: Store) -> list[OccupationGroup]:
    """The SOC major groups in code order, then the Handbook's groups by name.

    Raises EnvironmentLacksError where the store's crosswalk has a Handbook group that we have no name for.
    """
    return [*_soc_groups(store), *_handbook_groups(store)]


def group_named(store: Store, words: str) -> OccupationGroup:
    """The group that `words` name: a SOC code ("29-0000", "29"), a whole name, or words that one name alone holds.

    "Occupations", "jobs" and the like may be left out or added. Where a SOC major group and a group of the Handbook
    have the same name, the SOC group is meant, which has all the occupations, unless the words hold "Handbook". Raises
    UsageError for words that fit several groups (they are listed) or none (with the nearest), NoSuchDataError for the
    armed forces.
    """
    known = all_groups(store)
    text = " ".join(words.split())
    wanted = _key(text)
    if _HANDBOOK in wanted:
        wanted = tuple(word for word in wanted if word != _HANDBOOK)
        known = [group for group in known if group.kind is GroupKind.HANDBOOK]
    code, armed = _ARMED_FORCES
    if match := _CODE.match(text):
        asked = f"{match[1]}-0000"
        found = [group for group in known if group.kind is GroupKind.SOC and group.major.value == asked]
        if asked == code:
            raise _armed_forces()
        if not found:
            raise _unknown(text, known)
        return found[0]
    fits: list[OccupationGroup] = []
    if wanted:
        fits = _without_twins([group for group in known if _key(group.title) == wanted])
        fits = fits or _without_twins([group for group in known if _holds(_key(group.title), wanted)])
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise UsageError(
            f"“{text}” fits {len(fits)} groups:\n{listing(fits)}",
            cure="Give a code or a whole name.",
        )
    if any(difflib.get_close_matches(word, armed, n=1, cutoff=0.8) for word in wanted):
        raise _armed_forces()
    raise _unknown(text, known)


def listing(groups: Iterable[OccupationGroup]) -> str:
    """A line for each group, for messages."""
    return "\n".join(f"  {_code(group)}  {group.title} ({group.kind.value})" for group in groups)


def _code(group: OccupationGroup) -> str:
    return group.major.value if group.kind is GroupKind.SOC else " " * len(group.major.value)


def _unknown(text: str, known: Sequence[OccupationGroup]) -> UsageError:
    keys = {" ".join(_key(group.title)): group for group in _without_twins(list(known))}
    near = difflib.get_close_matches(" ".join(_key(text)), keys, n=_MOST_SUGGESTED, cutoff=0.5)
    # One word of a longer name may be misspelt, too.
    near += [
        key
        for key in keys
        if key not in near and any(difflib.get_close_matches(word, key.split(), n=1, cutoff=0.8) for word in _key(text))
    ]
    suggested = [keys[key] for key in near[:_MOST_SUGGESTED]]
    cure = f"The nearest:\n{listing(suggested)}\n" if suggested else ""
    return UsageError(f"There is no group “{text}”.", cure=f"{cure}`reportgen poster --list-groups` lists all of them.")


def _armed_forces() -> NoSuchDataError:
    return NoSuchDataError(
        "Neither OEWS nor the Employment Projections cover the armed forces: there are no figures for a poster.",
        cure="`reportgen poster --list-groups` lists the groups that there are. Military careers: todaysmilitary.com",
    )


def _key(title: str) -> tuple[str, ...]:
    return tuple(word for word in re.findall(r"\w+", title.casefold()) if word not in _FILLER)


def _holds(title: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return all(any(part.startswith(word) for part in title) for word in wanted)


def _without_twins(groups: list[OccupationGroup]) -> list[OccupationGroup]:
    """Of groups with the same name the first, which is the SOC group."""
    return list({_key(group.title): group for group in reversed(groups)}.values())[::-1]


def _soc_groups(store: Store) -> list[OccupationGroup]:
    members: dict[str, list[SocCode]] = {}
    for soc in map(SocCode, store.occupation_titles):
        members.setdefault(soc.major.value, []).append(soc)
    return [
        OccupationGroup(GroupKind.SOC, title, SocCode(code), tuple(members.get(code, ())))
        for code, title in store.group_titles.items()
        if code != f"{NATION_FIPS}-0000"
    ]


def _handbook_groups(store: Store) -> list[OccupationGroup]:
    members: dict[str, set[str]] = {}
    pages: dict[str, str] = {}
    for row in store.rows("onet_to_soc", order_by="onet_soc"):
        name = row["handbook_group"]
        if name and row["soc"] in store.occupation_titles:
            members.setdefault(name, set()).add(row["soc"])
            pages.setdefault(name, _folder(row["handbook_url"]))
    found = []
    for name, socs in members.items():
        ordered = tuple(map(SocCode, sorted(socs)))
        major = Counter(soc.major for soc in ordered).most_common(1)[0][0]
        found.append(OccupationGroup(GroupKind.HANDBOOK, _titled(name), major, ordered, pages[name]))
    return sorted(found, key=lambda group: group.title)


def _folder(profile_url: str) -> str:
    """The group's page: the folder of its profiles. The crosswalk spells the Handbook OOH, the site ooh."""
    return profile_url.replace("/OOH/", "/ooh/").rpartition("/")[0] + "/"


def _titled(name: str) -> str:
    try:
        return _titles()[name]
    except KeyError:
        raise EnvironmentLacksError(
            f"The store names a Handbook group “{name}”, which reportgen does not know.",
            cure="Get a newer reportgen, or add the name to data/rules/handbook-groups.toml.",
        ) from None


@cache
def _titles() -> Mapping[str, str]:
    path = resources.folder("data") / "rules" / "handbook-groups.toml"
    titles: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["title"]
    return titles

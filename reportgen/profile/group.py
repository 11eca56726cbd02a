"""The store → the figures of one group of occupations in an area, as a poster needs them."""

from __future__ import annotations

from reportgen.errors import NoSuchDataError
from reportgen.model.area import Area
from reportgen.model.group import OccupationGroup
from reportgen.model.profile import EntryRequirement, Projection, WageEstimate
from reportgen.model.soc import SocCode
from reportgen.model.source import Origin
from reportgen.profile import outlook, wages
from reportgen.store.reader import Store
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class GroupMember:
    """One occupation of a group: its pay and jobs in the area, the nation's projection, and what entry takes."""

    soc: SocCode
    title: str
    here: WageEstimate
    projection: Projection | None
    entry: EntryRequirement | None


@dataclass(frozen=True, slots=True)
class GroupProfile:
    """A group in an area. `members` are the occupations that the area publishes, in code order.

    `origin` says who made the group.
    """

    group: OccupationGroup
    area: Area
    members: tuple[GroupMember, ...]
    origin: Origin | None


def group_profile(store: Store, group: OccupationGroup, area: Area) -> GroupProfile:
    """The figures of `group` in `area`. Raises NoSuchDataError where the area publishes none of its occupations."""
    members = []
    for soc in group.socs:
        here = wages.estimate(store, soc, area)
        if here is not None and here.has_any_figure:
            members.append(
                GroupMember(
                    soc,
                    store.occupation_titles[soc.value],
                    here,
                    outlook.projection(store, soc),
                    outlook.entry_requirement(store, soc),
                )
            )
    if not members:
        raise NoSuchDataError(
            f"{area.name} publishes no figures for any occupation of the group {group.title} "
            f"({store.wage_releases.period}).",
            cure=f"`reportgen occupations list --state {area.abbreviation}` lists what it publishes; "
            f"without --state you get the nation's poster.",
        )
    return GroupProfile(group, area, tuple(members), _origin(store, group))


def _origin(store: Store, group: OccupationGroup) -> Origin | None:
    """A row of the file that says which occupations are in the group; a SOC group is told by the codes alone."""
    if not group.url:
        return None
    row = store.row("onet_to_soc", soc=group.socs[0].value)
    return store.origin(row, f"group {group.title}") if row else None

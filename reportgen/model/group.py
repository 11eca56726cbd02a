"""Groups of occupations: the SOC major groups and the Occupational Outlook Handbook's."""

from __future__ import annotations

from enum import StrEnum

from reportgen.model.soc import SocCode
from reportgen.values import dataclass


class GroupKind(StrEnum):
    SOC = "SOC major group"
    HANDBOOK = "Handbook group"


@dataclass(frozen=True, slots=True)
class OccupationGroup:
    """A group with the detailed occupations of it that OEWS publishes for the nation, in code order.

    `major` is its own code, or for a group of the Handbook the SOC major group of most of its occupations. `url` is
    the publisher's page about a Handbook group, "" for a SOC group.
    """

    kind: GroupKind
    title: str
    major: SocCode
    socs: tuple[SocCode, ...]
    url: str = ""

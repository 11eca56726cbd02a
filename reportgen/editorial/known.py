"""What the checks hold a text against: BLS entry requirements and names from the store, a dictionary, official texts.

Each may be lacking on a machine; the check that needs it is then left out and the report says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path

from reportgen.editorial.entry import Entry
from reportgen.editorial.official import official_folder
from reportgen.editorial.spelling import dictionary
from reportgen.editorial.words import words
from reportgen.errors import EnvironmentLacksError
from reportgen.store.reader import Store, open_store
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """`entries` and `titles` by SOC code, `names` in lower case; None or empty is what this machine lacks."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    dictionary: Callable[[str], bool] | None = None
    official: Path | None = None

    def lacking(self) -> tuple[str, ...]:
        found = []
        if not self.entries:
            found.append("Pathways were not held against BLS: there is no data store (`reportgen doctor`).")
        if self.dictionary is None:
            found.append("Spelling was not checked: install reportgen[texts].")
        if self.official is None:
            found.append("Texts were not compared with official ones: those are not here (REPORTGEN_SHARED_DATA).")
        return tuple(found)


def known_here(store: Path | None = None) -> Known:
    """Everything that this machine has. `store` names the data store; by default the one that brochures use."""
    try:
        with open_store(store) as opened:
            from_store = (_entries(opened), {**opened.group_titles, **opened.occupation_titles}, _names(opened))
    except EnvironmentLacksError:
        if store is not None:
            raise
        from_store = ({}, {}, frozenset())
    return Known(*from_store, dictionary(), official_folder())


def _entries(store: Store) -> dict[str, Entry]:
    """soc → what the newest projections say of it."""
    newest = store.newest("employment-projections")
    rows = store.rows("entry_requirement", release_id=newest) if newest is not None else []
    return {row["soc"]: Entry(row["education"], row["training"]) for row in rows}


def _names(store: Store) -> frozenset[str]:
    """The words of software names and of official titles: "MEDITECH", "Gaugers"."""
    rows = store.query("SELECT example AS name FROM technology UNION SELECT title FROM onet_occupation")
    return frozenset(word.lower() for row in rows for word in words(row["name"]))

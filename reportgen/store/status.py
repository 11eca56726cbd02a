"""What the store holds and how old it is, and which files could be imported."""

from __future__ import annotations

import datetime

from reportgen.model.source import Release, SourceFile
from reportgen.sources import spec
from reportgen.store.reader import Store
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class ReleaseStatus:
    """An edition in the store. `newer` says in words which edition is known to be out, "" for none known.

    `age_months` counts from the publication, None where the publisher gives no date. `is_default` marks the OEWS
    editions that brochures are made from; the others serve the trend.
    """

    release: Release
    files: tuple[SourceFile, ...]
    rows: int
    age_months: int | None
    newer: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file that reportgen can import. `unsupported` says why an edition cannot be used, "" when it can."""

    release: Release
    part: str
    names: tuple[str, ...]
    kind: str
    shipped: bool
    unsupported: str


def releases(store: Store, today: datetime.date) -> list[ReleaseStatus]:
    """Every edition in the store, by source and then oldest first."""
    newer = {each.release.key: each.newer for each in spec.all_releases()}
    default = (store.wage_releases.national_id, store.wage_releases.state_id)
    files = list(store.files.values())
    found = []
    for source in sorted({release.source for release in store.releases.values()}):
        for release_id in store.release_ids(source):
            release = store.releases[release_id]
            own = tuple(file for file in files if file.release_key == release.key)
            found.append(
                ReleaseStatus(
                    release=release,
                    files=own,
                    rows=sum(file.row_count for file in own),
                    age_months=months_since(release.published_on, today),
                    newer=newer.get(release.key, ""),
                    is_default=release_id in default,
                )
            )
    return found


def known_files() -> list[KnownFile]:
    """Every file that `data/sources` describes, in the order of its releases."""
    return [
        KnownFile(
            each.release,
            file.part,
            file.names,
            file.kind,
            file.shipped and not file.holds_sentences,
            each.unsupported,
        )
        for each in spec.all_releases()
        for file in each.files
    ]


def months_since(published_on: str, today: datetime.date) -> int | None:
    """Whole months from an ISO date, month or year to `today`; None for "" and never negative."""
    if not published_on:
        return None
    year, month, day = ([int(part) for part in published_on.split("-")] + [1, 1])[:3]
    months = (today.year - year) * 12 + today.month - month - (today.day < day)
    return max(months, 0)

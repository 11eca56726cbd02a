"""Which archives `data update` fetches: the newest supported edition of each source, or the ones named."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from reportgen.errors import UsageError
from reportgen.sources import spec
from reportgen.sources.spec import ReleaseSpec
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Archive:
    """A download. `folder` keeps archives of equal names apart; `titles` says what is in it."""

    url: str
    sha256: str | None
    folder: str
    titles: str


def archives_to_fetch(names: Sequence[str] = ()) -> list[Archive]:
    """The archives of the named sources (their newest edition) or release keys; without names, of every source.

    One archive that serves several releases is fetched once. Raises UsageError for an unknown name.
    """
    offered = [each for each in spec.all_releases() if each.archive_url and not each.unsupported]
    if names:
        chosen = [release for name in dict.fromkeys(names) for release in _named(name, offered)]
    else:
        chosen = _newest(offered)
    by_url: dict[str, list[ReleaseSpec]] = {}
    for each in chosen:
        by_url.setdefault(str(each.archive_url), []).append(each)
    return [
        Archive(
            url=url,
            sha256=releases[0].archive_sha256,
            folder=releases[0].release.key,
            titles=", ".join(f"{each.release.title}, {each.release.period}" for each in releases),
        )
        for url, releases in by_url.items()
    ]


def _newest(offered: Sequence[ReleaseSpec]) -> list[ReleaseSpec]:
    """The newest of each series. A source's file may describe several series, told apart by their titles."""
    newest: dict[tuple[str, str], ReleaseSpec] = {}
    for each in sorted(offered, key=lambda each: (each.release.published_on, each.release.period)):
        newest[(each.release.source, each.release.title)] = each
    return sorted(newest.values(), key=lambda each: each.release.key)


def _named(name: str, offered: Sequence[ReleaseSpec]) -> list[ReleaseSpec]:
    exact = [each for each in offered if each.release.key == name]
    if exact:
        return exact
    of_source = _newest([each for each in offered if each.release.source == name])
    if of_source:
        return of_source
    known = sorted({each.release.source for each in offered} | {each.release.key for each in offered})
    near = difflib.get_close_matches(name, known, n=3)
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    raise UsageError(
        f"There is no source “{name}” to download.",
        cure=f"{hint}Sources: {', '.join(sorted({each.release.source for each in offered}))}.",
    )

"""Finding occupations by words, and saying what was probably meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from reportgen.store.reader import Store
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """An occupation that fits the words: its code, its title, and the title that fitted best."""

    soc: str
    title: str
    matched: str
    rank: float


_OFFICIAL, _ONET, _ALTERNATE = 3, 2, 1
_SHORTEST_RESPELT = 4


def search(store: Store, text: str, limit: int = 20) -> list[Match]:
    """Occupations whose title or alternate titles hold all the words of `text`, best first.

    An official title counts more than an O*NET title, and that more than an alternate one; a title that is exactly
    the words counts most, and of two others the one with fewer further words.
    """
    words = _singular(text).split()  # beginnings of words: “panels” finds “Panel” and “Panels”
    if not words:
        return []
    best: dict[str, Match] = {}
    for soc, matched, weight in _titles_with(store, words):
        title = store.occupation_titles.get(soc)
        if title is None:
            continue
        further_words = len(_words(matched)) - len(words)
        rank = further_words - 10.0 * weight - (100.0 if is_same_title(matched, text) else 0.0)
        known = best.get(soc)
        if known is None or rank < known.rank:
            best[soc] = Match(soc, title, matched, rank)
    return sorted(best.values(), key=lambda match: (match.rank, match.soc))[:limit]


def _titles_with(store: Store, words: list[str]) -> Iterator[tuple[str, str, int]]:
    """(soc, title, weight) of every title that holds all words as beginnings of its words."""
    for soc, title in store.occupation_titles.items():
        if _holds(title, words):
            yield soc, title, _OFFICIAL
    for soc, title in _onet_titles(store):
        if _holds(title, words):
            yield soc, title, _ONET
    for code in _onet_codes_with(store, words):
        for row in store.query(
            """SELECT a.title, x.soc FROM alternate_title a JOIN onet_to_soc x USING (onet_soc)
               WHERE a.release_id = :release AND a.onet_soc = :code""",
            release=store.newest("onet"),
            code=code,
        ):
            if _holds(row["title"], words):
                yield row["soc"], row["title"], _ALTERNATE


@lru_cache(maxsize=2)
def _onet_titles(store: Store) -> list[tuple[str, str]]:
    """(soc, title) of every O*NET occupation."""
    rows = store.query("SELECT x.soc, o.title FROM onet_occupation o JOIN onet_to_soc x USING (onet_soc)")
    return [(row["soc"], row["title"]) for row in rows]


def _onet_codes_with(store: Store, words: list[str]) -> Iterator[str]:
    """The O*NET occupations whose alternate titles hold all words, be it in different titles."""
    # Only words that the index surely takes for one word each: it may cut others in two, and looks for no phrases.
    expression = " ".join(f'"{word}"*' for word in words if word.isascii() and word.isalnum())
    if not expression:
        return
    for row in store.query(
        "SELECT rowid FROM title_search WHERE title_search MATCH :words ORDER BY rowid", words=expression
    ):
        key = f"{row['rowid']:08d}"
        yield f"{key[:2]}-{key[2:6]}.{key[6:]}"


def exact_title(store: Store, text: str) -> str | None:
    """The code whose official title is `text`; None when there is none.

    Compared without case, punctuation and the plural ending: "electrician" is the title "Electricians".
    """
    plain = _singular(text)
    return next((soc for soc, title in store.occupation_titles.items() if _singular(title) == plain), None)


def is_same_title(title: str, text: str) -> bool:
    """Whether the two are the same without regard to case, punctuation and plural."""
    return _singular(title) == _singular(text)


def official_titles_with(store: Store, text: str) -> list[str]:
    """Codes whose official title holds all the words of `text` (as beginnings of words)."""
    words = _singular(text).split()
    return [soc for soc, title in store.occupation_titles.items() if words and _holds(title, words)]


def suggestions(store: Store, text: str, limit: int = 3) -> list[str]:
    """Official titles that were perhaps meant by `text`, which fits none.

    Those that its words find when each is spelt as the nearest word of a title; else those spelt like the whole; else
    those that hold one of the words, so spelt.
    """
    known = _words_of_titles(store)
    words = _words(text)
    near = {word: _nearest(word, known) for word in words}
    if found := search(store, " ".join(near[word] or word for word in words), limit):
        return [match.title for match in found]
    lowered = {title.lower(): title for title in store.occupation_titles.values()}
    close = difflib.get_close_matches(text.lower(), lowered, n=limit, cutoff=0.55)
    if not close:
        close = [title for word in filter(None, near.values()) for title in lowered if word in _words(title)]
    return [lowered[title] for title in dict.fromkeys(close)][:limit]


@lru_cache(maxsize=2)
def _words_of_titles(store: Store) -> dict[int, list[str]]:
    """The words of official and O*NET titles, by length."""
    titles = [*store.occupation_titles.values(), *(title for _, title in _onet_titles(store))]
    found: dict[int, list[str]] = {}
    for word in sorted({word for title in titles for word in _words(title)}):
        found.setdefault(len(word), []).append(word)
    return found


def _nearest(word: str, known: Mapping[int, Sequence[str]]) -> str:
    """The known word that is spelt most like `word`; "" for short words and when none is."""
    if len(word) < _SHORTEST_RESPELT:
        return ""
    alike = [each for length in range(len(word) - 2, len(word) + 3) for each in known.get(length, ())]
    return next(iter(difflib.get_close_matches(word, alike, n=1, cutoff=0.8)), "")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower(), flags=re.UNICODE)


def _holds(title: str, words: Sequence[str]) -> bool:
    """Whether each of `words` begins a word of the title."""
    spaced = _spaced(title)
    return all(f" {word}" in spaced for word in words)


@lru_cache(maxsize=8192)  # every look-up goes through all official titles
def _spaced(text: str) -> str:
    """The words, each with a blank before it."""
    return "".join(f" {word}" for word in _words(text))


def _plain(text: str) -> str:
    return " ".join(_words(text))


@lru_cache(maxsize=4096)  # a list of students asks for the same few hundred titles again and again
def _singular(text: str) -> str:
    """`_plain` with plural endings taken off each word: enough to compare titles, not a grammar."""
    return " ".join(_without_plural(word) for word in _plain(text).split())


def _without_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word

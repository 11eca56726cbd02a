"""How many syllables an English word has: rules of spelling, and a list for the words that break them."""

from __future__ import annotations

import csv
import re
from functools import cache

from reportgen import resources

_VOWELS = re.compile(r"[aeiouy]+")
# Two vowels of one group that are spoken apart: "cre-ate", "radi-o", "du-et", "the-ory", "sci-ence", "va-cu-um".
_APART = re.compile(
    r"ia(?!l|n\b|ns\b|ge)|[^ct]ial|io(?!n|us|rs?\b)|riou|iu|[^gq]ua[lt]|eo(?!u|n\b|p)|(?<![ct])ie(?=t|n[ct])"
    r"|[aou]ye(?!d\b|s?\b)|[aeou]y[ao]|scien"
    r"|[^aeiouq]ue(?=l|t|n[ct])|uo(?!u|y)|yi|creat|react|uum\b|[^aeiou]oe[mt]|oi(?=ng)|ei(?=ng|ty)|ui(?=ng|t[yi])|eu(?=m\b)"
)
_SPOKEN_LE = re.compile(r"[^aeiouylr]les?\b")
_SPOKEN_ES = re.compile(r"(?:[sxz]|[cs]h|[cg])es\b")
_SILENT_ED = re.compile(r"(?<=[^aeiouydt])ed\b|(?<=[aeiouy])ed\b(?<!ied)(?<!ated)")
_MUTE_INSIDE = re.compile(
    r"(?<=[^aeiouylr][aeiou][^aeiouylr])e(?=ments?\b|ful\b|less\b|ly\b|ness\b)|(?<=[aeiou]r)e(?=ly\b|ful\b|ments?\b|less\b)"
)


@cache
def _exceptions() -> dict[str, int]:
    path = resources.folder("data") / "rules" / "syllables.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return {row["word"]: int(row["syllables"]) for row in csv.DictReader(handle)}


@cache
def syllables(word: str) -> int:
    """The spoken syllables of a word; a hyphenated word has those of its parts, capitals alone are spelled out."""
    if "-" in word:
        return sum(syllables(part) for part in word.split("-") if part)
    plain = word.lower().removesuffix("'s").removesuffix("'")
    known = _exceptions()
    for stem in (plain, plain.removesuffix("s"), plain.removesuffix("es")):
        if stem in known:
            return known[stem] + _spoken_ending(stem, plain)
    if word.isupper() and 1 < len(word) <= 5:
        return len(word) + 2 * word.count("W")
    return by_spelling(plain)


def _spoken_ending(stem: str, plain: str) -> int:
    """One more syllable where a plural's ending is spoken: "boss-es", "judg-es"."""
    return int(plain != stem and bool(re.search(r"(?:s|x|z|ch|sh|ce|ge|se|ze)\Z", stem)))


def by_spelling(word: str) -> int:
    """The count that the spelling gives, without the list."""
    bare = word.replace("'", "")
    count = len(_VOWELS.findall(bare)) + len(_APART.findall(bare))
    if _SILENT_ED.search(bare) and not re.search(r"[^aeiouylr]led\b", bare):
        count -= bool(re.search(r"[^aeiouy]ed\b", bare))
    elif not _SPOKEN_LE.search(bare) and not _SPOKEN_ES.search(bare) and re.search(r"[^aeiouy]es?\b", bare):
        count -= 1
    count -= len(_MUTE_INSIDE.findall(bare))
    count += len(re.findall(r"[^aeiouy](?:sm|thm)s?\b", bare)) + len(re.findall(r"[aeiouy]sms?\b", bare))
    return max(count, 1)

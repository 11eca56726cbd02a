"""What is said of each occupation in a few lines: duties, strengths, challenges, the way there, what to do now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from reportgen.brochure import judgements
from reportgen.brochure.document import SourceNumbers
from reportgen.brochure.sources import SourceList
from reportgen.brochure.texts import WordedSections
from reportgen.brochure.value import Judgement, Judgements
from reportgen.comparison.value import Lists
from reportgen.model.editorial import EditorialText
from reportgen.model.profile import OccupationProfile

Member = tuple[OccupationProfile, EditorialText | None]
_ENOUGH_WRITTEN = 2  # judgements of one side
Told = tuple[tuple[str, ...], SourceNumbers]


def own_words(members: Sequence[Member]) -> list[Member]:
    """The members without the texts that several of them share.

    The text of a group says the same of each of its occupations, which is no help to choose: figures tell them apart.
    """
    scopes = Counter(text.scope for _, text in members if text)
    return [(profile, text if text and scopes[text.scope] == 1 else None) for profile, text in members]


class WordedLists:
    """The lists of all members."""

    def __init__(self, members: Sequence[Member], sources: SourceList) -> None:
        self._members, self._sources = own_words(members), sources

    def duties(self) -> Lists | None:
        return self._lists(lambda words, _: _items(words.duties()))

    def strengths(self) -> Lists | None:
        return self._lists(lambda words, profile: self._judged(words, profile, lambda each: each.strengths))

    def challenges(self) -> Lists | None:
        return self._lists(lambda words, profile: self._judged(words, profile, lambda each: each.challenges))

    def pathway(self) -> Lists | None:
        """The names of the steps."""

        def told(words: WordedSections, _: OccupationProfile) -> Told:
            steps = words.pathway()
            return (tuple(step.name.rstrip(":.") for step in steps.items), steps.sources) if steps else ((), ())

        return self._lists(told)

    def next_steps(self) -> Lists | None:
        """For each school year the first thing to do, after a colon ("Grade 9: Take biology.")."""

        def told(words: WordedSections, _: OccupationProfile) -> Told:
            found = words.checklist()
            if found is None:
                return (), ()
            return tuple(f"{group.heading}: {group.items[0]}" for group in found.groups), found.sources

        return self._lists(told)

    def _judged(
        self, words: WordedSections, profile: OccupationProfile, side: Callable[[Judgements], tuple[Judgement, ...]]
    ) -> Told:
        """The writer's judgements; with too few of them those from figures, too, which repeat the rows of figures."""
        found = words.judgements()
        if found is None:
            return (), ()
        from_figures = judgements.judgements(profile, SourceList())
        computed = side(from_figures) if from_figures else ()
        written = tuple(each.text for each in side(found) if each not in computed)
        if len(written) >= _ENOUGH_WRITTEN:
            return written, ()
        rest = tuple(each.text for each in side(found) if each in computed)
        return (*written, *rest), found.sources

    def _lists(self, told: Callable[[WordedSections, OccupationProfile], Told]) -> Lists | None:
        cells, cited = [], set[int]()
        for profile, text in self._members:
            items, numbers = told(WordedSections(profile, self._sources, text), profile)
            cells.append(items)
            cited |= set(numbers)
        return Lists(tuple(cells), tuple(sorted(cited))) if any(cells) else None


def _items(found: object) -> Told:
    items: tuple[str, ...] = getattr(found, "items", ())
    return items, getattr(found, "sources", ())

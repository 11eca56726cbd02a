"""The same or near-same line in several files, found by shared runs of words (shingles)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from reportgen.editorial.finding import Finding
from reportgen.editorial.pieces import Piece
from reportgen.editorial.rules import rules
from reportgen.editorial.words import sentences, words
from reportgen.values import dataclass

Shingles = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Repeat:
    """Lines of at least two files that are the same or near-same, a piece for each line."""

    lines: tuple[tuple[Piece, str], ...]

    @property
    def files(self) -> list[str]:
        return sorted({piece.file for piece, _ in self.lines})


def repeats(pieces: Sequence[Piece]) -> list[Repeat]:
    """Every group of near-same lines that spans more than one file, over all pieces of all files."""
    lines = [
        (piece, sentence, shingles)
        for piece in pieces
        if piece.is_sentence  # names and phrases are facts: many need the same degree
        for sentence in sentences(piece.text)
        if (shingles := _shingles(sentence))
    ]
    groups = _joined(len(lines), _near_pairs([shingles for _, _, shingles in lines]))
    found = [Repeat(tuple(lines[index][:2] for index in group)) for group in groups]
    return [repeat for repeat in found if len(repeat.files) > 1]


def too_often(found: Sequence[Repeat]) -> Iterator[Finding]:
    """The lines that stand in more files than the rules allow."""
    most = rules()["repeats"]["most_files"]
    for repeat in found:
        if len(repeat.files) > most:
            for piece, sentence in repeat.lines:
                others = ", ".join(name for name in repeat.files if name != piece.file)
                problem = f"“{sentence}” stands the same or nearly so in {len(repeat.files)} files ({others})"
                yield piece.finding(problem, "Say what is particular to this work.")


def _shingles(sentence: str) -> Shingles:
    size = rules()["repeats"]["shingle_words"]
    plain = [word.lower() for word in words(sentence)]
    if len(plain) < rules()["repeats"]["least_words"]:
        return frozenset()
    return frozenset(zip(*(plain[start:] for start in range(size)), strict=False))


def _near_pairs(every: Sequence[Shingles]) -> Iterator[tuple[int, int]]:
    near = rules()["repeats"]["near"]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, shingles in enumerate(every):
        shared: dict[int, int] = defaultdict(int)
        for shingle in shingles:
            for other in holders[shingle]:
                shared[other] += 1
            holders[shingle].append(index)
        for other, common in shared.items():
            if common / (len(shingles) + len(every[other]) - common) >= near:
                yield other, index


def _joined(count: int, pairs: Iterator[tuple[int, int]]) -> list[list[int]]:
    """The groups that pairs make, in the order of their first members."""
    parent = list(range(count))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for one, two in pairs:
        first, second = sorted((root(one), root(two)))
        parent[second] = first
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(count):
        groups[root(index)].append(index)
    return [group for group in groups.values() if len(group) > 1]

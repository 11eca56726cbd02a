"""Reading grade: Flesch-Kincaid of every field with sentences, and of the file on average."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.editorial.finding import Finding
from reportgen.editorial.pieces import Piece
from reportgen.editorial.rules import rules
from reportgen.editorial.syllables import syllables
from reportgen.editorial.words import sentences, words


def grade(texts: Sequence[str]) -> float:
    """The US school grade that can read these texts: 0.39 words/sentence + 11.8 syllables/word - 15.59."""
    every_sentence = [sentence for text in texts for sentence in sentences(text)]
    every_word = [word for sentence in every_sentence for word in words(sentence)]
    if not every_word:
        return 0.0
    spoken = sum(syllables(word) for word in every_word)
    return 0.39 * len(every_word) / len(every_sentence) + 11.8 * spoken / len(every_word) - 15.59


def grades_of(pieces: Sequence[Piece]) -> dict[str, float]:
    """field → its grade. The lines of a list are judged together: the grade of one short line is chance.

    The school years of `prepare` are one field here, for the same reason.
    """
    texts: dict[str, list[str]] = {}
    for piece in pieces:
        if piece.is_sentence:
            texts.setdefault(_unit(piece), []).append(piece.text)
    return {field: grade(found) for field, found in texts.items()}


def average(pieces: Sequence[Piece]) -> float | None:
    """The mean of the fields' grades, None when no field has sentences."""
    found = grades_of(pieces)
    return sum(found.values()) / len(found) if found else None


def reading_grades(pieces: Sequence[Piece]) -> Iterator[Finding]:
    limits = rules()["grades"]
    for field, value in grades_of(pieces).items():
        if round(value, 1) > limits["highest_of_field"]:
            own = [piece for piece in pieces if piece.is_sentence and _unit(piece) == field]
            hardest = max(own, key=lambda piece: grade([piece.text]))
            problem = f"reads at grade {value:.1f}, above {limits['highest_of_field']:g} (hardest: {hardest.label})"
            yield Finding(hardest.file, hardest.line, field, problem, "Use shorter sentences and everyday words.")
    mean = average(pieces)
    if mean is not None and round(mean, 1) > limits["highest_on_average"]:
        problem = f"reads at grade {mean:.1f} on average, above {limits['highest_on_average']:g}"
        yield Finding(pieces[0].file, 1, "file", problem, "Make the hardest fields plainer.")


def _unit(piece: Piece) -> str:
    return piece.field.partition(".")[0]

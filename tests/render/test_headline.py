from __future__ import annotations

import pytest

from reportgen.charts.text import Font, width
from reportgen.render.headline import fit, without_widow
from tests.render.brochures import ALL

SIZES = ((30.0, 1), (27.0, 1), (25.0, 2), (22.0, 2), (20.0, 2), (18.0, 3))


@pytest.mark.parametrize("title", sorted({brochure.title for brochure in ALL.values()}))
@pytest.mark.parametrize("room", [523.0, 534.0])
def test_every_title_fits_its_lines(title: str, room: float) -> None:
    headline = fit(title, room, SIZES)
    assert " ".join(headline.lines) == title
    assert all(width(line, Font(headline.size_pt, 700)) <= room for line in headline.lines)


def test_lines_are_balanced() -> None:
    headline = fit(ALL["longest_title"].title, 534, SIZES)
    lengths = [width(line, Font(headline.size_pt, 700)) for line in headline.lines]
    assert min(lengths) > 0.8 * max(lengths)


def test_the_last_words_of_a_heading_stay_together() -> None:
    assert without_widow("What can I do now?") == "What can I do\u00a0now?"
    assert without_widow("Key facts") == "Key facts"

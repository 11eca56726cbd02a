"""Lines end where Pango, beneath WeasyPrint, would end them."""

from __future__ import annotations

import pytest

from reportgen.render.libraries import import_weasyprint
from reportgen.render.press.breaks import breaks


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("part-time work", ["part-", "time ", "work"]),
        ("2024–34", ["2024–", "34"]),
        ("from -3 to 4", ["from ", "-3 ", "to ", "4"]),
        ("and/or", ["and/", "or"]),
        ("$50,250 (a year).", ["$50,250 ", "(a ", "year)."]),
        ("no\u00a0break here", ["no\u00a0break ", "here"]),
        ("OccVids/\u200bVideos", ["OccVids/\u200b", "Videos"]),
        ("“so” 日本 é", ["“so” ", "日", "本 ", "é"]),
        ("", []),
    ],
)
def test_places(text: str, places: list[str]) -> None:
    ends = breaks(text) if text else ()
    assert [text[start:end] for start, end in zip((0, *ends), ends, strict=False)] == places


def test_weasyprint_breaks_its_lines_there() -> None:
    import_weasyprint()
    from weasyprint.text.line_break import get_log_attrs

    for text in ("a part-time job, 2024–34 (or so): 9% more", "cdn.example.org/\u200bVids/\u200b29-2072.mp4"):
        attributes = get_log_attrs(text, "en")
        assert breaks(text)[:-1] == tuple(place for place in range(1, len(text)) if attributes[place].is_line_break)

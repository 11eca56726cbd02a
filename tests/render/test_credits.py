from __future__ import annotations

from dataclasses import replace

from reportgen.brochure.document import SourceLine
from reportgen.render.credits import credits_for
from tests.render.brochures import RICH

LICENCE = "Used under the CC BY 4.0 license. O*NET is a trademark."


def test_only_what_is_cited_is_printed_and_numbered_without_gaps() -> None:
    credits = credits_for(RICH, ("pay", "exposure", "video"))
    assert [line.number for line in credits.lines] == [1, 2, 3]
    assert [line.text[:20] for line in credits.lines] == [
        "U.S. Bureau of Labor",
        "Frey and Osborne 201",
        "CareerOneStop career",
    ]
    assert credits.cited((6, 4)) == (2, 3)


def test_words_of_a_licence_are_printed_once_for_all_its_sources() -> None:
    sources = (
        SourceLine(1, f"Information from database A. {LICENCE}", "", ""),
        SourceLine(2, "A bureau, May 2024", "", ""),
        SourceLine(3, f"Information from database B. {LICENCE}", "", ""),
    )
    credits = credits_for(replace(RICH, sources=sources), ())
    assert [line.text for line in credits.lines] == [
        "Information from database A.",
        "A bureau, May 2024.",
        "Information from database B.",
    ]
    assert credits.shared == (f"1, 3: {LICENCE}",)


def test_words_of_one_source_stay_with_it() -> None:
    credits = credits_for(replace(RICH, sources=(SourceLine(1, f"Database A. {LICENCE}", "", ""),)), ())
    assert credits.lines[0].text == f"Database A. {LICENCE}"
    assert credits.shared == ()

"""The catalogue: a plain table first, with everything that a reader, a keyboard and a printer need."""

from __future__ import annotations

import re
from dataclasses import replace

from reportgen.batch.catalogue import Entry, page

NURSES = Entry("29-1141 & x.pdf", "29-1141", "Nurses <RN>", "Texas", "Health & care", "$90,010", "+4.9%", False)
ACTORS = Entry("a.pdf", "27-2011", "Actors", "Guam", "Arts", "$20.50 an hour", "−0.3%", True)
EMPTY = Entry("b.pdf", "15-1252", "Developers", "Texas", "", "Not published", "", False)


def test_words_are_escaped_and_links_quoted() -> None:
    html = page([NURSES], "Made today & here.")
    assert '<a href="29-1141%20%26%20x.pdf">Nurses &lt;RN&gt;</a>' in html
    assert "<option>Health &amp; care</option>" in html
    assert "<footer>Made today &amp; here.</footer>" in html


def test_figures_sort_by_number_and_words_last() -> None:
    html = page([NURSES, ACTORS, EMPTY], "")
    assert 'data-key="90010">$90,010' in html
    assert 'data-key="-0.3">−0.3%' in html
    assert '<td class="figure">$20.50 an hour</td>' in html  # never made into pay by the year
    assert '<td class="figure">Not published</td><td class="figure">–</td>' in html


def test_it_is_whole_by_itself_and_accessible() -> None:
    html = page([NURSES, ACTORS], "")
    assert not re.search(r'(src|href)="(https?:)?//', html)
    assert not re.search(r"@import|url\(|fetch\(|innerHTML", html)
    assert '<html lang="en">' in html
    assert html.count("<h1>") == 1
    assert '<label for="words">' in html and 'id="words"' in html
    assert '<label for="group">' in html and 'id="group"' in html
    heads = re.findall(r"<th [^>]*>", html.partition("<tbody>")[0])
    assert heads and all('scope="col"' in head for head in heads)
    rows = re.findall(r"<tr>.*?</tr>", html.partition("<tbody>")[2], re.DOTALL)
    assert all(row.count('<th scope="row">') == 1 for row in rows)
    assert {len(re.findall("<t[hd][ >]", row)) for row in rows} == {len(heads)}
    assert "@media print" in html
    assert 'role="status"' in html


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast() -> None:
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", page([], "")))
    for ink in ("ink", "soft", "link"):
        for paper in ("#ffffff", colours["tint"]):
            assert (luminance(paper) + 0.05) / (luminance(colours[ink]) + 0.05) >= 4.5, (ink, paper)


def test_title_names_the_place_when_there_is_only_one() -> None:
    assert "<title>Career brochures: Texas</title>" in page([NURSES], "")
    assert "<title>Career brochures</title>" in page([NURSES, ACTORS], "")
    assert "1 brochure." in page([replace(NURSES)], "")

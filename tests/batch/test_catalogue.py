"""The catalogue: a plain table first, with everything that a reader, a keyboard and a printer need."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from reportgen.batch.catalogue import MOST_ON_A_PAGE, write_catalogue
from reportgen.batch.manifest import History

NURSES = ("29-1141 & x.pdf", "29-1141", "Nurses <RN>", "Texas", "Health & care", "$90,010", "+4.9%")
ACTORS = ("a.pdf", "27-2011", "Actors", "Guam", "Arts", "$20.50 an hour", "−0.3%")
EMPTY = ("b.pdf", "15-1252", "Developers", "Texas", "", "Not published", "")
NOTE = "Made today & here."
Write = Callable[[Iterable[tuple[str, ...]]], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(brochures: Iterable[tuple[str, ...]]) -> str:
        history = History()
        for file, soc, title, area, group, pay, growth in brochures:
            (tmp_path / file).touch()
            facts = {"soc": soc, "title": title, "area_name": area, "group": group, "pay": pay, "growth": growth}
            history.note({"event": "made", "file": file, **facts})
        return write_catalogue(tmp_path, history, NOTE).read_text(encoding="utf-8")

    return write


def many() -> Iterable[tuple[str, ...]]:
    """One more than stands on a page: two places, and one that has a title of its own."""
    for number in range(MOST_ON_A_PAGE):
        place = "Guam" if number % 4 == 0 else "Texas"
        yield f"{number:04}.pdf", f"11-{number:04}", f"Managers {number:04}", place, "Management", f"${number},000", ""
    yield NURSES


def rows(page: str) -> list[str]:
    """The text of each row of the table, cells parted by bars."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.sub(r"</t[hd]>", " | ", row) for row in re.findall(r"<tr>.*?</tr>", body, re.DOTALL)]
    return [html.unescape(" ".join(re.sub(r"<[^>]*>", "", row).split()).removesuffix(" |")) for row in cells]


def test_words_are_escaped_and_links_quoted(write: Write) -> None:
    page = write([NURSES])
    assert '<a href="29-1141%20%26%20x.pdf">Nurses &lt;RN&gt;</a>' in page
    assert "<option>Health &amp; care</option>" in page
    assert "<footer>Made today &amp; here.</footer>" in page
    assert page.count("</script>") == 2  # what stands in the rows cannot end their script


def test_rows_read_without_the_script(write: Write) -> None:
    assert rows(write([NURSES, ACTORS, EMPTY])) == [
        "Actors 27-2011 Guam | Guam | Arts | $20.50 an hour | −0.3% | a.pdf",
        "Developers 15-1252 Texas | Texas | | Not published | – | b.pdf",
        "Nurses <RN> 29-1141 Texas | Texas | Health & care | $90,010 | +4.9% | 29-1141 & x.pdf",
    ]


def test_what_is_gone_is_not_listed(write: Write, tmp_path: Path) -> None:
    write([NURSES, ACTORS])
    (tmp_path / "a.pdf").unlink()
    history = History()
    for name in ("a.pdf", "29-1141 & x.pdf"):
        history.note({"event": "made", "file": name, "title": name})
    assert "1 brochure." in write_catalogue(tmp_path, history, "").read_text()


def test_it_is_whole_by_itself_and_accessible(write: Write) -> None:
    page = write([NURSES, ACTORS])
    assert not re.search(r'(src|href)="(https?:)?//', page)
    assert not re.search(r"@import|url\(|fetch\(|innerHTML", page)
    assert '<html lang="en">' in page
    assert page.count("<h1>") == 1
    for name in ("words", "place", "group"):
        assert f'<label for="{name}">' in page and f'id="{name}"' in page
    heads = re.findall(r"<th [^>]*>", page.partition("<tbody>")[0])
    assert heads and all('scope="col"' in head for head in heads)
    listed = re.findall(r"<tr>.*?</tr>", page.partition("<tbody>")[2], re.DOTALL)
    assert all(row.count('<th scope="row">') == 1 for row in listed)
    assert {len(re.findall("<t[hd][ >]", row)) for row in listed} == {len(heads)}
    assert "@media print" in page
    assert 'role="status"' in page


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast(write: Write) -> None:
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", write([])))
    for ink in ("ink", "soft", "link"):
        for paper in ("#ffffff", colours["tint"]):
            assert (luminance(paper) + 0.05) / (luminance(colours[ink]) + 0.05) >= 4.5, (ink, paper)


def test_title_names_the_place_when_there_is_only_one(write: Write) -> None:
    page = write([NURSES])
    assert "<title>Career brochures: Texas</title>" in page
    assert 'class="place"' not in page  # then no column says it again
    assert "1 brochure." in page
    assert "<title>Career brochures</title>" in write([NURSES, ACTORS])


def test_more_than_a_page_holds_goes_on_pages_of_its_places(write: Write, tmp_path: Path) -> None:
    page = write(many())
    assert rows(page) == []
    assert '<a href="catalogue/guam.html">Guam</a> <span class="soft">250</span>' in page
    assert '<a href="catalogue/texas.html">Texas</a> <span class="soft">751</span>' in page
    texas = (tmp_path / "catalogue" / "texas.html").read_text(encoding="utf-8")
    assert "<title>Career brochures: Texas</title>" in texas
    assert '<a href="../index.html">' in texas
    assert '<a href="../29-1141%20%26%20x.pdf">Nurses &lt;RN&gt;</a>' in texas
    assert "<script" not in texas
    assert len(rows(texas)) == 751
    assert {path.name for path in (tmp_path / "catalogue").iterdir()} == {"guam.html", "texas.html", "rows.js"}


def test_a_place_with_more_than_a_page_holds_has_several(write: Write, tmp_path: Path) -> None:
    page = write((file, soc, title, "Texas", group, pay, growth) for file, soc, title, _, group, pay, growth in many())
    assert "Texas, part 1 of 2" in page
    assert len(rows((tmp_path / "catalogue" / "texas-1.html").read_text())) == MOST_ON_A_PAGE
    assert len(rows((tmp_path / "catalogue" / "texas-2.html").read_text())) == 1


def test_pages_that_nothing_leads_to_any_more_are_removed(write: Write, tmp_path: Path) -> None:
    write(many())
    (tmp_path / "catalogue" / "My notes.html").touch()
    write([NURSES])
    assert [path.name for path in (tmp_path / "catalogue").iterdir()] == ["My notes.html"]
    (tmp_path / "catalogue" / "My notes.html").unlink()
    write([NURSES])
    assert not (tmp_path / "catalogue").exists()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], str]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium is installed to run the catalogue's script")
    profile = tmp_path_factory.mktemp("chromium")

    def opened(page: Path, asked: str = "") -> str:
        command: list[Any] = [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"]
        address = f"{page.as_uri()}#{asked}"
        done = subprocess.run([*command, "--dump-dom", address], capture_output=True, text=True, timeout=60, check=True)
        return done.stdout

    return opened


def test_the_script_searches_and_sorts(write: Write, tmp_path: Path, opened: Callable[..., str]) -> None:
    write([NURSES, ACTORS, EMPTY, ("c.pdf", "53-6011", "Bridge Tenders", "Texas", "Travel", "$8,100", "+12.1%")])
    by_pay = opened(tmp_path / "index.html", "sort=-pay")
    # Words come last, and so does pay by the hour: it is never made into pay by the year.
    assert [row.split("|")[3].strip() for row in rows(by_pay)] == [
        "$90,010",
        "$8,100",
        "$20.50 an hour",
        "Not published",
    ]
    assert re.search(r'<th [^>]*class="figure pay" aria-sort="descending"><button type="button">Pay</button>', by_pay)
    assert "4 brochures</p>" in by_pay
    some = opened(tmp_path / "index.html", "words=NURSES+health&place=Texas&sort=growth")
    assert rows(some) == ["Nurses <RN> 29-1141 Texas | Texas | Health & care | $90,010 | +4.9% | 29-1141 & x.pdf"]
    assert 'href="29-1141%20%26%20x.pdf"' in some
    assert "1 of 4 brochures</p>" in some
    none = opened(tmp_path / "index.html", "words=zzz")
    assert (rows(none), "0 of 4 brochures</p>" in none) == ([], True)


def test_the_script_reads_the_rows_of_many_places(write: Write, tmp_path: Path, opened: Callable[..., str]) -> None:
    write(many())
    everything = opened(tmp_path / "index.html")
    assert len(rows(everything)) == 200
    assert "1,001 brochures, the first 200 listed</p>" in everything
    assert re.search(r'<button id="more" type="button">Show 200 more</button>', everything)
    texans = opened(tmp_path / "index.html", "place=Texas&group=Health+%26+care")
    assert [row.split(" | ")[0] for row in rows(texans)] == ["Nurses <RN> 29-1141 Texas"]

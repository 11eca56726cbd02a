"""Reading a brand file: what its keys mean, and that every fault is told with its line."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from reportgen.brand import BrandError, read_brand
from reportgen.brand.read import LENGTHS
from reportgen.brand.report import described
from reportgen.brand.start import sample_file
from reportgen.brochure.brand import DEFAULT_BRAND
from reportgen.errors import UsageError

from .files import GOOD_SVG, LONG_NAME, brand_file


def faults(path: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(BrandError) as caught:
        read_brand(path)
    assert isinstance(caught.value, UsageError) and caught.value.exit_code == 2
    return [(problem.line, problem.key, problem.what) for problem in caught.value.problems]


def said(path: Path) -> str:
    with pytest.raises(BrandError) as caught:
        read_brand(path)
    return str(caught.value)


def test_the_sample_is_without_fault() -> None:
    reading = read_brand(sample_file())
    assert reading.changes == reading.notes == ()
    brand = reading.brand
    assert brand.is_own and brand.logo and brand.qr_label and brand.date_languages == ("en", "es")
    words = dict(described(reading, datetime.date(2026, 11, 24)))
    assert words["accent"] == "#1d4e89 (8.4:1 on white)"
    assert words["QR code"].endswith("(29 modules, 15 mm wide)")
    assert words["date"].replace("\u00a0", " ") == "November 24, 2026 / 24 de noviembre de 2026"
    assert "SVG, 48 × 48" in words["logo"]


def test_a_name_is_enough(tmp_path: Path) -> None:
    brand = read_brand(brand_file(tmp_path, 'contact = ""\nlogo = " "')).brand
    assert (brand.name, brand.contact, brand.logo, brand.accent) == ("Harbor View High School", "", None, "")
    assert brand.is_own and not DEFAULT_BRAND.is_own


def test_all_faults_at_once_each_with_its_line(tmp_path: Path) -> None:
    path = brand_file(
        tmp_path,
        'nam = "x"\n# a comment\nshort_name = 5\nlogo = "none.svg"\naccent = "reddish"\nsecond = "1d4e89"\n'
        'web = "javascript:alert(1)"\nshow_name = "no"\ndate_languages = ["zz", "ja"]\ncolour = "#fff"\n'
        'qr_label = "Scan"\n[brand]\nx = 1\n',
        name='name = "a\\u202eb"',
    )
    assert faults(path) == [
        (1, "name", "it holds an invisible character, U+202E (right-to-left override)"),
        (2, "nam", "there is no such key"),
        (4, "short_name", "it is no text"),
        (5, "logo", "there is no such file"),
        (6, "accent", "it is no color"),
        (7, "second", "it is no color"),
        (8, "web", "it is no https address"),
        (9, "show_name", "it is neither true nor false"),
        (10, "date_languages", "no dates are known of this language"),
        (10, "date_languages", "the fonts of the pages lack its letters (年月日)"),
        (11, "colour", "there is no such key"),
        (12, "qr_label", "there is no qr that it could be the label of"),
        (13, "brand", "a brand file has no tables"),
    ]
    words = said(path)
    assert words.startswith(f"{path} has 13 faults:\n")
    assert 'line 7, second “1d4e89”: it is no color.\n    Write "#1d4e89".' in words
    assert "line 2, nam “x”: there is no such key.\n    Did you mean “name”?" in words
    assert "line 11, colour “#fff”: there is no such key.\n    Did you mean “accent”?" in words
    assert "\u202e" not in words  # which would turn the terminal's line around


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "name: it is missing"),
        (b'name = ""', "name: it is empty"),
        (b"name = 3", "name: it is no text"),
        (b'name = "a\x00b"', "line 1: it is no TOML"),
        (b'name = "a\\u0000b"', "an invisible character, U+0000"),
        (b'name = "a\\u200bb"', "an invisible character, U+200B (zero width space)"),
        (b'name = """a\nb"""', "an invisible character, U+000A"),
        (b'name = "a"\nname = "b"', "line 2: it is no TOML"),
        (b'name = "a"\nlogo = \xe9', "line 2: the byte 0xE9 is no UTF-8"),
        (b'name = "a" # ' + bytes(70_000), "more than 65,536 bytes"),
        (b'name = "a"\nshow_name = false', "without a logo the name has to be shown"),
        (b'name = "a"\nlogo_alt = "x"', "there is no logo"),
        (b'name = "a"\ndate_languages = []', "no list of 1 to 3 languages"),
        (b'name = "a"\ndate_languages = [["en"]]', "no list of 1 to 3 languages"),
        ('name = "日本"'.encode(), "the fonts of the pages lack 日 (U+65E5), 本 (U+672C)"),
        ('name = "School 🎓"'.encode(), "(U+1F393)"),
    ],
)
def test_what_is_no_brand_file(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "school.toml"
    path.write_bytes(data)
    assert words in said(path)


def test_a_file_that_is_not_there_gets_the_nearest(tmp_path: Path) -> None:
    brand_file(tmp_path)
    assert "Did you mean “school.toml”?" in said(tmp_path / "shool.toml")
    assert "reportgen brand new" in said(tmp_path / "none" / "x.toml")
    assert "there is no such file" in said(tmp_path)


def test_windows_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "school.toml"
    path.write_bytes('\ufeffname = "École"\r\ncontact = "Room 7"\r\n'.encode())
    assert read_brand(path).brand.name == "École"


@pytest.mark.parametrize("key", LENGTHS)
def test_every_text_has_its_longest(tmp_path: Path, key: str) -> None:
    text = " ".join(["word"] * 100)
    lines = f'{key} = "{text}"'
    path = brand_file(tmp_path, lines, logo_svg=GOOD_SVG) if key != "name" else brand_file(tmp_path, name=lines)
    assert f"it has 499 characters, more than {LENGTHS[key]}" in said(path)


def test_a_word_that_no_column_holds(tmp_path: Path) -> None:
    assert "is too long for one line of a narrow column" in said(brand_file(tmp_path, f'contact = "{"W" * 40}"'))
    long = 'contact = "career.center@northeastern-consolidated-schools.example"'
    assert read_brand(brand_file(tmp_path, long)).brand.contact


def test_own_words_under_the_sources_take_two_lines(tmp_path: Path) -> None:
    assert "more than two lines under the sources" in said(brand_file(tmp_path, f'footer = "{"word " * 60}"'))


def test_a_name_that_no_head_holds(tmp_path: Path) -> None:
    wide = "WWWWWWWWWWWWWWWW " * 7
    assert "it is too long for the head of a page" in said(brand_file(tmp_path, name=f'name = "{wide.strip()}"'))
    long = read_brand(brand_file(tmp_path, name=f'name = "{LONG_NAME}"'))
    assert "Give a short_name" in long.notes[0]
    assert read_brand(brand_file(tmp_path, 'short_name = "Pine Hill"', name=f'name = "{LONG_NAME}"')).notes == ()


def test_words_are_composed_and_spaced_as_on_paper(tmp_path: Path) -> None:
    name = read_brand(brand_file(tmp_path, name='name = "  E\u0301cole   Sainte-Anne "')).brand.name
    assert name == "École Sainte-Anne"


def test_what_a_template_would_run_is_only_text(tmp_path: Path) -> None:
    words = "{{7*7}} </title><style>*{display:none}</style> <script>"
    assert read_brand(brand_file(tmp_path, name=f'name = "{words}"')).brand.name == words


def test_a_logo_is_named_where_nothing_else_names_the_school(tmp_path: Path) -> None:
    def alt(lines: str) -> str:
        logo = read_brand(brand_file(tmp_path, f'logo = "logo.svg"\n{lines}', logo_svg=GOOD_SVG)).brand.logo
        assert logo
        return logo.alt

    assert alt("") == ""  # the printed name beside it says it all
    assert alt("show_name = false") == "Harbor View High School"
    assert alt('logo_alt = "A lighthouse"') == alt('logo_alt = "A lighthouse"\nshow_name = false') == "A lighthouse"

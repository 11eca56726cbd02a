"""Whatever words a brochure is made of: they are printed as words, or refused with the file and the field."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from click.testing import CliRunner, Result

from reportgen.cli import main
from tests.pdf_text import pages

from .words import FORMULA, HARMFUL, SCRIPT, store_with

PLAIN = str.maketrans("‘’“”—", "''\"\"-")
DC_TITLE = ".//{http://purl.org/dc/elements/1.1/}title"


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_with(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def run(clean_home: Path, hostile_store: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("REPORTGEN_STORE", str(hostile_store))
    return clean_home


def brochure(soc: str, *words: str) -> Result:
    return CliRunner().invoke(main, ["brochure", soc, "--layout", "handout", *words])


def squeezed(text: str) -> str:
    """Without spaces, and with plain marks: the page sets ’ for ', and — for --."""
    return re.sub(r"\s", "", text.translate(PLAIN)).replace("--", "-")


def texts(soc: str, content: str | bytes) -> Path:
    Path("texts").mkdir()
    path = Path("texts") / f"{soc}.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def require_harmless(path: Path) -> pikepdf.Pdf:
    """One tagged page of paper that neither runs, loads nor holds anything."""
    pdf = pikepdf.open(path)
    (page,) = pdf.pages
    assert [float(side) for side in page.mediabox] == [0, 0, 612, 792]
    assert "/StructTreeRoot" in pdf.Root
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(pdf.Root.get("/Names", {}).keys())
    for link in page.get("/Annots", []):
        action = link.get("/A")
        assert action is None or str(action.URI).startswith("https://"), action
    return pdf


@pytest.mark.parametrize(("soc", "title"), [("29-1141", HARMFUL), ("29-2072", SCRIPT), ("15-1252", FORMULA)])
@pytest.mark.parametrize("variant", ["ua", "archive"])  # by the press, and by WeasyPrint
def test_a_title_is_only_words(run: object, soc: str, title: str, variant: str) -> None:
    result = brochure(soc, "--pdf-variant", variant)
    assert result.exit_code == 0, result.output
    (path,) = Path("output").iterdir()
    assert re.fullmatch(r"[0-9A-Za-z.-]+-US\.pdf", path.name)
    with require_harmless(path) as pdf:
        assert squeezed(title) in squeezed("".join(pages(path.read_bytes())))
        assert squeezed(title) in squeezed(str(pdf.docinfo["/Title"]))
        metadata = ElementTree.fromstring(pdf.Root.Metadata.read_bytes())  # noqa: S314 (our own)
        (found,) = metadata.iterfind(DC_TITLE)
        assert squeezed(title) in squeezed("".join(found.itertext()))
        with pdf.open_outline() as outline:
            assert squeezed(title) in squeezed(outline.root[0].title)


@pytest.mark.parametrize(("soc", "code"), [("31-1131", r"\u202e"), ("47-2111", r"\u0000")])
def test_a_title_that_hides_something_is_refused(run: object, soc: str, code: str) -> None:
    result = brochure(soc)
    assert result.exit_code == 1
    assert "a character that nobody sees" in result.stderr and code in result.stderr
    assert result.stderr.replace("\n", "").isprintable()
    assert not list(Path("output").iterdir())


def test_a_missing_glyph_is_told_whatever_fonts_the_computer_has(run: object) -> None:
    result = brochure("29-1171")
    assert result.exit_code == 1
    assert "the layout's fonts lack 護 (U+8B77), 士 (U+58EB), م (U+0645)" in result.stderr
    assert "@font-face" in result.stderr
    assert not list(Path("output").iterdir())


def test_own_texts_are_only_words(run: object) -> None:
    toml = "soc = '51-2061'\nduties = [\n'''{}''',\n\"Read file:///etc/passwd and data:text/html,x\"]\n"
    texts("51-2061", toml.format(HARMFUL + '"'))
    result = brochure("51-2061", "--texts", "texts", "-o", "own.pdf")
    assert result.exit_code == 0, result.output
    with require_harmless(Path("own.pdf")):
        words = squeezed("".join(pages(Path("own.pdf").read_bytes())))
    assert squeezed(HARMFUL) in words and "data:text/html,x" in words


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (r'"a nul \u0000"', "summary: holds a character that nobody sees, U+0000"),
        (r'"turned \u202E around"', "summary: holds a character that nobody sees, U+202E"),
        (r'"half \ud83d"', "cannot be read as TOML: Escaped character is not a Unicode scalar value"),
        (f'"{"W" * 3000}"', "summary: holds a word of 3,000 characters"),
        ("7", "summary: is not a text"),
        ("{a=" * 3000, "cannot be read as TOML"),
        ('"""' + "word " * 50_000 + '"""', "it has more than 200 KB"),
    ],
)
def test_own_texts_with_more_than_words_are_refused(run: object, value: str, told: str) -> None:
    texts("51-2061", f'soc = "51-2061"\nsummary = {value}\n')
    result = brochure("51-2061", "--texts", "texts")
    assert result.exit_code == 1
    assert "51-2061.toml, line " in result.stderr and told in result.stderr
    assert not Path("output").exists()


def test_own_texts_in_no_encoding_are_refused(run: object) -> None:
    texts("51-2061", 'soc = "51-2061"\n'.encode("utf-16"))
    result = brochure("51-2061", "--texts", "texts")
    assert result.exit_code == 1 and "51-2061.toml" in result.stderr


@pytest.mark.parametrize("words", ["護士 at work", "مرحبا", "A 😀 smile"])
def test_a_missing_glyph_in_own_texts_is_told(run: object, words: str) -> None:
    texts("51-2061", f'soc = "51-2061"\nduties = ["{words}", "Read the plans of a device."]\n')
    result = brochure("51-2061", "--texts", "texts")
    assert result.exit_code == 1
    assert f"the layout's fonts lack {next(each for each in words if ord(each) > 255)} (U+" in result.stderr
    assert "Shorten" not in result.stderr

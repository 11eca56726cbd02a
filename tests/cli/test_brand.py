"""`reportgen brand`, `--brand`, and the column `brand` of a plan."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reportgen.batch import renderer
from tests.brand.files import BAD_PNGS, BAD_SVGS, GOOD_SVG, brand_file, png
from tests.pdf_text import pages

from .conftest import Cli

REAL = renderer.make_render
PALE = 'accent = "#fffde0"'
HEADING = "occupation,state,layout,brand,output\n"


def made(folder: str = "output") -> list[str]:
    return sorted(path.name for path in Path(folder).glob("*.pdf"))


def test_check_tells_what_was_found(cli: Cli) -> None:
    brand_file(
        Path(),
        f'logo = "logo.svg"\n{PALE}\nqr = "https://school.example/book"\ndate_languages = ["en", "es"]',
        logo_svg=GOOD_SVG,
    )
    result = cli("brand", "check", "school.toml")
    assert result.exit_code == 0
    assert re.search(r"^name +Harbor View High School$", result.stdout, re.MULTILINE)
    assert re.search(
        r"^logo +logo.svg: SVG, 20 × 10, 0.1 KB; printed 0.67 × 0.33 in; not read out", result.stdout, re.M
    )
    assert re.search(r"^accent +#fffde0 \(1.0:1 on white\), printed as #\w{6} \(5.0:1 on white\)$", result.stdout, re.M)
    assert re.search(r"^QR code +https://school.example/book \(29 modules, 15 mm wide\)$", result.stdout, re.M)
    assert "noviembre" in result.stdout
    assert "Note: Accent #fffde0 is too pale for text" in result.stderr
    assert "--proof FILE.pdf keeps it" in result.stderr
    assert not made(".")


def test_check_for_a_program(cli: Cli) -> None:
    brand_file(Path(), f'logo = "logo.png"\n{PALE}', logo_png=png((40, 40)))
    result = cli("brand", "check", "school.toml", "--json")
    found = json.loads(result.stdout)
    assert (found["ok"], found["brand"]["name"]) == (True, "Harbor View High School")
    assert (found["logo"]["kind"], found["logo"]["width"], found["logo"]["printed_height_pt"]) == ("PNG", 40, 28.0)
    assert (found["colors"][0]["asked"], found["colors"][0]["used"]) == ("#fffde0", found["brand"]["accent"])
    assert found["colors"][0]["used_contrast"] >= 4.5
    assert len(found["changes"]) == len(found["notes"]) == 1
    brand_file(Path(), 'accent = "reddish"')
    result = cli("brand", "check", "school.toml", "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["problems"] == [
        {
            "line": 2, "key": "accent", "value": "reddish", "what": "it is no color",
            "cure": 'Write it as # and six digits: "#1d4e89".',
        }
    ]  # fmt: skip


def test_check_keeps_the_proof(cli: Cli) -> None:
    brand_file(Path())
    assert cli("brand", "check", "school.toml", "--proof", "proofs/one.pdf").exit_code == 0
    assert Path("proofs/one.pdf").read_bytes().startswith(b"%PDF-")


BAD_LOGOS = [("logo.svg", svg.encode(), said) for svg, said in BAD_SVGS.values()]
BAD_LOGOS += [("logo.png", data, said) for data, said in BAD_PNGS.values()]


@pytest.mark.parametrize(("name", "data", "said"), BAD_LOGOS, ids=[*BAD_SVGS, *BAD_PNGS])
def test_a_bad_logo_ends_with_its_line_and_its_cure(cli: Cli, name: str, data: bytes, said: str) -> None:
    brand_file(Path(), f'logo = "{name}"')
    Path(name).write_bytes(data)
    result = cli("brand", "check", "school.toml")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"line 2, logo “{name}”: " in result.stderr and said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('logo = "none.png"', "there is no such file"),
        ('accent = "reddish"', "line 2, accent “reddish”: it is no color."),
        ('qr = "javascript:alert(1)"', "it is no https address"),
        ('contact = "a\\u0000b"', "an invisible character, U+0000"),
        ('contact = "a\\u202eb"', "U+202E (right-to-left override)"),
        ("acent = 1", "Did you mean “accent”?"),
    ],
)
def test_nothing_is_made_with_a_brand_that_is_wrong(cli: Cli, lines: str, said: str) -> None:
    brand_file(Path(), lines)
    Path("plan.csv").write_text(f"{HEADING}29-2072,TX,,school.toml,\n29-1141,TX,,school.toml,\n", encoding="utf-8")
    for words in (
        ["brand", "check", "school.toml"], ["brochure", "29-2072", "--brand", "school.toml"],
        ["batch", "plan.csv"], ["batch", "plan.csv", "--brand", "school.toml"],
    ):  # fmt: skip
        result = cli(*words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr
    assert not Path("output").exists()


def test_a_row_names_its_brand_from_the_plans_folder(cli: Cli) -> None:
    brand_file(Path("plans"), PALE)
    brand_file(Path("plans/east"), name='name = "East High"')
    Path("plans/day.csv").write_text(
        f"{HEADING}29-2072,TX,,school.toml,a\n29-1141,TX,,east/school.toml,b\n47-2111,TX,,,c\n29-2072,CA,,school.toml,d\n",
        encoding="utf-8",
    )
    result = cli("batch", "plans/day.csv", "--output", "day")
    assert result.exit_code == 0, result.stderr
    assert made("day") == ["a.pdf", "b.pdf", "c.pdf", "d.pdf"]
    assert result.stderr.count("Brand: school.toml: accent #fffde0 is too pale") == 1  # once, not once a row
    assert "pdf/ua-1; Harbor View High School; East High)." in result.stderr
    result = cli("batch", "plans/day.csv", "--output", "day")
    assert "4 of 4 are already there" in result.stderr


def test_a_changed_brand_makes_its_brochures_again(cli: Cli) -> None:
    def again(lines: str = 'logo = "logo.svg"', logo: str = GOOD_SVG) -> str:
        brand_file(Path(), lines, logo_svg=logo)
        Path("plan.csv").write_text(f"{HEADING}29-2072,TX,,school.toml,a\n29-1141,TX,,,b\n", encoding="utf-8")
        return cli("batch", "plan.csv").stderr

    again()
    assert "2 of 2 are already there" in again()
    assert "1 to make: 1 changed" in again(logo=GOOD_SVG.replace("d01020", "d01021"))
    assert "1 to make: 1 changed" in again('logo = "logo.svg"\nfooter = "Since 1912."')


def test_the_brand_of_a_run_is_that_of_rows_without(cli: Cli) -> None:
    brand_file(Path())
    Path("plan.csv").write_text(f"{HEADING}29-2072,TX,,,a\n", encoding="utf-8")
    cli("batch", "plan.csv")
    assert "1 to make: 1 changed" in cli("batch", "plan.csv", "--brand", "school.toml").stderr


def test_a_settings_file_may_name_the_brand(cli: Cli) -> None:
    brand_file(Path(), 'accent = "reddish"')
    Path("reportgen.toml").write_text('[brochure]\nbrand = "school.toml"\n', encoding="utf-8")
    assert "it is no color" in cli("brochure", "29-2072").stderr


def test_each_worker_prints_the_brand_of_its_row(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "make_render", REAL)
    brand_file(Path(), 'logo = "logo.png"\ncounselor = "Ms. Rivera"', logo_png=png())
    brand_file(Path("east"), name='name = "East High"')
    Path("plan.csv").write_text(
        f"{HEADING}29-2072,TX,handout,school.toml,a\n29-2072,TX,handout,east/school.toml,b\n", encoding="utf-8"
    )
    result = cli("batch", "plan.csv", "--jobs", "1")
    assert result.exit_code == 0, result.stderr
    (harbor,), (east,) = (pages(Path("output", name).read_bytes()) for name in ("a.pdf", "b.pdf"))
    assert "Harbor View High School" in harbor and "Ms. Rivera" in harbor
    assert "East High" in east and "Harbor" not in east and "Who can help me?" not in east


def test_new_writes_a_brand_that_is_good_and_nothing_over(cli: Cli) -> None:
    result = cli("brand", "new")
    assert (result.exit_code, result.stdout) == (0, "school.toml\nharbor-view.svg\n")
    assert cli("brand", "check", "school.toml").exit_code == 0
    before = Path("school.toml").read_bytes()
    for words in (["new"], ["new", "other.toml"]):  # the second would write over the logo
        result = cli("brand", *words)
        assert result.exit_code == 2
        assert "is there already" in result.stderr
    assert Path("school.toml").read_bytes() == before
    assert not Path("other.toml").exists()
    assert cli("brand", "new", "below/mine.toml").stdout == "below/mine.toml\nbelow/harbor-view.svg\n"

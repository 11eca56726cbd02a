"""Draw the pictures of docs/brand.md: `python tools/brand_pictures.py`. All together stay under 300 KB."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image

from reportgen.batch.plan import Job
from reportgen.batch.renderer import Recipe, make_render
from reportgen.brand import read_brand
from reportgen.brand.start import sample_file
from reportgen.brochure.brand import Brand
from reportgen.model.soc import SocCode
from reportgen.store.location import shipped_store
from reportgen.store.reader import Store, open_store

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "brand"
COLOURS = 96
MOST_BYTES = 300_000
GAP_PX = 14
# Parts of a page in points from its upper left corner.
HEADS = ((20, 18, 592, 198), (20, 18, 592, 186), (20, 18, 592, 186))  # the first title takes two lines
HELP = (384, 537, 586, 648)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open_store(shipped_store()) as store, tempfile.TemporaryDirectory() as work:
        sample = read_brand(sample_file()).brand
        page = drawn(store, sample, "29-2072", "48")
        save("handout.png", page.resize((620, round(620 * page.height / page.width))))
        save("help.png", cut(page, HELP))
        pages = [drawn(store, brand, code, "48") for brand, code in others(Path(work))]
        heads = [cut(page, box) for page, box in zip(pages, HEADS, strict=True)]
        width, height = heads[0].width, sum(head.height + GAP_PX for head in heads) - GAP_PX
        sheet, top = Image.new("RGB", (width, height), "#c5ccd4"), 0
        for head in heads:
            sheet.paste(head, (0, top))
            top += head.height + GAP_PX
        save("heads.png", sheet.resize((720, round(720 * height / width))))
    total = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
    print(f"all: {total / 1024:.0f} KB")
    if total > MOST_BYTES:
        raise SystemExit(f"more than {MOST_BYTES:,} bytes")


def drawn(store: Store, brand: Brand, code: str, fips: str) -> Image.Image:
    recipe = Recipe(store.path, "handout", "letter", date(2026, 11, 24), brand=brand)
    job = Job(SocCode(code), store.occupation_titles[code], store.areas[fips], Path(tempfile.gettempdir()))
    document = pypdfium2.PdfDocument(make_render(recipe)(job).data)
    image = document[0].render(scale=2).to_pil().convert("RGB")
    document.close()
    return image


def cut(page: Image.Image, box: tuple[float, float, float, float]) -> Image.Image:
    scale = page.width / 612
    return page.crop(tuple(round(side * scale) for side in box))


def others(folder: Path) -> Iterator[tuple[Brand, str]]:
    """A long name with a tall logo, a wide logo that holds the name, and a name alone in a colour too pale for text."""
    (folder / "tall.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 140"><path fill="#5b2a86" d="M30 0 60 24V116L30 140 0 '
        '116V24z"/><path fill="#fff" d="M30 16 47 30V110L30 124 13 110V30z"/><circle cx="30" cy="70" r="11" '
        'fill="#5b2a86"/></svg>',
        encoding="utf-8",
    )
    brands = {
        "53-1047": 'name = "Northeastern Consolidated School District and Regional Career Center at Pine Hill"\n'
        'logo = "tall.svg"\naccent = "#5b2a86"',
        "47-2111": 'name = "Sunny Plains Middle School"\naccent = "#ffd100"',
    }
    paths = {code: folder / f"{code}.toml" for code in brands}
    for code, path in paths.items():
        path.write_text(brands[code], encoding="utf-8")
    paths["39-9099"] = sample_file().with_name("meadowlark.toml")
    for code in ("53-1047", "39-9099", "47-2111"):
        yield read_brand(paths[code]).brand, code


def save(name: str, image: Image.Image) -> None:
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / name, optimize=True)
    print(f"{name}: {(FOLDER / name).stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()

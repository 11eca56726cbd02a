"""Draw the pictures of docs/layouts.md: `make gallery`, or `python tools/layout_pictures.py`. At most 60 KB each.

The changes that the guide asks for are read from the guide, so that its picture shows what comes of them.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from reportgen import resources
from reportgen.brochure.compose import compose
from reportgen.brochure.value import Brochure
from reportgen.model.soc import SocCode
from reportgen.profile.build import ProfileBuilder
from reportgen.render import load_layout, pdf, render_pdf
from reportgen.render.boxes import paths
from reportgen.render.fitting import fit
from reportgen.render.layout import Layout
from reportgen.render.paper import paper_named
from reportgen.render.start import start
from reportgen.sources.editorial_choice import text_for
from reportgen.store.location import shipped_store
from reportgen.store.reader import open_store

DOCS = Path(__file__).resolve().parents[1] / "docs"
FOLDER = DOCS / "layouts"
MOST_BYTES = 60_000
COLOURS = 20
UPPER_PART = 0.56  # of the pages that are compared: there everything differs
GAP_PX = 24
FULL, AIRY = "29-2072", "51-7031"
AFTER = "{{ s.what() }}"
MARKED = "#a3160f"
ATTRIBUTES = ("data-fill", "data-stretch", "data-foot", "data-give")


def changed(folder: Path) -> Layout:
    """The layout of the guide: what `layouts new` makes, with the guide's CSS and HTML put in."""
    guide = (DOCS / "layouts.md").read_text(encoding="utf-8")
    css, html = (re.findall(rf"```{kind}\n(.*?)```", guide, re.DOTALL)[0] for kind in ("css", "html"))
    start("my-layout", "handout", folder)
    mine = folder / "my-layout"
    with (mine / "print.css").open("a", encoding="utf-8") as sheet:
        sheet.write(css)
    page = (mine / "my-layout.html").read_text(encoding="utf-8")
    (mine / "my-layout.html").write_text(page.replace(AFTER, f"{AFTER}\n{html}"), encoding="utf-8")
    return load_layout(mine)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    brochure = _brochure(FULL)
    with tempfile.TemporaryDirectory() as work:
        layouts = (load_layout("handout"), changed(Path(work)))
        pages = [_drawn(render_pdf(brochure, layout).data, 1.4) for layout in layouts]
    width, height = pages[0].width, round(pages[0].height * UPPER_PART)
    both = Image.new("RGB", (2 * width + GAP_PX, height), "#c5ccd4")
    both.paste(pages[0], (0, 0))
    both.paste(pages[1], (width + GAP_PX, 0))
    _save(
        "changed.png",
        both.resize(
            (
                900,
                round(900 * both.height / both.width),
            )
        ),
    )
    _save("room.png", _parts(_brochure(AIRY)))


def _brochure(code: str) -> Brochure:
    with open_store(shipped_store()) as store:
        soc = SocCode(code)
        profile = ProfileBuilder(store).build(soc, store.areas["48"])
        return compose(profile, printed_on=date(2026, 11, 24), text=text_for(soc))


def _drawn(data: bytes, scale: float) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    image = document[0].render(scale=scale).to_pil().convert("RGB")
    document.close()
    return image


def _parts(brochure: Brochure) -> Image.Image:
    """A pale page with a frame around each box that carries an attribute, and its name."""
    layout = load_layout("handout")
    fitted = fit(brochure, layout, layout.page_on(paper_named("letter")))
    scale = 1.15
    page = _drawn(pdf.paint(fitted.laid_out)[0], scale)
    page = Image.blend(page, Image.new("RGB", page.size, "#ffffff"), 0.55)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(resources.folder("assets") / "fonts" / "SourceSans3-Bold.ttf", 15)
    for box, words in _marked(fitted.laid_out.document.pages[0]._page_box):
        left, top = box.position_x * 0.75 * scale, box.position_y * 0.75 * scale
        right = left + box.margin_width() * 0.75 * scale
        # Lines to write on stick out of their box, which was laid out before there was room for them.
        ends = [each.position_y + each.margin_height() for each in (box, *box.children)]
        bottom = max(ends) * 0.75 * scale
        pen.rectangle((left - 2, top, right + 1, bottom), outline=MARKED, width=2)
        _, _, wide, high = pen.textbbox((0, 0), words, font=font)
        pen.rectangle((right - wide - 12, bottom - high - 6, right + 1, bottom), fill=MARKED)
        pen.text((right - wide - 6, bottom - high - 5), words, fill="#ffffff", font=font)
    return page.resize((600, round(600 * page.height / page.width)))


def _marked(page: Any) -> Iterator[tuple[Any, str]]:
    seen: set[int] = set()
    for _, box in paths(page, lambda box: bool(_attributes(box))):
        if id(box.element) not in seen:
            seen.add(id(box.element))
            yield box, " ".join(_attributes(box))


def _attributes(box: Any) -> list[str]:
    element = getattr(box, "element", None)
    if element is None or type(box.style).__name__ == "AnonymousStyle":
        return []
    values = {name: element.get(name) for name in ATTRIBUTES}
    return [f'{name}="{value}"' if value else name for name, value in values.items() if value is not None]


def _save(name: str, image: Image.Image) -> None:
    target = FOLDER / name
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{name}: {target.stat().st_size / 1024:.0f} KB")
    if target.stat().st_size > MOST_BYTES:
        raise SystemExit(f"more than {MOST_BYTES:,} bytes: take fewer colours or pixels")


if __name__ == "__main__":
    main()

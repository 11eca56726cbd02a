"""`Press`: HTML of a layout -> PDF, set from what WeasyPrint said once of the layout's styles.

It sets the same words at the same places as WeasyPrint, a dozen times as fast, or raises NotPressedError. The pages are
arranged by the same code (`render/arrange.py`, `render/columns.py`).
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reportgen.brochure.brand import Logo
from reportgen.render import columns, pdf, tree, weasy
from reportgen.render.arrange import arrange
from reportgen.render.greyscale import grey_operators
from reportgen.render.layout import Layout
from reportgen.render.links import check_tree
from reportgen.render.paper import Paper
from reportgen.render.press import about as about_
from reportgen.render.press import file, flow, fonts, memory, tags
from reportgen.render.press import sheet as sheets
from reportgen.render.press.boxes import Box
from reportgen.render.press.compositor import Compositor
from reportgen.render.press.errors import NotPressedError
from reportgen.render.press.forme import Formes, Pressed, Sheet
from reportgen.render.press.grow import grow
from reportgen.render.press.ink import Ink, Used
from reportgen.render.press.learn import StyleBook
from reportgen.render.press.logo import Carried, carried_logo, name_of
from reportgen.render.press.paint import paint
from reportgen.render.press.standing import Standing, Taken
from reportgen.render.press.style import PX, Picture, Style
from reportgen.render.repair import About
from reportgen.values import dataclass

_MARGIN_BOX = re.compile(
    r"@(bottom-left|bottom-right)\s*\{\s*content:\s*element\((\w+)\);\s*vertical-align:\s*top;\s*width:\s*50%;?\s*\}"
)
_NO_MARGIN_BOX = re.compile(r"@(bottom-left|bottom-right)\s*\{\s*content:\s*none;?\s*\}")
_PAGE = re.compile(r"@page\b[^{]*\{((?:[^{}]|\{[^{}]*\})*)\}")
_VARIABLE = re.compile(r"(--[a-z0-9]+):(#[0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True)
class Proof:
    """All pages of a document, before they are painted. `running` are the lines at the foot."""

    root: Any
    sheets: tuple[Pressed, ...]
    running: Mapping[str, Box]
    taken: Taken

    @property
    def pages(self) -> int:
        return len(self.sheets)

    @property
    def findings(self) -> tuple[pdf.Finding, ...]:
        return tuple(pdf.Finding(number, text) for number, page in enumerate(self.sheets, 1) for text in page.findings)

    @property
    def dropped(self) -> int:
        return sum(page.dropped for page in self.sheets)


_presses: dict[tuple[Any, ...], Press | str] = {}


def press_for(layout: Layout, page: Paper) -> Press:
    """The press of a layout, kept for the process. Raises NotPressedError for a layout that is beyond it."""
    key = (layout.chain, layout.name, layout.use, page)
    if key not in _presses:
        try:
            _presses[key] = Press(layout, page)
        except NotPressedError as error:
            _presses[key] = str(error)
    press = _presses[key]
    if isinstance(press, str):
        raise NotPressedError(press)
    return press


class Press:
    """For one layout on one paper. Raises NotPressedError for a layout that is beyond it."""

    def __init__(self, layout: Layout, paper: Paper) -> None:
        self._layout, self._paper = layout, paper
        sheets = [folder / "print.css" for folder in reversed(layout.chain) if (folder / "print.css").is_file()]
        css = [(path, path.read_text(encoding="utf-8")) for path in sheets]
        self._margin_boxes = _margin_boxes([text for _, text in css])
        self._faces = fonts.faces_of(css)
        self._styles = StyleBook(self._ask, [text for _, text in css])
        self._pictures: dict[tuple[str, float, float, str], str] = {}
        self._logos: dict[Picture, Carried] = {}
        self._key = memory.key_of([*sheets, *(face.path for face in self._faces.values())], map(str, (paper, *sheets)))
        self._standing, self._formes = Standing(), Formes()
        self._recall()

    def _recall(self) -> None:
        try:
            known = memory.load(self._key)
            if known is not None:
                self._styles.remember(known["styles"])
                self._pictures.update({tuple(key): drawn for key, drawn in known["pictures"]})
        except (KeyError, TypeError, ValueError, IndexError):
            self._styles.forget()
            self._pictures.clear()
        self._kept = self._known()

    def _known(self) -> tuple[int, int]:
        return self._styles.learned, len(self._pictures)

    def _keep(self) -> None:
        """Keep what is new for other processes."""
        if self._known() != self._kept:
            self._kept = self._known()
            memory.keep(self._key, {"styles": self._styles.export(), "pictures": list(self._pictures.items())})

    def set(self, html: str) -> Proof:
        """Set and arrange the pages. Raises NotPressedError."""
        taken = Taken(self._standing)
        root, texts = tree.in_sheets(html, taken)
        if root is None:
            raise NotPressedError("HTML that has to be repaired")
        kinds = self._styles.kinds(root)
        sheets = {shell: Sheet(shell, kinds[shell], text) for shell, text in texts}
        compositor = Compositor(taken, self._styles, self._faces, self._layout.name)
        kept = {
            shell: page
            for shell, sheet in sheets.items()
            if (page := self._formes.take(sheet, taken, compositor)) is not None
        }
        for shell, sheet in sheets.items():
            if shell not in kept and not sheet.read(taken):
                raise NotPressedError("HTML that has to be repaired")
        check_tree(root, self._layout.name, taken.known)
        boxes, running = grow(root, self._styles.of(root, taken.pieces), taken.pieces)
        pages = []
        for box in boxes:
            if (page := kept.get(box.element)) is None:
                page = self._page(box, folds=columns.CLASS in html)
                if not page.findings and box.element in sheets:
                    self._formes.keep(sheets[box.element], page, taken, compositor)
            pages.append(page)
        return Proof(root, tuple(pages), running, taken)

    def print(self, proof: Proof, about: About, *, logo: Logo | None = None, is_grey: bool = False) -> bytes:
        """The PDF of pages that are set, once: what they are made of is the next proof's. `logo` is the brand's.

        Raises NotPressedError.
        """
        if proof.taken.is_put_back:
            raise ValueError("This proof was printed before.")
        paper, used, logos = self._paper, dict[str, Used](), dict[str, Carried]()
        copies = self._layout.use.copies
        palette = dict(_VARIABLE.findall(proof.root.get("style", "")))
        pages = []
        for number, page in enumerate(proof.sheets, 1):
            ink = Ink(self._faces, palette, used)
            (sheet,) = page.box.children
            marks = paint(sheet, ink, self._picture)
            self._running(proof, number, ink)
            if ink.logos and is_grey:
                raise NotPressedError("a logo in greys")
            logos |= {name_of(each): self._carried(each, logo) for each in ink.logos}
            headings = list(tags.headings(page.box))
            drawn = sheets.stream(ink.operators, paper.width_pt, paper.height_pt, copies)
            if is_grey:
                drawn = grey_operators(drawn)
            pages.append(file.PageContent(drawn, tags.structure(sheet, marks, number), headings))
        self._keep()
        entries = about_.information(proof.root, about)
        proof.taken.put_back()
        size = (paper.width_pt * copies, paper.height_pt)
        said = file.Said(entries, about_.metadata(entries, about), about.language, about_.viewing(about))
        return file.write(pages, size, used, logos, said)

    def _page(self, sheet: Box, *, folds: bool) -> Pressed:
        paper = self._paper
        margin, taller = paper.margin_pt * PX, weasy.TALLER_PT
        page = Box(sheet.element, Style("block"), is_anonymous=True)
        page.element_tag = "@page"
        page.margin_top = page.margin_right = page.margin_bottom = page.margin_left = margin
        page.width = paper.content_width_pt * PX
        page.height = (paper.height_pt + taller) * PX - 2 * margin
        flow.lay_out(sheet, self._faces, margin, margin, page.width)
        page.children = [sheet]
        if folds:
            columns.fold(page)
        arranged = arrange(page, taller_pt=taller)
        return Pressed(page, arranged.findings, len(arranged.left_out))

    def _running(self, proof: Proof, number: int, ink: Ink) -> None:
        """The lines in the lower margin."""
        paper = self._paper
        half = paper.content_width_pt * PX / 2
        for place, name in self._margin_boxes:
            box = proof.running[name].deepcopy()
            box.inline = [_counted(part, number, proof.pages) for part in box.inline or ()]
            x = paper.margin_pt * PX + (half if place == "bottom-right" else 0.0)
            flow.lay_out(box, self._faces, x, (paper.height_pt - paper.margin_pt) * PX, half)
            for line in box.children:
                for run in line.children:
                    ink.artifact("Pagination")
                    ink.text(run)
                    ink.end()

    def _picture(self, picture: Picture, colour: str) -> str:
        key = (picture.file, picture.width, picture.height, colour)
        if key not in self._pictures:
            self._pictures[key] = _drawn(picture, colour, self._engine())
        return self._pictures[key]

    def _carried(self, picture: Picture, logo: Logo | None) -> Carried:
        if logo is None or logo.address != picture.file:
            raise NotPressedError("a logo that is not the brand's")
        if picture not in self._logos:
            self._logos[picture] = carried_logo(logo, picture, lambda: weasy.fetcher_of(self._layout.chain, logo))
        return self._logos[picture]

    def _engine(self) -> Any:
        return weasy.engine_of(self._layout.chain, self._layout.name, self._paper)

    def _ask(self, root: Any) -> Any:
        """What WeasyPrint's cascade says of the elements of a tree."""
        from weasyprint.css import get_all_computed_styles

        engine = self._engine()
        page = weasy.parsed_html()(root, self._layout.folder.as_uri() + "/", engine.fetcher, plain=engine.plain)
        return get_all_computed_styles(page, list(engine.sheets), False, engine.fonts, None, None, [], [], None)


def _margin_boxes(css: list[str]) -> list[tuple[str, str]]:
    """Place and running element of each; raises NotPressedError for page rules that say anything else."""
    found: dict[str, str] = {}
    for text in css:
        for rule in _PAGE.findall(text):
            for place in _NO_MARGIN_BOX.findall(rule):
                found.pop(place, None)
            found.update(_MARGIN_BOX.findall(rule))
            if _MARGIN_BOX.sub("", _NO_MARGIN_BOX.sub("", rule)).strip():
                raise NotPressedError("an @page rule with more than running lines at the foot")
    return list(found.items())


def _counted(part: Any, number: int, count: int) -> Any:
    text = part.text.replace("\ue000", str(number)).replace("\ue001", str(count))
    return replace(part, text=text) if text != part.text else part


_NO_EFFECT = re.compile(r"^/[aA]1(?:\.0)? gs\n", re.MULTILINE)


def _drawn(picture: Picture, colour: str, engine: Any) -> str:
    """Operators of a picture at the origin: WeasyPrint draws it by itself, and they are read from its page."""
    import pikepdf
    from weasyprint import CSS, HTML

    width, height = picture.width, picture.height
    html = f'<html lang="en"><title>-</title><body><div style="background-image:url({picture.file})"></div>'
    css = (
        f"@page{{size:{width}px {height}px;margin:0}} body{{margin:0;color:{colour}}} "
        f"div{{width:{width}px;height:{height}px;background-size:{width}px {height}px;background-repeat:no-repeat}}"
    )
    page = HTML(string=html, base_url=picture.file, url_fetcher=engine.fetcher)
    data = page.write_pdf(stylesheets=[CSS(string=css, url_fetcher=engine.fetcher)], uncompressed_pdf=True)
    with pikepdf.open(io.BytesIO(data)) as document:
        forms = list(document.pages[0].Resources.XObject.values())
        if len(forms) != 1 or forms[0].get("/Subtype") != "/Form" or len(forms[0].Resources.get("/XObject", {})):
            raise NotPressedError(f"a picture that is no simple drawing: {picture.file}")
        text = _NO_EFFECT.sub("", forms[0].read_bytes().decode("latin-1"))
    if " gs\n" in text or " Do\n" in text or " Tf\n" in text:
        raise NotPressedError(f"a picture that is no simple drawing: {picture.file}")
    return f"q\n{text}\nQ\n"

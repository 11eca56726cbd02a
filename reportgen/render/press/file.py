"""Writes the PDF file: pages, fonts, structure, bookmarks, links, and what the document says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.render.press.embed import embedded
from reportgen.render.press.ink import Used
from reportgen.render.press.logo import Carried
from reportgen.render.press.objects import Objects, references, string
from reportgen.render.press.outline import add_outline
from reportgen.render.press.structure import PageStructure
from reportgen.render.press.tags import Element, Heading
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page that is painted: its operators, its structure, its bookmarks."""

    content: bytes
    root: Element
    headings: Sequence[Heading]


@dataclass(frozen=True, slots=True)
class Said:
    """What the document says of itself: its information dictionary, XMP, and how it is to be shown and printed."""

    entries: Mapping[str, str]
    metadata: str
    language: str
    viewing: str


def write(
    pages: Sequence[PageContent],
    size_pt: tuple[float, float],
    fonts: Mapping[str, Used],
    logos: Mapping[str, Carried],
    said: Said,
) -> bytes:
    """The file. `size_pt` is the paper's, fonts and logos go by their names; the same input gives the same bytes."""
    objects = Objects()
    catalog, parent, document, root = (objects.number() for _ in range(4))
    numbers = [objects.number() for _ in pages]
    named = "".join(f"/F{key} {_font(objects, used)} 0 R" for key, used in sorted(fonts.items()))
    drawn = "".join(f"/{name} {logo.add(objects)} 0 R" for name, logo in sorted(logos.items()))
    resources = objects.add(f"<</Font<<{named}>>{f'/XObject<<{drawn}>>' if drawn else ''}>>")
    structures = [PageStructure(objects, number, size_pt[1]) for number in numbers]
    kids = [each.add(page.root, document) for each, page in zip(structures, pages, strict=True)]
    box = f"[0 0 {size_pt[0]:g} {size_pt[1]:g}]"
    for place, (page, number, structure) in enumerate(zip(pages, numbers, structures, strict=True)):
        links = f"/Annots{references(structure.links)}" if structure.links else ""
        objects.put(
            number,
            f"<</Type/Page/Parent {parent} 0 R/MediaBox{box}/TrimBox{box}/BleedBox{box}/Resources {resources} 0 R"
            f"/Contents {objects.add_stream(page.content)} 0 R/StructParents {place}/Tabs/S{links}>>",
        )
    objects.put(parent, f"<</Type/Pages/Count {len(pages)}/Kids{references(numbers)}>>")
    objects.put(document, f"<</Type/StructElem/S/Document/P {root} 0 R/K{references(kids)}>>")
    objects.put(root, f"<</Type/StructTreeRoot/K[{document} 0 R]/ParentTree {_parent_tree(objects, structures)} 0 R>>")
    headings = [(heading, number) for page, number in zip(pages, numbers, strict=True) for heading in page.headings]
    outline = add_outline(objects, headings, size_pt[1])
    metadata = objects.add_open_stream(said.metadata.encode(), "/Type/Metadata/Subtype/XML")
    information = objects.add(f"<<{''.join(f'/{key}{string(value)}' for key, value in said.entries.items())}>>")
    objects.put(
        catalog,
        f"<</Type/Catalog/Pages {parent} 0 R/Lang{string(said.language)}/MarkInfo<</Marked true>>"
        f"/ViewerPreferences<<{said.viewing}>>/StructTreeRoot {root} 0 R/Metadata {metadata} 0 R"
        f"{f'/Outlines {outline} 0 R/PageMode/UseOutlines' if outline else ''}>>",
    )
    return objects.file(catalog, information)


def _parent_tree(objects: Objects, structures: Sequence[PageStructure]) -> int:
    """From pages and links back to their elements."""
    nums = [f"{place}{structure.parents()}" for place, structure in enumerate(structures)]
    waiting = [link for structure in structures for link in structure.waiting]
    for place, (annotation, text, element) in enumerate(waiting, len(structures)):
        objects.put(annotation, f"{text}/StructParent {place}>>")
        nums.append(f"{place} {element} 0 R")
    return objects.add(f"<</Nums[{' '.join(nums)}]>>")


def _font(objects: Objects, used: Used) -> int:
    font, face = embedded(used.face, used.beyond()), used.face
    name = f"/{font.tag}+{face.path.stem}"
    bounds = " ".join(str(round(1000 * each / face.units_per_em)) for each in face.outlines.bounds)
    is_slanted = face.key.endswith("i")
    program = objects.add_stream(font.program, f"/Length1 {font.length}", is_packed=True)
    unicode = objects.add_stream(font.unicode, is_packed=True)
    descriptor = objects.add(
        f"<</Type/FontDescriptor/FontName{name}/Flags {68 if is_slanted else 4}/FontBBox[{bounds}]"
        f"/ItalicAngle {-12 if is_slanted else 0}/Ascent 1000/Descent -326/CapHeight 660/StemV 80"
        f"/FontFile2 {program} 0 R>>"
    )
    inner = objects.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        f"/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor {descriptor} 0 R/W[{font.widths}]>>"
    )
    return objects.add(
        f"<</Type/Font/Subtype/Type0/BaseFont{name}/Encoding/Identity-H/DescendantFonts[{inner} 0 R]"
        f"/ToUnicode {unicode} 0 R>>"
    )

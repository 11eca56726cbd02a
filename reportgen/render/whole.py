"""The quick check of a PDF before it takes its name: it opens, and has the pages, the paper and the tags it should.

`inspect` looks at everything and takes ten times as long; this one runs on every brochure of a batch.
"""

from __future__ import annotations

import io
from typing import Any

from reportgen.errors import ReportgenError
from reportgen.render.paper import paper_named

_LARGEST_BYTES = 50_000_000
_TOLERANCE_PT = 1.0


def require_whole_pdf(data: bytes, *, pages: int, paper: str) -> None:
    """Raise ReportgenError, naming all that is wrong, unless `data` is a tagged PDF of `pages` sheets of `paper`."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            problems = _problems(pdf, len(data), pages, paper)
    except pikepdf.PdfError as error:
        problems = [f"it cannot be opened ({error})"]
    if problems:
        raise ReportgenError(
            f"The finished PDF is not as it should be: {'; '.join(problems)}. It was not kept.",
            cure="Make it again; when that does not help, it is a fault of the layout or of reportgen.",
        )


def _problems(pdf: Any, size_bytes: int, pages: int, paper: str) -> list[str]:
    found = []
    if len(pdf.pages) != pages:
        found.append(f"{len(pdf.pages)} pages instead of {pages}")
    if size_bytes > _LARGEST_BYTES:
        found.append(f"{size_bytes:,} bytes, more than {_LARGEST_BYTES:,}")
    sheet = paper_named(paper)
    wanted = (sheet.width_pt, sheet.height_pt)
    for number, page in enumerate(pdf.pages, 1):
        left, bottom, right, top = (float(value) for value in page.trimbox)
        sides = (right - left, top - bottom)
        if not any(_close(sides, each) for each in (wanted, wanted[::-1])):
            found.append(f"page {number} is {sides[0]:.0f} × {sides[1]:.0f} pt instead of {sheet.name} paper")
            break
    root = pdf.Root
    if "/StructTreeRoot" not in root or not bool(root.get("/MarkInfo", {}).get("/Marked", False)):
        found.append("it has no tags")
    elif "/K" not in root.StructTreeRoot:
        found.append("its tree of tags is empty")
    if not str(root.get("/Lang", "")):
        found.append("it names no language")
    return found


def _close(sides: tuple[float, float], wanted: tuple[float, float]) -> bool:
    return all(abs(side - want) <= _TOLERANCE_PT for side, want in zip(sides, wanted, strict=True))

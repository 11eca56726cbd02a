"""The quick check of a PDF before it takes its name: it opens, and has the pages, the paper and the tags it should.

`inspect` looks at everything and takes ten times as long; this one runs on every brochure of a batch. What the press
wrote proves itself (`own_file`); whatever does not, and now and then one that does, is opened with qpdf.
"""

from __future__ import annotations

import io
from itertools import count
from typing import Any

from reportgen.errors import ReportgenError
from reportgen.render.own_file import Facts, facts_of
from reportgen.render.paper import paper_named

_LARGEST_BYTES = 50_000_000
_TOLERANCE_PT = 1.0
_EVERY = 25  # of the files that prove themselves, each so manieth is opened with qpdf all the same
_turn = count(1)


def require_whole_pdf(data: bytes, *, pages: int, paper: str) -> None:
    """Raise ReportgenError, naming all that is wrong, unless `data` is a tagged PDF of `pages` sheets of `paper`."""
    facts = facts_of(data)
    if facts is None or _problems(facts, len(data), pages, paper) or next(_turn) % _EVERY == 0:
        problems = _opened(data, pages, paper)
        if problems:
            raise ReportgenError(
                f"The finished PDF is not as it should be: {'; '.join(problems)}. It was not kept.",
                cure="Make it again; when that does not help, it is a fault of the layout or of reportgen.",
            )


def _opened(data: bytes, pages: int, paper: str) -> list[str]:
    """The problems that qpdf finds."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            boxes = [[float(value) for value in page.trimbox] for page in pdf.pages]
            root: Any = pdf.Root
            is_tagged = "/StructTreeRoot" in root and bool(root.get("/MarkInfo", {}).get("/Marked", False))
            facts = Facts(
                tuple((right - left, top - bottom) for left, bottom, right, top in boxes),
                is_tagged=is_tagged,
                has_elements=is_tagged and "/K" in root.StructTreeRoot,
                language=str(root.get("/Lang", "")),
            )
    except pikepdf.PdfError as error:
        return [f"it cannot be opened ({error})"]
    return _problems(facts, len(data), pages, paper)


def _problems(facts: Facts, size_bytes: int, pages: int, paper: str) -> list[str]:
    found = []
    if len(facts.sheets_pt) != pages:
        found.append(f"{len(facts.sheets_pt)} pages instead of {pages}")
    if size_bytes > _LARGEST_BYTES:
        found.append(f"{size_bytes:,} bytes, more than {_LARGEST_BYTES:,}")
    sheet = paper_named(paper)
    wanted = (sheet.width_pt, sheet.height_pt)
    for number, sides in enumerate(facts.sheets_pt, 1):
        if not any(_close(sides, each) for each in (wanted, wanted[::-1])):
            found.append(f"page {number} is {sides[0]:.0f} × {sides[1]:.0f} pt instead of {sheet.name} paper")
            break
    if not facts.is_tagged:
        found.append("it has no tags")
    elif not facts.has_elements:
        found.append("its tree of tags is empty")
    if not facts.language:
        found.append("it names no language")
    return found


def _close(sides: tuple[float, float], wanted: tuple[float, float]) -> bool:
    return all(abs(side - want) <= _TOLERANCE_PT for side, want in zip(sides, wanted, strict=True))

"""Looks at a finished book before it takes its name."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from reportgen.book.assemble import Assembled, Laid
from reportgen.errors import ReportgenError


def require_sound(book: Assembled, *, duplex: bool) -> None:
    """Raise ReportgenError unless the file opens, its pages are the ones that they have to be in their order, what
    begins on a front lies on a front, and it has its tags."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(book.data)) as pdf:
            found = [page.obj.Contents.objgen[0] if "/Contents" in page.obj else None for page in pdf.pages]
            problems = [*_order(found, book.pages), *(_parity(book.pages) if duplex else ())]
            if book.tagged and "/StructTreeRoot" not in pdf.Root:
                problems.append("its tags are not there")
    except pikepdf.PdfError as error:
        problems = [f"it cannot be opened ({error})"]
    if problems:
        raise ReportgenError(
            f"The book is not as it should be: {'; '.join(problems)}. It was not kept.",
            cure="This is a fault of reportgen; the brochures are there and whole.",
        )


def _order(found: Sequence[int | None], wanted: Sequence[Laid]) -> Iterator[str]:
    if len(found) != len(wanted):
        yield f"{len(found)} pages instead of {len(wanted)}"
        return
    for number, (content, laid) in enumerate(zip(found, wanted, strict=True), 1):
        if content != laid.content:
            yield f"page {number} shows something else"
            return


def _parity(pages: Sequence[Laid]) -> Iterator[str]:
    for number, laid in enumerate(pages, 1):
        if laid.is_front and number % 2 == 0:
            yield f"page {number} lies on a back"
            return

"""The look at a PDF before it takes its name: what the press wrote proves itself, and no fault gets past."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from reportgen.errors import ReportgenError
from reportgen.render import load_layout, render_pdf, whole
from reportgen.render.own_file import facts_of
from reportgen.render.whole import require_whole_pdf
from tests.render.brochures import RICH


@pytest.fixture(scope="module")
def pressed() -> bytes:
    rendered = render_pdf(RICH, load_layout("handout"))
    assert not rendered.laid_out_because
    return rendered.data


def test_what_the_press_wrote_is_told_as_qpdf_tells_it(pressed: bytes) -> None:
    facts = facts_of(pressed)
    assert facts is not None, "the press writes its files in another way than `own_file` reads them"
    with pikepdf.open(io.BytesIO(pressed)) as pdf:
        boxes = [[float(side) for side in page.trimbox] for page in pdf.pages]
        assert facts.sheets_pt == tuple((right - left, top - bottom) for left, bottom, right, top in boxes)
        assert facts.language == str(pdf.Root.Lang)
    assert facts.is_tagged and facts.has_elements
    require_whole_pdf(pressed, pages=len(boxes), paper="letter")


def test_qpdf_is_spared_what_proves_itself(pressed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> list[str]:
        raise AssertionError("opened with qpdf")

    monkeypatch.setattr(whole, "_opened", refuses)
    monkeypatch.setattr(whole, "_turn", iter((1, 2, whole._EVERY)))
    for _ in range(2):
        require_whole_pdf(pressed, pages=1, paper="letter")
    with pytest.raises(AssertionError):  # now and then it looks all the same
        require_whole_pdf(pressed, pages=1, paper="letter")


@pytest.mark.parametrize(
    ("pages", "paper", "said"),
    [(2, "letter", "1 pages instead of 2"), (1, "a4", "page 1 is 612 × 792 pt instead of a4 paper")],
)
def test_another_count_or_paper_is_a_fault(pressed: bytes, pages: int, paper: str, said: str) -> None:
    with pytest.raises(ReportgenError, match=said):
        require_whole_pdf(pressed, pages=pages, paper=paper)


def test_no_changed_byte_proves_itself(pressed: bytes) -> None:
    step = max(1, len(pressed) // 400)
    for place in (*range(0, len(pressed), step), *range(pressed.rfind(b"/XRef") - 20, len(pressed))):
        changed = bytearray(pressed)
        changed[place] ^= 0x11
        assert facts_of(bytes(changed)) is None, place


def test_no_part_of_a_file_proves_itself(pressed: bytes) -> None:
    for length in (*range(0, len(pressed), 997), len(pressed) - 1):
        assert facts_of(pressed[:length]) is None
    assert facts_of(pressed + b"\n") is None
    assert facts_of(b"\n" + pressed) is None
    assert facts_of(pressed[:30_000] + pressed[30_001:]) is None


@pytest.mark.parametrize("length", [0, 20, 5_000, 30_000])
def test_a_file_that_breaks_off_is_not_kept(pressed: bytes, length: int) -> None:
    with pytest.raises(ReportgenError, match="not as it should be"):
        require_whole_pdf(pressed[:length], pages=1, paper="letter")


def test_another_writers_file_is_opened_with_qpdf(pressed: bytes) -> None:
    for remove, said in (("/StructTreeRoot", "it has no tags"), ("/Lang", "it names no language"), ("", "")):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(pressed)) as pdf:
            if remove:
                del pdf.Root[remove]
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        assert facts_of(out.getvalue()) is None
        if said:
            with pytest.raises(ReportgenError, match=re.escape(said)):
                require_whole_pdf(out.getvalue(), pages=1, paper="letter")
        else:
            require_whole_pdf(out.getvalue(), pages=1, paper="letter")

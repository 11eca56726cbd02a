"""The benchmark's brochure in Typst, through its compiler from PyPI."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typst
from content import ROOT, Content

_TEMPLATE = Path(__file__).with_name("brochure.typ")


def make() -> typst.Compiler:
    """A compiler that keeps its fonts and caches, as a server would."""
    return typst.Compiler(_TEMPLATE, font_paths=[ROOT / "assets" / "fonts"], ignore_system_fonts=True)


def pdf(compiler: typst.Compiler, content: Content) -> bytes:
    """Tagged PDF that claims PDF/UA-1."""
    return bytes(
        compiler.compile(format="pdf", pdf_standards="ua-1", sys_inputs={"content": json.dumps(asdict(content))})
    )

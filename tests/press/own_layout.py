"""A layout of one's own, for what the built-in ones do not have."""

from __future__ import annotations

from pathlib import Path

from reportgen.render import load_layout
from reportgen.render.layout import Layout

_HEAD = """<!DOCTYPE html>
<html lang="en" style="--accent:#1d4e89;--tint16:#dddddd;--tint8:#eeeeee;--ink:#222222;--grey:#666666;--rule:#bbbbbb">
<head><title>{{ b.title }}</title></head><body>"""
_NO_FOOT = "@page { @bottom-left { content: none } @bottom-right { content: none } }"


def own_layout(folder: Path, body: str, css: str, *, pages: int = 1) -> Layout:
    """The layout with this body and nothing at the foot, in a folder that is there."""
    toml = f'name = "own"\ntitle = "x"\nextends = "_base"\npages = {pages}\n'
    (folder / "layout.toml").write_text(toml, encoding="utf-8")
    (folder / "own.html").write_text(f"{_HEAD}{body}</body></html>\n", encoding="utf-8")
    (folder / "print.css").write_text(css + _NO_FOOT, encoding="utf-8")
    return load_layout(folder)

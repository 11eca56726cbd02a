"""Workbooks as programs write them, and as nobody should."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl  # type: ignore[import-untyped]

SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: Sequence[Sequence[Any]], *further_sheets: str) -> bytes:
    """An .xlsx with the rows in its first sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for name in further_sheets:
        book.create_sheet(name)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def edited(data: bytes, change: Callable[[bytes], bytes], member: str = SHEET) -> bytes:
    """The workbook with one of its members changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            content = old.read(each)
            new.writestr(each.filename, change(content) if each.filename == member else content)
    return out.getvalue()

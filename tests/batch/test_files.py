from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportgen.batch import files
from reportgen.errors import EnvironmentLacksError, ReportgenError

WHOLE = b"%PDF-1.7\n" + b"x" * 5000 + b"\nstartxref\n9\n%%EOF\n"


def test_whole_file_is_written_and_recognised(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    files.write_whole(path, WHOLE)
    assert path.read_bytes() == WHOLE
    assert files.is_whole_pdf(path)
    assert [item.name for item in tmp_path.iterdir()] == ["a.pdf"]
    mask = os.umask(0)
    os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~mask


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 cut", WHOLE[:-10], b"<html>" + WHOLE])
def test_what_is_no_whole_pdf_is_neither_written_nor_recognised(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    with pytest.raises(ReportgenError, match="not a whole PDF"):
        files.write_whole(path, data)
    assert not path.exists()
    path.write_bytes(data)
    assert not files.is_whole_pdf(path)


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_fault_while_writing_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    path = tmp_path / "a.pdf"
    files.write_whole(path, WHOLE)

    def fail(descriptor: int) -> None:
        raise fault

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(EnvironmentLacksError if isinstance(fault, OSError) else KeyboardInterrupt):
        files.write_whole(path, WHOLE.replace(b"xxxx", b"yyyy"))
    assert path.read_bytes() == WHOLE
    assert [item.name for item in tmp_path.iterdir()] == ["a.pdf"]


def test_folder_is_made_and_tried(tmp_path: Path) -> None:
    files.require_writable(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentLacksError, match="Cannot write"):
        files.require_writable(tmp_path / "file")

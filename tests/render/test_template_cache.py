"""A compiled template is used again, and only when it is ours and whole."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from reportgen.render import kept
from reportgen.render.template_cache import CompiledTemplates


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(kept.FOLDER_VARIABLE, str(tmp_path / "kept"))
    return tmp_path / "kept"


def rendered(tmp_path: Path, text: str = "{{ 6 * 7 }} cooks", *, trim: bool = False) -> str:
    (tmp_path / "page.html").write_text(text)
    loader = jinja2.FileSystemLoader(tmp_path)
    environment = jinja2.Environment(
        loader=loader, trim_blocks=trim, autoescape=True, bytecode_cache=CompiledTemplates()
    )
    return environment.get_template("page.html").render()


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that are compiled from now on."""
    found: list[str] = []
    compile_ = jinja2.Environment.compile

    def noted(self: jinja2.Environment, source: str, name: str | None = None, *more: object) -> object:
        found.append(str(name))
        return compile_(self, source, name, *more)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", noted)
    return found


def test_a_template_is_compiled_once(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = compiled(monkeypatch)
    assert rendered(tmp_path) == rendered(tmp_path) == "42 cooks"
    assert seen == ["page.html"]
    (path,) = folder.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("changed", ["text", "options"])
def test_another_text_or_another_reading_is_compiled_anew(folder: Path, tmp_path: Path, changed: str) -> None:
    assert rendered(tmp_path, "{% if true %}\nyes{% endif %}") == "\nyes"
    if changed == "text":
        assert rendered(tmp_path, "{% if true %}\nno{% endif %}") == "\nno"
    else:
        assert rendered(tmp_path, "{% if true %}\nyes{% endif %}", trim=True) == "yes"


@pytest.mark.parametrize("harm", ["cut", "turned", "empty", "writable", "link"])
def test_a_file_that_is_not_whole_or_not_only_ours_is_not_run(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    rendered(tmp_path)
    (path,) = folder.iterdir()
    data = path.read_bytes()
    if harm == "writable":
        path.chmod(0o664)
    elif harm == "link":
        path.rename(tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere")
    else:
        path.write_bytes({"cut": data[:-9], "turned": data[:50] + b"\xff" + data[51:], "empty": b""}[harm])
    seen = compiled(monkeypatch)
    assert rendered(tmp_path) == "42 cooks"
    assert seen == ["page.html"]


def test_a_folder_that_cannot_be_written_to_is_no_reason_to_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(kept.FOLDER_VARIABLE, str(tmp_path / "file" / "kept"))
    assert rendered(tmp_path) == "42 cooks"

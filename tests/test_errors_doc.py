"""docs/errors.md names every exit code and every class of errors, each with its code, and none that is not there."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest

from reportgen.cli import environment, making, root
from reportgen.errors import ReportgenError, Terminated

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
CODES = {int(code): words.strip() for code, words in re.findall(r"^\| (\d+) \|(.*)\|$", PAGE, re.MULTILINE)}
CLASSES = {
    name: (int(code), cause.strip(), cure.strip())
    for name, code, cause, cure in re.findall(r"^\| `(\w+)` \| (\d+) \|(.*)\|(.*)\|$", PAGE, re.MULTILINE)
}
# Never seen outside of the module that raises them: another way is taken, or another error told.
INNER = {
    "NotPressedError", "UntaggableError", "UnreadableError", "Refused", "_Broken",
    "ArchiveFault", "DamagedArchive", "TooLargeSheet",
}  # fmt: skip


def classes() -> dict[str, type[BaseException]]:
    """Every class of exceptions that the package defines, by name."""
    for path in sorted((ROOT / "reportgen").rglob("*.py")):
        if path.stem not in ("__main__", "__init__"):
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    found, waiting = {}, [BaseException]
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        if each.__module__.startswith("reportgen."):
            found[each.__name__] = each
    return found


ALL = classes()


def test_every_class_is_there_and_no_other() -> None:
    shown = {name for name, each in ALL.items() if issubclass(each, ReportgenError | Terminated)}
    assert shown == set(CLASSES)
    assert set(ALL) - shown <= INNER, "an error without words for its reader: make it a ReportgenError"


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_a_class_has_its_code_cause_and_cure(name: str) -> None:
    code, cause, cure = CLASSES[name]
    assert code == ALL[name].exit_code  # type: ignore[attr-defined]
    assert code in CODES
    assert len(cause) > 15 and len(cure) > 5


def exit_codes() -> set[int]:
    """The numbers that a command may leave with: of the classes, and those in `exit(…)`, SystemExit and constants."""
    found = {0, root.INTERRUPTED, making.SOME_FAILED} | {
        each.exit_code for each in ALL.values() if hasattr(each, "exit_code")
    }
    for path in (ROOT / "reportgen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith((".exit", "SystemExit")):
                found |= {each.value for arg in node.args for each in ast.walk(arg) if isinstance(each, ast.Constant)}
            if isinstance(node, ast.Assign) and re.search(
                r"exit_code|FAILED|LACK|INTERRUPT", ast.unparse(node.targets[0])
            ):
                value = node.value.value if isinstance(node.value, ast.Constant) else None
                found |= {value} if isinstance(value, int) and not isinstance(value, bool) else set()
    return {each for each in found if isinstance(each, int)}


def test_every_exit_code_is_there_and_no_other() -> None:
    assert exit_codes() == set(CODES)


def test_the_command_line_says_the_same_of_its_codes() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8").partition("| exit code |")[2].partition("\n\n")[0]
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)} == set(CODES)


def test_what_doctor_looks_at_is_named(tmp_path: Path) -> None:
    table = PAGE.partition("looks at\n")[2]
    names = {finding.name for finding in environment.examine(tmp_path / "none", tmp_path, lambda: tmp_path / "a")}
    for name in names - set(environment.FLOORS):
        shown = "library …" if name.startswith("library ") else name
        assert f"`{shown}`" in table, name
    for name in re.findall(r"`([^`]+)`", "".join(re.findall(r"\| ([^|]*) \|$", table, re.MULTILINE))):
        assert name in names or name == "library …" or name.startswith(("reportgen", "--")), name

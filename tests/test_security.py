"""What the code never does, and which versions of what it stands on may be locked (docs/security.md)."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from reportgen.cli.environment import FLOORS as CLI_FLOORS

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "reportgen").rglob("*.py"))
FLOORS: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
    Path(__file__).with_name("security_floors.toml").read_text(encoding="utf-8")
)
NEVER_CALLED = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "tempfile.mktemp", "tempfile.mkstemp.name",
    "os.tempnam", "os.tmpnam", "pty.spawn", "subprocess.getoutput", "subprocess.getstatusoutput", "input", "breakpoint",
    "yaml.load", "xml.dom.minidom.parse", "ssl._create_unverified_context",
}  # fmt: skip
NEVER_IMPORTED = {"pickle", "cPickle", "dill", "shelve", "cloudpickle", "telnetlib", "ftplib", "pdb", "code"}
# The one place where code comes from a file: it belongs to the user, see docs/decisions/0011.
HOMES = {"marshal": {"render/template_cache.py"}}


def name_of(node: ast.expr) -> str:
    """`a.b.c` for a name with attributes, "" for what is computed."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return f"{owner}.{node.attr}" if (owner := name_of(node.value)) else ""
    return ""


def faults_of(tree: ast.AST, path: str) -> Iterator[str]:
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
            imported = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from (f"{path}:{node.lineno} imports {each}" for each in imported & NEVER_CALLED)
        for name in names:
            if name.partition(".")[0] in NEVER_IMPORTED or path not in HOMES.get(name, {path}):
                yield f"{path}:{node.lineno} imports {name}"
        if isinstance(node, ast.Call):
            called = name_of(node.func)
            if called in NEVER_CALLED:
                yield f"{path}:{node.lineno} calls {called}"
            for keyword in node.keywords:
                value = keyword.value.value if isinstance(keyword.value, ast.Constant) else True
                if (keyword.arg == "shell" and value) or (keyword.arg == "verify" and value is False):
                    yield f"{path}:{node.lineno} says {keyword.arg}={value}"


@pytest.mark.parametrize(
    "code",
    [
        "eval('1')", "exec(x)", "import pickle", "from pickle import loads", "import marshal",
        "subprocess.run('ls', shell=True)", "subprocess.run(x, shell=y)", "os.system('ls')", "tempfile.mktemp()",
        "from os import system", "requests.get(x, verify=False)",
    ],
)  # fmt: skip
def test_a_fault_is_seen(code: str) -> None:
    assert list(faults_of(ast.parse(code), "cli/here.py"))


def test_no_eval_no_pickle_no_shell() -> None:
    found: list[str] = []
    for path in FILES:
        relative = path.relative_to(ROOT / "reportgen").as_posix()
        found += faults_of(ast.parse(path.read_text(encoding="utf-8")), relative)
    assert not found


def test_ruff_looks_for_what_bandit_does() -> None:
    ruff = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    assert "S" in ruff["select"]
    assert [rule for rule in ruff["ignore"] if rule.startswith("S")] == ["S603"]  # every subprocess call, shell or not
    assert ruff["per-file-ignores"]["reportgen/**"] == ["S101"]


def test_each_exception_from_its_rules_has_a_reason() -> None:
    bare = re.compile(r"# noqa: S\d+\s*$|# noqa\s*$")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in FILES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line)
    ]
    assert not found


def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return found


def runtime() -> set[str]:
    """What an installation brings: the dependencies, and theirs."""
    waiting, found = [Requirement(each) for each in project()["dependencies"]], set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        extras = requirement.extras or {""}
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        for words in importlib.metadata.requires(name) or ():
            needed = Requirement(words)
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(Requirement(words.partition(";")[0]))
    return found


def locked() -> dict[str, Version]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s\\;]+)", line) for line in lines]
    return {canonicalize_name(pin[1]): Version(pin[2]) for pin in pins if pin}


def test_every_package_of_an_installation_has_a_floor() -> None:
    assert not runtime() - set(FLOORS["runtime"])


@pytest.mark.parametrize(("name", "entry"), [*FLOORS["runtime"].items(), *FLOORS["extras"].items()])
def test_nothing_older_than_its_floor_is_locked(name: str, entry: dict[str, str]) -> None:
    assert re.search(r"CVE-\d{4}-\d+|as locked on \d{4}-\d\d-\d\d", entry["why"])
    assert locked()[name] >= Version(entry["floor"])


def test_a_known_fault_is_kept_out_of_new_installations_too() -> None:
    declared = {}
    for requirement in map(Requirement, project()["dependencies"]):
        (specifier,) = requirement.specifier
        declared[canonicalize_name(requirement.name)] = Version(specifier.version)
    for name, entry in FLOORS["runtime"].items():
        if name in declared and "CVE" in entry["why"]:
            assert declared[name] >= Version(entry["floor"]), f"{name}: raise its floor in pyproject.toml"
            assert Version(CLI_FLOORS[name]) == declared[name]


LIMIT = re.compile(r"^\| [^|]+ \| ([\d,]+)[^|]* \| `([\w/]+)\.py` `([\w.]+)` \|$", re.MULTILINE)
LIMITS = LIMIT.findall((ROOT / "docs" / "security.md").read_text(encoding="utf-8"))


def test_there_are_limits_to_compare() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    rows = page.partition("## Limits")[2].partition("\n\nLimits of")[0].count("\n| ")
    assert len(LIMITS) == rows - 1 > 15


@pytest.mark.parametrize(("value", "module", "name"), LIMITS)
def test_a_limit_is_what_its_page_says(value: str, module: str, name: str) -> None:
    found: Any = importlib.import_module(f"reportgen.{module.replace('/', '.')}")
    for part in name.split("."):
        found = found() if isinstance(found, type) else found
        found = getattr(found, part)
    assert f"{found:,.0f}" == value

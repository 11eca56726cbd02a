"""Guards over the files of the repository itself."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# In pieces, so that this file does not hold what it forbids.
REGISTRY_HOSTS = [
    ".".join(parts).encode()
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("security", "ubuntu", "com"),
        ("conda", "anaconda", "org"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
        ("rubygems", "org"),
        ("maven", "org"),
        ("docker", "io"),
    )
]
PINNED = re.compile(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^\s;]+( ; [^\\]+?)?( --hash=sha256:[0-9a-f]{64})+")


def repository_files() -> list[Path]:
    """Tracked files, and new ones that are not ignored: what the next commit could hold."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def registry_hosts_in(content: bytes) -> list[str]:
    content = content.lower()
    return [host.decode() for host in REGISTRY_HOSTS if host in content]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def normalised(package: str) -> str:
    """The package's name without extras and versions, as PEP 503 compares names."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", package, maxsplit=1)[0]).lower()


def lock_lines() -> list[str]:
    lines = re.sub(r"\s*\\\n\s*", " ", read("requirements.lock")).splitlines()
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def test_no_file_names_a_registry_host() -> None:
    found = {
        str(path.relative_to(ROOT)): hosts
        for path in repository_files()
        if (hosts := registry_hosts_in(path.read_bytes()))
    }
    assert not found


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_the_host_guard_bites(host: bytes) -> None:
    assert registry_hosts_in(b"--index-url https://FILES." + host.upper() + b"/simple") == [host.decode()]


def test_lock_holds_only_pinned_and_hashed_packages() -> None:
    lines = lock_lines()
    assert [line for line in lines if not PINNED.fullmatch(line)] == []
    assert not PINNED.fullmatch("click==8.1.0") and not PINNED.fullmatch("--index-url somewhere")


def test_lock_knows_every_declared_dependency() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    declared = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["dev"]
    missing = {normalised(name) for name in declared} - {normalised(line) for line in lock_lines()}
    assert not missing, "run `make lock`"


def test_ci_runs_the_command_that_the_readme_names() -> None:
    readme = read("README.md")
    place = re.search(r"run the tests", readme, re.IGNORECASE)
    assert place, "README.md does not say how to run the tests"
    command = re.search(r"\bmake [^`\n#]*", readme[place.end() :])
    assert command and command.group().strip() == "make test"
    steps = [line.strip() for line in read(".ci/run").splitlines()]
    assert [step for step in steps if step and not step.startswith(("#", "set ", "cd "))] == ["make test"]


def test_makefile_has_every_target_that_the_documents_name() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    for document in ("README.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"(?:^|`)\s*(?:\$ )?make ([a-z-]+)", read(document), re.MULTILINE))
        assert named, f"{document} names no make target"
        assert named <= targets, document

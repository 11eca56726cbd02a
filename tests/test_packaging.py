"""The wheel built from the sdist works alone: installed elsewhere, without network or checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pypdf
import pytest

ROOT = Path(__file__).resolve().parents[1]
BUNDLED = ("layouts", "data", "assets")

# Loaded by every Python that the installed command starts. It writes down each try, since a library may
# swallow the exception.
FENCE = """
import os, sys

checkout, allowed, log = (os.environ[f"FENCE_{name}"] for name in ("CHECKOUT", "ALLOWED", "LOG"))

def fence(event, args):
    if event == "socket.getaddrinfo" or (event == "socket.connect" and isinstance(args[1], tuple)):
        what = f"network: {args}"
    elif event in ("open", "sqlite3.connect", "os.listdir", "os.scandir"):
        path = os.fsdecode(args[0]) if isinstance(args[0], (str, bytes)) else ""
        if checkout not in path or allowed in path:
            return
        what = f"the checkout: {event} {path}"
    else:
        return
    with open(log, "a") as file:
        print(what, file=file)
    raise RuntimeError("beyond the fence: " + what)

sys.addaudithook(fence)
"""


def run(command: Sequence[object], *, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, cwd=cwd, env=env
    )
    assert done.returncode == 0, f"{command} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from the sdist; `build` without --sdist or --wheel goes that way."""
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", folder], cwd=ROOT)
    assert len(list(folder.glob("*.tar.gz"))) == 1
    (built,) = folder.glob("*.whl")
    return built


def test_wheel_holds_exactly_the_tracked_data(wheel: Path) -> None:
    """A file that .gitignore swallows on the way through the sdist would be missing here."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *BUNDLED]
    listed = run(command, cwd=ROOT)
    tracked = {name for name in listed.split("\0") if name and (ROOT / name).is_file()}
    prefix = "reportgen/_bundled/"
    with zipfile.ZipFile(wheel) as archive:
        bundled = {name.removeprefix(prefix) for name in archive.namelist() if name.startswith(prefix)}
    assert bundled == tracked


def test_installed_wheel_renders_offline(wheel: Path, tmp_path: Path) -> None:
    clean, fence, work = (tmp_path / name for name in ("clean", "fence", "work"))
    fence.mkdir()
    work.mkdir()
    (fence / "sitecustomize.py").write_text(FENCE, encoding="utf-8")
    venv.create(clean, with_pip=False, symlinks=True)
    python = clean / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python]
    run([*pip, "install", "--no-deps", "--no-index", wheel], cwd=work)

    # The libraries come from this environment. A folder on PYTHONPATH gets no .pth file processed, so that
    # the editable install, which leads to the checkout, is not seen.
    libraries = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    log = tmp_path / "fence.log"
    ours = ("REPORTGEN_", "PYTHON", "XDG_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)} | {
        "PYTHONPATH": os.pathsep.join([str(fence), *libraries]),
        "HOME": str(tmp_path),  # no user's store, settings or cache
        "FENCE_CHECKOUT": str(ROOT) + os.sep,
        "FENCE_ALLOWED": sys.prefix,  # .venv lies in the checkout
        "FENCE_LOG": str(log),
    }
    home = run([python, "-c", "import reportgen; print(reportgen.__file__)"], env=environment, cwd=work)
    assert Path(home.strip()).is_relative_to(clean)

    # Where the system allows it, a network namespace also stops what is not Python.
    cut_off = ["unshare", "--map-root-user", "--net"]
    try:
        subprocess.run([*cut_off, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        cut_off = []
    brochure = ["brochure", "29-2072", "--state", "TX", "--output", "tx.pdf"]
    run([*cut_off, clean / "bin" / "reportgen", *brochure], env=environment, cwd=work)

    assert not log.exists(), log.read_text(encoding="utf-8")
    (pdf,) = work.rglob("*.pdf")
    pages = pypdf.PdfReader(pdf).pages
    assert len(pages) == 2
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Medical Records Specialists" in text
    assert "$47,230" in text

"""Fixtures that several folders of tests share."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from multiprocessing.util import get_temp_dir
from pathlib import Path

import pytest
from hypothesis import settings

# Where nobody may write bytecode, each process that a test starts would compile reportgen anew: two seconds of work
# instead of one. pip compiles what it installs, so this is also how a user's process starts. First of all, so that
# what is imported below is kept too.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

from reportgen.batch import workers  # noqa: E402
from reportgen.render import kept  # noqa: E402
from tests.worker_processes import Forked  # noqa: E402

# Of any input: `make test` draws a few of each kind, `make examples` many.
settings.register_profile("few", max_examples=50, deadline=None)
settings.register_profile("many", max_examples=3000, deadline=None)
settings.load_profile("few")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept-pages",
        action="store_true",
        help="store the pages and sections as they are now, instead of comparing them (look at them first)",
    )


@pytest.fixture(scope="session")
def accepts(request: pytest.FixtureRequest) -> bool:
    """Whether stored pages and sections are to be replaced."""
    return bool(request.config.getoption("--accept-pages"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of official files: `../shared/data` beside the checkout, or REPORTGEN_SHARED_DATA."""
    folder = Path(os.environ.get("REPORTGEN_SHARED_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"the official data files are not here ({folder}); set REPORTGEN_SHARED_DATA to their folder")
    return folder


@pytest.fixture(scope="session", autouse=True)
def temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Temporary files of the tests' own process go where pytest clears up: it may be killed, or end without a word."""
    folder = tmp_path_factory.getbasetemp() / "temporary"
    folder.mkdir(exist_ok=True)
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    yield folder
    tempfile.tempdir = before


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What is kept of layouts is kept in a folder of the tests, for all of them: each layout is learned once.

    Processes that share the tests share it, too.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cache"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(kept.FOLDER_VARIABLE, str(folder))
        yield folder


@pytest.fixture(scope="session", autouse=True)
def forked_workers(temporary_folder: Path) -> Iterator[None]:
    """Workers start at once; those of commands that are run as processes are spawned as a user's are."""
    get_temp_dir()  # the fork server's, in `temporary_folder` and not in one that a test looks into
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(workers, "_PROCESSES", Forked())
        yield

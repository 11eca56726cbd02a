"""WeasyPrint's import without looking for its libraries, and with it where that fails."""

from __future__ import annotations

import ctypes.util
import subprocess
import sys

import pytest
import weasyprint

from reportgen.render import libraries

_IMPORT = """
import subprocess, sys
started = []
class Counted(subprocess.Popen):
    def __init__(self, command, *more, **named):
        started.append(command)
        super().__init__(command, *more, **named)
subprocess.Popen = Counted
from reportgen.render import libraries
{change}
module = libraries.import_weasyprint()
import ctypes.util
print(module.__version__, len(started), ctypes.util.find_library.__module__)
"""


def imported(change: str = "") -> tuple[str, int, str]:
    command = [sys.executable, "-W", "error", "-c", _IMPORT.format(change=change)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    release, started, module = done.stdout.split()
    return release, int(started), module


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is changed")
def test_no_process_looks_for_libraries() -> None:
    assert imported() == (weasyprint.__version__, 0, "ctypes.util")


def test_another_release_is_imported_as_it_is() -> None:
    release, _, _ = imported('libraries._READ = "69"')
    assert release == weasyprint.__version__


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is changed")
def test_what_the_loader_does_not_find_is_looked_for() -> None:
    # As where the libraries have names of their own: none of the short cut's loads.
    fails = (
        "import cffi.api; load = cffi.api._load_backend_lib\n"
        "def some(backend, name, flags):\n"
        "    if '.so' in (name or '') and not started: raise OSError(name)\n"
        "    return load(backend, name, flags)\n"
        "cffi.api._load_backend_lib = some"
    )
    release, started, module = imported(fails)
    assert (release, module) == (weasyprint.__version__, "ctypes.util")
    assert started > 0


def test_only_the_families_of_its_libraries_are_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: f"found {name}")
    with libraries._by_soname():
        assert ctypes.util.find_library("libpango-1.0-0") is None
        assert ctypes.util.find_library("harfbuzz") is None
        assert ctypes.util.find_library("c") == "found c"
    assert ctypes.util.find_library("harfbuzz") == "found harfbuzz"


def test_what_is_called_seldom_is_imported_when_it_is_called() -> None:
    program = (
        "import sys\n"
        "from reportgen.render import libraries\n"
        "libraries.import_weasyprint()\n"
        "from weasyprint.pdf import fonts\n"
        "assert 'fontTools.subset' not in sys.modules and 'fontTools.varLib.instancer' not in sys.modules\n"
        "options = fonts.subset.Options(hinting=False)\n"
        "import fontTools.subset, fontTools.varLib.instancer as instancer\n"
        "assert type(options) is fontTools.subset.Options and not options.hinting\n"
        "assert callable(fonts.instantiateVariableFont) and callable(instancer.instantiateVariableFont)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)

"""One engine in a process of its own, kept warm: `python worker.py ENGINE FOLDER`, driven over stdin by `run.py`.

Each line on stdin is a JSON list of pairs (see `content.Pair`); the answer is a line with the moments when it began and
ended, CPU seconds (those of all processes of the engine), sizes, and the peak of the memory of all its processes in MB.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

MODULES = {"chromium": "chromium_page", "typst": "typst_page", "reportlab": "reportlab_page"}
WARM = (("29-1141", "TX"), ("29-1141", "CA"))

Given = Callable[[tuple[str, str]], Any]  # pair -> what the engine makes a PDF of; not timed
Make = Callable[[Any], bytes]


def engine(name: str, folder: Path) -> tuple[Given, Make]:
    import content

    if name.startswith("reportgen"):
        from reportgen.render import render_pdf

        source = content.Source()
        if name == "reportgen page":
            return lambda pair: source.brochure(*pair), lambda brochure: render_pdf(brochure, source.layout).data
        # From the store on: composing is part of the work that the others are spared.
        return lambda pair: pair, lambda pair: render_pdf(source.brochure(*pair), source.layout).data

    def given(pair: tuple[str, str]) -> Any:
        return content.prepared(folder, pair)

    if name == "weasyprint":
        import weasyprint

        base = (content.ROOT / "layouts" / content.LAYOUT).as_uri() + "/"
        return given, lambda page: bytes(
            weasyprint.HTML(string=page.html, base_url=base).write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
        )
    module = importlib.import_module(MODULES[name])
    made = module.make()
    if hasattr(made, "close"):
        atexit.register(made.close)
    return given, lambda page: bytes(module.pdf(made, page))


def tree(root: int) -> list[int]:
    """A process and its descendants."""
    found, parents = [root], {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def cpu_and_memory() -> tuple[float, float]:
    """CPU seconds so far, and MB in use now (proportional, so that shared pages count once), of all our processes."""
    seconds = memory = 0.0
    for pid in tree(os.getpid()):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        seconds += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
        memory += int(rollup.partition("\nPss:")[2].split()[0]) / 1024
    return seconds, memory


def main() -> None:
    name, folder = sys.argv[1], Path(sys.argv[2])
    given, make = engine(name, folder)
    for pair in WARM:
        make(given(pair))
    print(json.dumps("ready"), flush=True)
    peak, kept = 0.0, folder / f"{name}.pdf"
    for line in sys.stdin:
        inputs = [given(tuple(pair)) for pair in json.loads(line)]
        sizes: list[int] = []
        (before, _), began = cpu_and_memory(), time.monotonic()
        for each in inputs:
            data = make(each)
            sizes.append(len(data))
        ended = time.monotonic()
        if not kept.exists():
            kept.write_bytes(data)
        after, memory = cpu_and_memory()
        peak = max(peak, memory)
        answer = {"began": began, "ended": ended, "cpu": after - before, "sizes": sizes, "memory": peak}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

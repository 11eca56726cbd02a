"""One engine in a process of its own, kept warm: `python worker.py ENGINE`, driven over stdin by `run.py`.

Each line on stdin is a JSON list of places in `content.PAIRS`; the answer is a line with seconds, CPU seconds (those of
all processes of the engine), sizes, and the peak of the memory of all its processes in MB.
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


def engine(name: str) -> Callable[[int], bytes]:
    """The function that makes the PDF of a pair. Preparing the input of the other engines is not timed."""
    import content

    source = content.Source()
    if name == "reportgen":
        from reportgen.render import render_pdf

        # From the store on: composing is part of the work that the others are spared.
        return lambda place: render_pdf(source.brochure(*content.PAIRS[place]), source.layout).data
    prepared = [content.content_of(source.brochure(*pair), source.layout) for pair in content.PAIRS]
    if name == "reportgen page":
        from reportgen.render import render_pdf

        brochures = [source.brochure(*pair) for pair in content.PAIRS]
        return lambda place: render_pdf(brochures[place], source.layout).data
    if name == "weasyprint":
        import weasyprint

        base = source.layout.folder.as_uri() + "/"
        return lambda place: bytes(
            weasyprint.HTML(string=prepared[place].html, base_url=base).write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
        )
    module = importlib.import_module(MODULES[name])
    made = module.make()
    if hasattr(made, "close"):
        atexit.register(made.close)
    return lambda place: bytes(module.pdf(made, prepared[place]))


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
    make = engine(sys.argv[1])
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    for place in (0, 1):
        make(place)  # warm
    print(json.dumps("ready"), flush=True)
    peak = 0.0
    for line in sys.stdin:
        sizes: list[int] = []
        (before, _), start = cpu_and_memory(), time.perf_counter()
        for place in json.loads(line):
            data = make(place)
            sizes.append(len(data))
            if folder:
                (folder / f"{sys.argv[1]}-{place}.pdf").write_bytes(data)
        seconds = time.perf_counter() - start
        after, memory = cpu_and_memory()
        peak = max(peak, memory)
        answer: dict[str, Any] = {"seconds": seconds, "cpu": after - before, "sizes": sizes, "memory": peak}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

"""`python -m reportgen.editorial PATH...`: the checker alone, for writers; the command is `reportgen texts check`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reportgen.editorial.check import check_texts
from reportgen.editorial.known import known_here
from reportgen.editorial.report import as_lines
from reportgen.sources.editorial import shipped_folder


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m reportgen.editorial", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="files or folders; the shipped texts when there is none")
    parser.add_argument("--store", type=Path)
    arguments = parser.parse_args()
    known = known_here(arguments.store)
    reports = [check_texts(path, known) for path in arguments.paths or [shipped_folder()]]
    for report in reports:
        print("\n".join(as_lines(report)))
    return int(any(report.findings for report in reports))


if __name__ == "__main__":
    sys.exit(main())

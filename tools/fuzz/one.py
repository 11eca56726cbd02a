"""Fuzzes one target until libFuzzer says stop: `python tools/fuzz/one.py NAME [libFuzzer's options and folders]`."""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
    name, corpus = sys.argv[1], Path(sys.argv[-1])
    with atheris.instrument_imports(include=["reportgen"]):
        import targets

        target = targets.all_targets()[name]()
        for seed in target.seeds:
            target.take(seed)  # loads what is imported on first use
    for number, seed in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_bytes(seed)

    def take(data: bytes) -> None:
        target.take(data)

    atheris.Setup([sys.argv[0], *sys.argv[2:]], take)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

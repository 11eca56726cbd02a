"""Checks PDF files of anybody's in a process of its own, with limits of time and memory: `reportgen check`.

A few kilobytes of PDF may unpack to gigabytes. The process is asked by lines of JSON and answers by lines of JSON; one
that takes too long is killed, one that takes too much memory dies of it, and the next file gets a fresh one.
"""

from __future__ import annotations

import dataclasses
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from reportgen.errors import ReportgenError
from reportgen.render.inspect import FontUse, PdfReport
from reportgen.values import dataclass

# -P: a module of the current folder never stands in for one of Python's.
_COMMAND: Final = ("-P", "-m", "reportgen.render.inspect_apart")
_CURE: Final = "It is built unlike any brochure. Do not open it if you do not know where it comes from."


@dataclass(frozen=True, slots=True)
class Limits:
    """For a small file, and what a larger one gets besides for each MB."""

    seconds: float = 60.0
    seconds_per_mb: float = 5.0
    memory_mb: int = 2048
    memory_mb_per_mb: int = 20

    def of(self, path: Path) -> tuple[float, int]:
        """(seconds, memory in MB) for a file."""
        try:
            size_mb = path.stat().st_size / 1_000_000
        except OSError:
            size_mb = 0.0
        return self.seconds + self.seconds_per_mb * size_mb, int(self.memory_mb + self.memory_mb_per_mb * size_mb)


DEFAULT_LIMITS: Final = Limits()


class Inspector:
    """Checks file after file."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def inspect(self, path: Path) -> PdfReport:
        """As `inspect_pdf`. Raises ReportgenError also for a file that takes more than the limits."""
        seconds, memory_mb = self._limits.of(path)
        process = self._process = self._process or _started()
        answer = _asked(process, {"path": str(path), "memory_mb": memory_mb}, seconds)
        if answer is None:
            too_slow = process.poll() is None
            self.stop()
            took = (
                f"{round(seconds, 1):,g} seconds" if too_slow else f"{memory_mb:,} MB of memory, or broke the checker"
            )
            raise ReportgenError(f"{path} was not checked: it took more than {took}.", cure=_CURE)
        if "report" not in answer:
            raise ReportgenError(answer["what"], cure=answer["cure"])
        return _report_from(answer["report"])

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


@contextmanager
def inspector(limits: Limits = DEFAULT_LIMITS) -> Iterator[Inspector]:
    """An inspector whose process ends with the block."""
    opened = Inspector(limits)
    try:
        yield opened
    finally:
        opened.stop()


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *_COMMAND], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
    )


def _asked(process: subprocess.Popen[bytes], question: dict[str, Any], seconds: float) -> dict[str, Any] | None:
    """The answer; None when the process ended, or gave none in time."""
    assert process.stdin and process.stdout
    try:
        process.stdin.write(f"{json.dumps(question)}\n".encode())
    except OSError:
        process.wait()
        return None
    answer, until = b"", time.monotonic() + seconds
    while not answer.endswith(b"\n"):
        ready, _, _ = select.select([process.stdout], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            return None
        if not (some := os.read(process.stdout.fileno(), 1 << 16)):
            process.wait()
            return None
        answer += some
    found: dict[str, Any] = json.loads(answer)
    return found


def _report_from(data: dict[str, Any]) -> PdfReport:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    values["page_sizes_pt"] = tuple((width, height) for width, height in data["page_sizes_pt"])
    values["fonts"] = tuple(FontUse(**font) for font in data["fonts"])
    values["tags"] = tuple((kind, count) for kind, count in data["tags"])
    return PdfReport(**values)


def _answer() -> None:
    """In the process of its own: a line in, a line out, until the questions end."""
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what a library prints is no answer
    for line in sys.stdin.buffer:
        question = json.loads(line)
        _limit_memory(question["memory_mb"])
        out.write(json.dumps(_answer_to(Path(question["path"]))).encode() + b"\n")


def _answer_to(path: Path) -> dict[str, Any]:
    from reportgen.render.inspect import inspect_pdf

    try:
        return {"report": dataclasses.asdict(inspect_pdf(path))}
    except ReportgenError as error:
        return {"what": error.what, "cure": error.cure}
    except MemoryError:
        os._exit(1)  # nothing is sure any more: as if it had been killed


def _limit_memory(memory_mb: int) -> None:
    if sys.platform == "linux":  # elsewhere the limit is not kept, and time is the only one
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = memory_mb * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


if __name__ == "__main__":
    _answer()

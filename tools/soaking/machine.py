"""What the faults are done to: a process of reportgen with its workers, and a small disk that can be filled."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from reportgen.batch.memory import resident_bytes
from tests.batch.test_faults import workers_of

ROOT = Path(__file__).resolve().parents[2]
_MB = 1024 * 1024


class Process:
    """A running command, in a session of its own. `most_mb` is the most memory that it was seen to hold in RAM."""

    def __init__(self, words: list[str], folder: Path, environment: Mapping[str, str]) -> None:
        self._said = (folder / "said").open("w+", encoding="utf-8")
        self.popen = subprocess.Popen(
            [sys.executable, str(ROOT / "tools" / "soaking" / "command.py"), *words], cwd=folder, env=environment,
            stdout=subprocess.DEVNULL, stderr=self._said, start_new_session=True,
        )  # fmt: skip
        self.most_mb = 0
        threading.Thread(target=self._watch, daemon=True).start()

    @property
    def is_over(self) -> bool:
        return self.popen.poll() is not None

    def workers(self) -> list[int]:
        """The worker processes."""
        return workers_of(self.popen.pid)

    def kill_a_worker(self) -> bool:
        """Whether there was one to kill."""
        for worker in self.workers()[:1]:
            os.kill(worker, signal.SIGKILL)
            return True
        return False

    def kill_all(self) -> None:
        """The command and all of its workers, at once."""
        if not self.is_over:
            os.killpg(self.popen.pid, signal.SIGKILL)

    def wait(self) -> tuple[int, str]:
        """Its exit code and what it said."""
        code = self.popen.wait(timeout=900)
        while self.workers():
            time.sleep(0.02)
        self._said.seek(0)
        said = self._said.read()
        self._said.close()
        return code, said

    def _watch(self) -> None:
        while not self.is_over:
            self.most_mb = max(self.most_mb, (resident_bytes(self.popen.pid) or 0) // _MB)
            time.sleep(0.2)


class Disk:
    """A folder on a disk of its own, where the machine lets us mount one; `is_small` says whether."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        self.folder, self._ballast = folder, folder / ".ballast"
        folder.mkdir(parents=True)
        mount = shutil.which("mount")
        self.is_small = bool(mount) and os.geteuid() == 0
        if self.is_small:
            done = subprocess.run(
                [str(mount), "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)],
                check=False, capture_output=True,
            )  # fmt: skip
            self.is_small = done.returncode == 0

    def fill(self) -> None:
        """Leave no byte of room."""
        with self._ballast.open("wb", buffering=0) as file:
            for size in (_MB, 4096, 1):
                try:
                    while True:
                        file.write(b"\0" * size)
                except OSError:
                    continue

    def free(self) -> None:
        """Give the room back."""
        self._ballast.unlink(missing_ok=True)

    def remove(self) -> None:
        """Let go of the disk."""
        if self.is_small:
            subprocess.run(["umount", str(self.folder)], check=False)

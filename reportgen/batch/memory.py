"""How much memory another process holds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def resident_bytes(process_id: int) -> int | None:
    """The memory of a process that stands in RAM; None when it cannot be told (it has ended, or the system is odd)."""
    if sys.platform == "linux":
        try:
            pages = Path(f"/proc/{process_id}/statm").read_text(encoding="ascii").split()[1]
        except (OSError, IndexError):
            return None
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    return _asked_of_ps(process_id)


def _asked_of_ps(process_id: int) -> int | None:
    ps = shutil.which("ps")
    if ps is None:
        return None
    answer = subprocess.run([ps, "-o", "rss=", "-p", str(process_id)], capture_output=True, text=True, check=False)
    return int(answer.stdout) * 1024 if answer.stdout.strip().isdigit() else None

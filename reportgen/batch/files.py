"""Writing a finished brochure: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from reportgen.errors import EnvironmentLacksError, ReportgenError

_TAIL_BYTES = 1024


def require_writable(folder: Path) -> None:
    """Make `folder` if need be and try to write in it, before an hour of rendering. Raises EnvironmentLacksError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(prefix=".reportgen-", dir=folder):
            pass
    except OSError as error:
        raise EnvironmentLacksError(
            f"Cannot write in {folder}: {error.strerror or error}.",
            cure="Choose another place with --output FOLDER, or make that folder writable.",
        ) from None


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step; a full disk or an interruption leaves what was there before.

    Raises ReportgenError when `data` is not a whole PDF, EnvironmentLacksError when the disk refuses.
    """
    if not _is_whole(data[:8], data[-_TAIL_BYTES:]):
        raise ReportgenError("The rendered bytes are not a whole PDF; nothing was written.")
    try:
        descriptor, name = tempfile.mkstemp(prefix=".reportgen-", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as handle:
                handle.write(data)
                handle.flush()
                os.fsync(handle.fileno())
            temporary.chmod(0o666 & ~_umask())  # mkstemp makes files that only their owner may read
            temporary.replace(path)
        except BaseException:  # an interruption too must leave no half-written file
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise EnvironmentLacksError(
            f"Cannot write {path}: {error.strerror or error}.", cure="Make room there, or choose another --output."
        ) from None


def is_whole_pdf(path: Path) -> bool:
    """Whether a whole PDF stands at `path`, by its first and last bytes."""
    try:
        with path.open("rb") as handle:
            head = handle.read(8)
            handle.seek(0, os.SEEK_END)
            handle.seek(max(0, handle.tell() - _TAIL_BYTES))
            return _is_whole(head, handle.read())
    except OSError:
        return False


def _is_whole(head: bytes, tail: bytes) -> bool:
    return head.startswith(b"%PDF-") and b"startxref" in tail and tail.rstrip().endswith(b"%%EOF")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

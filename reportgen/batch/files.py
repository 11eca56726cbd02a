"""Writing a finished brochure: whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import tempfile
import time
from pathlib import Path

from reportgen.errors import EnvironmentLacksError, ReportgenError, is_of_the_machine

_TAIL_BYTES = 1024
_TEMPORARY = ".reportgen-batch-"
_SINGLE = ".reportgen-one-"  # no batch's, so that a batch that starts does not sweep it away
_ABANDONED_SECONDS = 600  # a single file is written in less than one


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


def temporary_in(folder: Path, prefix: str = _TEMPORARY) -> Path:
    """A new name for a file that is not finished; `sweep` removes those that batches left."""
    return folder / f"{prefix}{secrets.token_hex(6)}.tmp"


def sweep(folder: Path, *, older_than_seconds: float | None = None) -> None:
    """Remove unfinished files of batches that have ended: all, for who holds the folder's lock; else only old ones."""
    _sweep(folder, _TEMPORARY, older_than_seconds)


def _sweep(folder: Path, prefix: str, older_than_seconds: float | None) -> None:
    for path in folder.glob(f"{prefix}*.tmp"):
        with contextlib.suppress(OSError):  # another was quicker, or nothing can be removed there
            if older_than_seconds is None or time.time() - path.stat().st_mtime > older_than_seconds:
                path.unlink()


def write_temporary(temporary: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Write a file that must not exist yet, through to the disk; nothing is left of it when that fails."""
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        try:
            with os.fdopen(descriptor, "wb") as handle:
                handle.write(data)
                handle.flush()
                os.fsync(handle.fileno())
        except BaseException:  # an interruption too must leave no half-written file
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise cannot_write(temporary.parent, error, folder=temporary.parent) from None


def take_name(temporary: Path, path: Path) -> None:
    """Give a written file its name, in one step."""
    try:
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise cannot_write(path, error) from None


def settle_names(folder: Path) -> None:
    """Write the names in a folder through to the disk: a power cut after this takes none of them back."""
    with contextlib.suppress(OSError):  # a file system that cannot do it
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder unless it is there. Raises ReportgenError."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None


def write_text_whole(path: Path, text: str) -> None:
    """Put `text` at `path` in one step."""
    temporary = temporary_in(path.parent)
    write_temporary(temporary, text.encode("utf-8"))
    take_name(temporary, path)


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step; a full disk or an interruption leaves what was there before.

    Raises ReportgenError when `data` is not a whole PDF, EnvironmentLacksError when the disk refuses.
    """
    require_whole(data)
    _sweep(path.parent, _SINGLE, _ABANDONED_SECONDS)
    temporary = temporary_in(path.parent, _SINGLE)
    write_temporary(temporary, data)
    take_name(temporary, path)
    settle_names(path.parent)


def require_whole(data: bytes) -> None:
    """Raise ReportgenError unless `data` begins and ends as a PDF does."""
    if not _is_whole(data[:8], data[-_TAIL_BYTES:]):
        raise ReportgenError("The rendered bytes are not a whole PDF; nothing was written.")


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


def sha256_of(path: Path) -> str:
    """The checksum of a file; "" when it cannot be read."""
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError:
        return ""


def cannot_write(place: Path, error: OSError, *, folder: Path | None = None) -> ReportgenError:
    """The error for what the system refused: of the machine when every file would meet it, of one file otherwise."""
    folder = folder or place.parent
    if error.errno == errno.ENOENT and not folder.is_dir():
        return EnvironmentLacksError(
            f"The folder {folder} is gone: somebody removed or renamed it meanwhile.",
            cure="Put it back, or run the same command again.",
        )
    if is_of_the_machine(error):
        return EnvironmentLacksError(
            f"Cannot write {place}: {error.strerror or error}.", cure="Make room there, or choose another --output."
        )
    return ReportgenError(
        f"Cannot write {place}: {error.strerror or error}.", cure="Move what is in the way, or choose another --output."
    )


def _is_whole(head: bytes, tail: bytes) -> bool:
    return head.startswith(b"%PDF-") and b"startxref" in tail and tail.rstrip().endswith(b"%%EOF")

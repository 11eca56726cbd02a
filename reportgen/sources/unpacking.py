"""Files that are unpacked as they are read: how much of them, and what damaged ones are called."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

from reportgen.errors import SourceError, is_of_the_machine
from reportgen.tables.archive import ArchiveFault, opened, read_members

# The largest official file is under 40 MB unpacked; a workbook that unpacks to more is damaged or hostile.
MAX_UNPACKED_BYTES = 600_000_000
_GZIP_MAGIC = b"\x1f\x8b"


def gunzipped(path: Path, most_bytes: int = MAX_UNPACKED_BYTES) -> bytes:
    """The first bytes of a file, unpacked when it is gzip. Raises SourceError for damaged gzip."""
    with path.open("rb") as handle:
        is_gzip = handle.read(2) == _GZIP_MAGIC
        handle.seek(0)
        try:
            return gzip.GzipFile(fileobj=handle).read(most_bytes) if is_gzip else handle.read(most_bytes)
        except (OSError, EOFError, zlib.error) as error:
            if isinstance(error, OSError) and is_of_the_machine(error):
                raise
            raise SourceError(f"is a damaged gzip file: {error}", file=path.name) from None


def read_bytes(path: Path) -> bytes:
    """The whole file, unpacked when it is gzip. Raises SourceError for one that is endless."""
    data = gunzipped(path, MAX_UNPACKED_BYTES + 1)
    if len(data) > MAX_UNPACKED_BYTES:
        raise SourceError("unpacks to more than 600 MB", file=path.name, expected="an official file")
    return data


def check_zip(path: Path) -> None:
    """Raise SourceError unless `path` is a whole zip archive (a workbook is one) of a reasonable size."""
    try:
        with path.open("rb") as handle, opened(handle, most_bytes=MAX_UNPACKED_BYTES) as archive:
            for _, packed in read_members(archive):
                while packed.read(1 << 20):
                    pass
    except ArchiveFault as fault:
        raise SourceError(str(fault), file=path.name) from None

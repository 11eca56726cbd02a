"""A zip archive that somebody handed over → its members, none larger than it says, all of them within bounds."""

from __future__ import annotations

import copy
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from reportgen.errors import is_of_the_machine

MOST_MEMBERS = 10_000
# Official workbooks unpack to 26 times their size at most; a few megabytes may be as empty as they like.
_MOST_RATIO, _RATIO_FROM_BYTES = 250, 10_000_000
_DAMAGES = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
    OverflowError,
)  # fmt: skip


class ArchiveFault(Exception):
    """What is wrong with an archive, as the end of a sentence that begins with its name."""


class DamagedArchive(ArchiveFault):
    """What is no archive, or no whole one; `reason` is what the unpacker says."""

    def __init__(self, reason: str) -> None:
        self.reason = reason.rstrip(".")
        super().__init__(f"is a damaged or incomplete archive: {self.reason}")


@contextmanager
def opened(data: IO[bytes], *, most_bytes: int) -> Iterator[zipfile.ZipFile]:
    """The archive, when what it says of itself is within bounds. Raises ArchiveFault, also for what is found inside."""
    try:
        with zipfile.ZipFile(data) as archive:
            _check(archive, most_bytes)
            yield archive
    except _DAMAGES as error:
        if isinstance(error, OSError) and is_of_the_machine(error):
            raise
        raise DamagedArchive(str(error)) from None


def read_members(archive: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, Unpacked]]:
    """Each member with its content, to be read to its end: that is where its checksum and its size are compared."""
    for member in archive.infolist():
        # One byte more than it says: a member that holds more is found out, where zipfile alone would cut it off.
        roomy = copy.copy(member)
        roomy.file_size += 1
        with archive.open(roomy) as packed:
            yield member, Unpacked(packed, member)


def _check(archive: zipfile.ZipFile, most_bytes: int) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise ArchiveFault(f"has {len(members):,} members; {MOST_MEMBERS:,} are the most")
    unpacked = sum(member.file_size for member in members)
    if unpacked > most_bytes:
        raise ArchiveFault(f"unpacks to {unpacked:,} bytes, more than {most_bytes // 1_000_000:,} MB")
    for member in members:
        ratio = member.file_size / max(1, member.compress_size)
        if ratio > _MOST_RATIO and member.file_size > _RATIO_FROM_BYTES:
            raise ArchiveFault(f"has the member {member.filename!r:.80}, which unpacks to {ratio:,.0f} times its size")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ArchiveFault(f"has the member {member.filename!r:.80}, which is packed in an unusual way")
        if member.flag_bits & 1:
            raise ArchiveFault("is protected with a password")


class Unpacked:
    """A member's content, whose end tells whether it was as long as it should be."""

    def __init__(self, packed: IO[bytes], member: zipfile.ZipInfo) -> None:
        self._packed, self._member, self._so_far = packed, member, 0

    def read(self, size: int = -1) -> bytes:
        data = self._packed.read(size)
        self._so_far += len(data)
        if self._so_far > self._member.file_size or (not data and size and self._so_far < self._member.file_size):
            raise ArchiveFault(
                f"is damaged: its member {self._member.filename!r:.80} does not hold the "
                f"{self._member.file_size:,} bytes that it says"
            )
        return data

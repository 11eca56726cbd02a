"""Fetching official archives: resumable, checked, with the contact that BLS asks for in the User-Agent.

A file arrives under its own name only when it is whole; until then it is NAME.part, with the server's version mark
(ETag or date) beside it, so that a later attempt goes on where this one stopped, and only with the same version.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import requests

from reportgen import __version__
from reportgen.errors import EnvironmentLacksError, ReportgenError, SourceError, UsageError
from reportgen.sources.unpacking import check_zip
from reportgen.values import dataclass

# Called with (bytes so far, bytes in all or None).
Progress = Callable[[int, int | None], None]

_ATTEMPTS = 4
_CHUNK_BYTES = 64 * 1024
_CONNECT_SECONDS, _READ_SECONDS = 15, 60
_BUSY = frozenset({429, 500, 502, 503, 504})
_CONTACT = re.compile(r"[^@\s<>()]+@[^@\s<>()]+\.[A-Za-z]{2,}\Z", re.ASCII)


class _Broken(Exception):
    """The transfer stopped; another attempt may go on from there."""


@dataclass(frozen=True, slots=True)
class Downloader:
    """Fetches into `folder`. `pause_seconds` is waited before the second attempt, and doubled for each further one."""

    folder: Path
    contact: str
    pause_seconds: float = 2.0

    def __post_init__(self) -> None:
        if not _CONTACT.match(self.contact):
            raise UsageError(
                f"“{self.contact}” is not an e-mail address." if self.contact else "Downloads need a contact.",
                cure="BLS turns away programs that do not say whom to write to: give your e-mail address with "
                "--contact or REPORTGEN_CONTACT. It is sent to the publishers' servers only.",
            )

    def fetch(self, url: str, *, sha256: str | None = None, progress: Progress | None = None) -> Path:
        """Download `url` and return the whole file; one that is there already is asked for only if it is damaged.

        Raises SourceError when the publisher refuses, the connection keeps breaking, or what came is not the file
        (a web page in place of an archive, a wrong checksum, a damaged archive).
        """
        name = unquote(Path(urlsplit(url).path).name) or "download"
        target = self.folder / name
        if target.is_file() and sha256 and _sha256(target) == sha256:
            return target
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise EnvironmentLacksError(
                f"Cannot write in {self.folder}: {error.strerror}.", cure="Make that folder writable."
            ) from None
        part = target.with_name(f"{name}.part")
        try:
            with _only_one(part):
                self._transfer(url, part, progress)
                try:
                    _check(part, url, sha256)
                except SourceError:
                    _discard(part)
                    raise
                part.replace(target)
                _version_file(part).unlink(missing_ok=True)
        except requests.RequestException:  # an OSError too, and none of the disk
            raise
        except OSError as error:
            raise EnvironmentLacksError(
                f"Cannot write {part}: {error.strerror or error}.",
                cure="Make room there, or name another place with --folder. The same command goes on from there.",
            ) from None
        return target

    def _transfer(self, url: str, part: Path, progress: Progress | None) -> None:
        problem = ""
        for attempt in range(_ATTEMPTS):
            if attempt:
                time.sleep(self.pause_seconds * 2 ** (attempt - 1))
            try:
                self._attempt(url, part, progress)
            except (requests.RequestException, _Broken) as error:
                problem = _reason(error)
            else:
                return
        raise SourceError(
            f"could not be downloaded in {_ATTEMPTS} attempts: {problem}",
            file=url,
            cure="The store was not changed. Run the command again: it goes on where the download stopped. "
            "Or download the file with a browser and use `reportgen data import FILE`.",
        )

    def _attempt(self, url: str, part: Path, progress: Progress | None) -> None:
        have = part.stat().st_size if part.exists() else 0
        version = _version_file(part).read_text(encoding="ascii") if have and _version_file(part).exists() else ""
        headers = {
            "User-Agent": f"reportgen/{__version__} ({self.contact})",
            "Accept-Encoding": "identity",  # a byte range of a compressed answer would be of other bytes
        }
        if have and version:
            headers |= {"Range": f"bytes={have}-", "If-Range": version}
        with requests.get(
            url, headers=headers, stream=True, timeout=(_CONNECT_SECONDS, _READ_SECONDS), allow_redirects=True
        ) as answer:
            if answer.status_code in _BUSY:
                raise _Broken(f"the server answered {answer.status_code}")
            if answer.status_code == 416:  # the part is as long as the file, or longer: its version mark lied
                _discard(part)
                raise _Broken("the server cannot go on from there")
            if answer.status_code not in (200, 206):
                raise _refusal(url, answer.status_code)
            goes_on = answer.status_code == 206
            if goes_on and not answer.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
                _discard(part)
                raise _Broken("the server sent another range than asked for")
            _remember_version(part, answer)
            _receive(answer, part, have if goes_on else 0, progress)


@contextmanager
def _only_one(part: Path) -> Iterator[None]:
    """Keep a second download into the same folder out: both would write into one file."""
    folder = os.open(part.parent, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ReportgenError(
                f"Another reportgen is downloading {part.name.removesuffix('.part')} now.",
                cure="Wait until it is done, then run the command again.",
            ) from None
        except OSError:  # a file system without locks
            pass
        yield
    finally:
        os.close(folder)


def _receive(answer: requests.Response, part: Path, start: int, progress: Progress | None) -> None:
    length = answer.headers.get("Content-Length")
    total = start + int(length) if length and length.isdigit() else None
    done = start
    # Otherwise urllib3 throws the last bytes before a break away with its exception; we count them ourselves.
    answer.raw.enforce_content_length = False
    with part.open("ab" if start else "wb") as handle:
        for chunk in answer.iter_content(_CHUNK_BYTES):
            handle.write(chunk)
            done += len(chunk)
            if progress:
                progress(done, total)
    if total is not None and done < total:
        raise _Broken(f"the connection was closed after {done:,} of {total:,} bytes")


def _refusal(url: str, status: int) -> SourceError:
    if status in (401, 403):
        return SourceError(
            f"the publisher's server refuses it ({status})",
            file=url,
            cure="The store was not changed. BLS blocks programs at times, even with a contact: download the file "
            "with a browser and use `reportgen data import FILE`.",
        )
    return SourceError(
        f"the server answered {status}",
        file=url,
        cure="The store was not changed. The address may have moved: look at the publisher's page "
        "(`reportgen data status --json` names it) and use `reportgen data import FILE`.",
    )


def _check(part: Path, url: str, sha256: str | None) -> None:
    with part.open("rb") as handle:
        head = handle.read(512).lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise SourceError(
            "the server sent a web page instead of the file",
            file=url,
            cure="The store was not changed. The download was blocked or the address has moved: download the file "
            "with a browser and use `reportgen data import FILE`.",
        )
    if sha256 and (found := _sha256(part)) != sha256:
        raise SourceError("has another checksum than the known one", file=url, expected=f"{sha256}, not {found}")
    if urlsplit(url).path.lower().endswith((".zip", ".xlsx")):
        try:
            check_zip(part)
        except SourceError as error:
            what = error.what.removeprefix(f"{part.name}: ")
            raise SourceError(what, file=url, cure="The store was not changed. Run the command again.") from None


def _reason(error: Exception) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return f"the server's certificate is not accepted ({error})"
    if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ReadTimeout):
        return "the server does not answer"
    if isinstance(error, requests.exceptions.ConnectionError | requests.exceptions.ChunkedEncodingError):
        return "no connection to the server, or it broke off"
    return str(error)


def _version_file(part: Path) -> Path:
    return part.with_name(f"{part.name}.version")


def _remember_version(part: Path, answer: requests.Response) -> None:
    """Keep what If-Range may name: a strong ETag, else the date of change."""
    mark = answer.headers.get("ETag", "")
    if not mark or mark.startswith("W/"):
        mark = answer.headers.get("Last-Modified", "")
    _version_file(part).write_text(mark if mark.isascii() else "", encoding="ascii")


def _discard(part: Path) -> None:
    part.unlink(missing_ok=True)
    _version_file(part).unlink(missing_ok=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()

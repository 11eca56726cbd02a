"""An address of fsspec as the place of brochures: s3://bucket/folder, gs://…, abfs://…, sftp://…, file:///shared/folder.

Who we are to the store is its own affair: keys, profiles and endpoints come from where its client always finds them
(environment, configuration files, the role of the machine), never from our options, and they are never printed.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.batch import files
from reportgen.batch.manifest import Record
from reportgen.batch.places import DAMAGED, MISSING
from reportgen.errors import EnvironmentLacksError, ReportgenError
from reportgen.values import dataclass

_SECRET = re.compile(r"://[^/@\s]+@")
_PROBE = ".reportgen-check-"
# Here one request puts an object under its name whole or not at all. Elsewhere it is written beside it and renamed.
_OBJECT_STORES = ("s3", "s3a", "gs", "gcs", "abfs", "abfss", "az")
_DISK = ("file", "local")
# The client libraries try again by themselves for a second or two; these pauses outlast a restart of the store.
_PAUSES_SECONDS = (1.0, 3.0, 9.0)
_TYPES = {
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
}
_READ_AT_ONCE = 32
_ABANDONED_SECONDS = 3600  # an unfinished file may be of another batch that is at work there


@dataclass(frozen=True, slots=True)
class Address:
    """`url` has no slash at its end and no secret in it: see `address_words`."""

    url: str

    @property
    def words(self) -> str:
        return self.url

    @property
    def protocol(self) -> str:
        return self.url.partition("://")[0]

    @property
    def parts(self) -> tuple[str, ...]:
        """The names between the slashes: bucket and folders."""
        return tuple(filter(None, self.url.partition("://")[2].split("/")))

    @contextmanager
    def ready(self) -> Iterator[str]:
        name = f"{_PROBE}{secrets.token_hex(6)}"
        try:
            if self.protocol not in _OBJECT_STORES:
                self._system.makedirs(self._root, exist_ok=True)
            if self.protocol in _DISK:
                files.sweep(Path(self._root), older_than_seconds=_ABANDONED_SECONDS)
            self._system.pipe_file(self._at(name), name.encode())
        except Exception as error:
            raise self._refused("write in", error) from None
        try:
            yield name
        finally:
            with suppress(Exception):  # some may write and not delete; a few bytes stay then
                self._system.rm_file(self._at(name))

    def require_sight(self, probe: str) -> None:
        try:
            seen = self._system.cat_file(self._at(probe))
        except FileNotFoundError:
            seen = b""
        except Exception as error:
            raise self._refused("read in", error) from None
        if seen != probe.encode():
            raise EnvironmentLacksError(
                f"What this command writes in {self.url} is not seen from the worker: it is another place there.",
                cure="Mount the same folder on every worker, or choose a store that all of them reach (s3://…).",
            )

    def keep(self, name: str, data: bytes, temporary: Path) -> str:
        for pause in (*_PAUSES_SECONDS, None):
            try:
                return self._put(name, data)
            except ReportgenError:  # of a full or absent disk, in its own words
                raise
            except Exception as error:
                # What is forbidden stays so; a network has its moments.
                if pause is None or isinstance(error, PermissionError | FileNotFoundError):
                    raise self._refused("write in", error) from None
                time.sleep(pause)
        raise AssertionError("the last pause is None")

    def give_name(self, name: str, temporary: Path) -> None:
        pass

    def drop(self, temporary: Path) -> None:
        pass

    def faults(self, made: Mapping[str, Record], *, reread: bool) -> dict[str, str]:
        """One listing tells name, size and mark of all; a changed or cut object has another mark."""
        if not made:
            return {}
        there = self._listing()
        found = {}
        for name, record in made.items():
            info = there.get(name)
            if info is None:
                found[name] = MISSING
            elif info.get("size") != record.get("bytes") or (
                record.get("etag") and _mark(info) and _mark(info) != record["etag"]
            ):
                found[name] = DAMAGED
        if reread:
            found |= self._read_through({name: made[name] for name in made if name not in found})
        return found

    def present(self) -> frozenset[str]:
        """The names of the files that are there."""
        return frozenset(self._listing())

    def put_folder(self, folder: Path) -> None:
        """Copy the files of a local folder, those of its own folders first."""
        paths = [path for path in folder.rglob("*") if path.is_file()]
        for path in sorted(paths, key=lambda path: (-len(path.parts), path)):
            name = path.relative_to(folder).as_posix()
            if self.protocol not in _OBJECT_STORES:
                self._system.makedirs(posixpath.dirname(self._at(name)), exist_ok=True)
            self.keep(name, path.read_bytes(), path)

    @property
    def _system(self) -> Any:
        return _opened(self.url)[0]

    @property
    def _root(self) -> str:
        return _opened(self.url)[1]

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _put(self, name: str, data: bytes) -> str:
        target = self._at(name)
        if self.protocol in _DISK:
            temporary = files.temporary_in(Path(target).parent)
            files.write_temporary(temporary, data)
            files.take_name(temporary, Path(target))
            return ""
        if self.protocol in _OBJECT_STORES:
            answer = self._system.pipe_file(target, data, **_type_of(self.protocol, name))
            return _mark(answer) or _mark(self._system.info(target))
        temporary_name = self._at(files.temporary_in(Path()).name)
        self._system.pipe_file(temporary_name, data)
        self._system.mv(temporary_name, target)
        return _mark(self._system.info(target))

    def _listing(self) -> dict[str, Mapping[str, Any]]:
        try:
            self._system.invalidate_cache()
            entries: Sequence[Mapping[str, Any]] = self._system.ls(self._root, detail=True)
        except FileNotFoundError:
            return {}
        except Exception as error:
            raise self._refused("read in", error) from None
        return {posixpath.basename(str(entry["name"])): entry for entry in entries if entry.get("type") == "file"}

    def _read_through(self, made: Mapping[str, Record]) -> dict[str, str]:
        found, names = {}, list(made)
        for start in range(0, len(names), _READ_AT_ONCE):
            paths = {self._at(name): name for name in names[start : start + _READ_AT_ONCE]}
            try:
                read = self._system.cat(list(paths), on_error="return")
            except Exception as error:
                raise self._refused("read in", error) from None
            for path, name in paths.items():
                data = read.get(path)
                if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != made[name].get("sha256"):
                    found[name] = DAMAGED
        return found

    def _refused(self, doing: str, error: Exception) -> EnvironmentLacksError:
        if isinstance(error, EnvironmentLacksError):
            return error
        why = _SECRET.sub("://…@", str(error)) or type(error).__name__
        if isinstance(error, FileNotFoundError):
            what, cure = f"{self.url} is not there ({why}).", "Make the bucket or folder first, or correct --output."
        elif isinstance(error, PermissionError) or "Credentials" in type(error).__name__:
            what = f"Not allowed to {doing} {self.url}: {why}."
            cure = (
                "Keys, profiles and roles are those of the store's own client (for S3: AWS_PROFILE, ~/.aws, the "
                "machine's role); they must be right here and on every worker."
            )
        else:
            what = f"Cannot {doing} {self.url}: {type(error).__name__}: {why}."
            cure = "See that the store answers; the same command goes on where it stopped."
        return EnvironmentLacksError(what, cure=cure)


@cache
def _opened(url: str) -> tuple[Any, str]:
    """The file system and the path in it, once in each process."""
    import fsspec

    system, root = fsspec.core.url_to_fs(url)
    return system, str(root).rstrip("/")


def _mark(info: Any) -> str:
    """The store's mark of an object's content ("" where there is none)."""
    if not isinstance(info, Mapping):
        return ""
    return str(info.get("ETag") or info.get("etag") or "").strip('"')


def _type_of(protocol: str, name: str) -> dict[str, str]:
    """What makes a browser show the object instead of saving it."""
    kind = _TYPES.get(posixpath.splitext(name)[1].lower())
    if kind is None:
        return {}
    if protocol in ("s3", "s3a"):
        return {"ContentType": kind}
    return {"content_type": kind} if protocol in ("gs", "gcs") else {}

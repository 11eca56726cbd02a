"""Where the brochures of a batch go: a folder of this computer, or an address (`address.py`) such as s3://bucket/folder.

The manifest always stands in a folder of this computer. In a folder, workers write files without a name and the
parent names them; at an address, the worker that made a brochure puts it there under its name, in one step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reportgen.batch import files
from reportgen.values import dataclass

if TYPE_CHECKING:
    from reportgen.batch.manifest import Record

MISSING, DAMAGED = "missing", "damaged"


class Place(Protocol):
    """Small and picklable, since every worker gets a copy. `words` is what the reader is told."""

    @property
    def words(self) -> str: ...

    def ready(self) -> AbstractContextManager[str]:
        """Try to write there, and give the name of a file that stands there meanwhile ("" for none).

        Raises EnvironmentLacksError when writing is refused.
        """

    def require_sight(self, probe: str) -> None:
        """For a worker: raise EnvironmentLacksError unless it sees the file of `ready`."""

    def keep(self, name: str, data: bytes, temporary: Path) -> str:
        """For a worker: store the checked bytes; the mark (ETag) that the store gave them, "" where it gives none."""

    def give_name(self, name: str, temporary: Path) -> None:
        """For the parent, once the manifest knows the brochure: it takes its name."""

    def drop(self, temporary: Path) -> None:
        """For the parent: leave nothing of a brochure that failed."""

    def faults(self, made: Mapping[str, Record], *, reread: bool) -> dict[str, str]:
        """Of brochures (name → the manifest's record): those that are MISSING or DAMAGED. `reread`: read all bytes."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this computer."""

    path: Path

    @property
    def words(self) -> str:
        return str(self.path)

    @contextmanager
    def ready(self) -> Iterator[str]:
        files.require_writable(self.path)
        yield ""

    def require_sight(self, probe: str) -> None:
        pass

    def keep(self, name: str, data: bytes, temporary: Path) -> str:
        files.write_temporary(temporary, data)
        return ""

    def give_name(self, name: str, temporary: Path) -> None:
        files.take_name(temporary, self.path / name)

    def drop(self, temporary: Path) -> None:
        temporary.unlink(missing_ok=True)

    def faults(self, made: Mapping[str, Record], *, reread: bool) -> dict[str, str]:
        found = {}
        for name, record in made.items():
            path = self.path / name
            try:
                size = path.stat().st_size
            except OSError:
                found[name] = MISSING
                continue
            if size != record.get("bytes") or files.sha256_of(path) != record.get("sha256"):
                found[name] = DAMAGED
        return found

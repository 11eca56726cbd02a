"""What the options before the command say, for the commands."""

from __future__ import annotations

from pathlib import Path

from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """`store` None: the user's own store where there is one, else the shipped one."""

    store: Path | None

    def store_to_read(self) -> Path:
        from reportgen.store import location

        return self.store or location.store_to_read()

    def store_to_write(self) -> Path:
        from reportgen.store import location

        return self.store or location.store_to_write()

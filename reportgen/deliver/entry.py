"""A message as the outbox knows it, and the states that it may be in."""

from __future__ import annotations

import hashlib

from reportgen.values import dataclass

PENDING, SENDING, SENT, DEFERRED, FAILED, UNKNOWN = "pending", "sending", "sent", "deferred", "failed", "unknown"
STATES = (SENT, PENDING, DEFERRED, FAILED, UNKNOWN)
WAITING = (PENDING, DEFERRED)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the outbox. `recipient` is "" and `rows` empty once they were purged."""

    id: int
    fingerprint: str
    round: int
    part: int
    parts: int
    state: str
    recipient: str
    rows: tuple[int, ...]
    brochures: tuple[str, ...]
    dated_at: float
    attempts: int
    next_at: float | None
    ended_at: float | None
    reply: str

    @property
    def number(self) -> str:
        """What its Message-ID begins with: the same for every attempt, and telling nothing of the recipient."""
        return hashlib.sha256(f"{self.fingerprint} {self.round} {self.part}".encode()).hexdigest()[:32]

    @property
    def file_name(self) -> str:
        """The name of its .eml file, without anybody's name in it."""
        return f"{self.id:05}.eml"

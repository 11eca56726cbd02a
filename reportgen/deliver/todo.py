"""Which letters still have to go out."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.deliver.entry import FAILED, SENT, UNKNOWN, WAITING, Entry
from reportgen.deliver.letter import Enclosure, Letter
from reportgen.deliver.outbox import Outbox
from reportgen.values import dataclass

_AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What of that which ended is to be sent once more."""

    again: bool = False
    resend_unknown: bool = False
    retry_failed: bool = False


@dataclass(slots=True)
class Work:
    """A letter that there is something to do for: `entries` of before, `parts` to write anew (None: keep theirs)."""

    letter: Letter
    fingerprint: str
    entries: tuple[Entry, ...]
    is_new_round: bool
    parts: list[list[Enclosure]] | None = None


def to_do(outbox: Outbox, letters: Iterable[Letter], wishes: Wishes, *, everything: bool = False) -> list[Work]:
    """The letters that still have to go out, wholly or in part; with `everything`, as if none had ever been written.

    `again` begins once: a run of it that was interrupted goes on where it was, as long as the outbox remembers it.
    """
    begins_again = wishes.again and not outbox.setting(_AGAIN)
    work = []
    for letter in letters:
        fingerprint = outbox.fingerprint(letter.address, letter.contents)
        entries = () if everything else outbox.latest(fingerprint)
        states = {entry.state for entry in entries}
        opens = (
            not entries
            or states & set(WAITING)
            or (wishes.resend_unknown and UNKNOWN in states)
            or (wishes.retry_failed and FAILED in states)
        )
        anew = bool(begins_again and states and not opens and states <= {SENT, FAILED})
        if opens or anew:
            work.append(Work(letter, fingerprint, entries, anew))
    return work


def note_again(outbox: Outbox) -> None:
    """Remember that a run with `again` has begun."""
    outbox.set_setting(_AGAIN, "1")


def settle_again(outbox: Outbox) -> None:
    """A run of sending has come to its end: when nothing waits of what was to be sent again, that is done with."""
    if not any(entry.round and entry.state in WAITING for entry in outbox.all()):
        outbox.set_setting(_AGAIN, "")

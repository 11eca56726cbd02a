"""A run of sending: takes from the outbox what is due, hands it over, and writes down what became of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from reportgen.batch.interrupt import Stop
from reportgen.deliver.entry import DEFERRED, FAILED, SENDING, SENT, UNKNOWN, Entry
from reportgen.deliver.outbox import DAY_SECONDS, Outbox
from reportgen.deliver.pace import Pace, wait
from reportgen.deliver.replies import EnoughForToday, Outcome, ServerError, Unreachable
from reportgen.errors import ReportgenError

_MOST_REFUSED_IN_A_ROW = 10
_DEFERRED_IN_A_ROW = 5
_TRIES_TO_REACH = 4


class Way(Protocol):
    """What hands messages over: `transport.Connection`, or a stand-in."""

    def send(self, sender: str, recipient: str, data: bytes, before_end: Callable[[], None]) -> Outcome:
        """Hand over one message; call `before_end` right before the byte that decides."""


@dataclass(slots=True)
class Run:
    """What came of a run. `stopped_by` is a signal's number; `full_until` is when the daily cap has room again."""

    sent: int = 0
    stopped_by: int | None = None
    full_until: float | None = None
    trouble: ReportgenError | None = None
    ended: list[Entry] = field(default_factory=list)


# Called with an entry after each attempt, and with (how many wait, seconds) before a longer pause.
Tell = Callable[[Entry], None]
TellPause = Callable[[int, float], None]


class Sending:
    """Sends the messages `ids` of an outbox. `file_of` finds a message's .eml file; `now` is the time of day."""

    def __init__(
        self, outbox: Outbox, ids: Sequence[int], file_of: Callable[[Entry], Path], sender: str, way: Way, pace: Pace,
        stop: Stop, *, waits: bool = True, now: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        self._outbox, self._ids, self._file_of, self._sender, self._way = outbox, list(ids), file_of, sender, way
        self._pace, self._stop, self._waits, self._now = pace, stop, waits, now
        self._run = Run()
        self._refused = self._deferred = 0
        self._last_start: float | None = None

    def run(self, tell: Tell, tell_pause: TellPause) -> Run:
        """Go on until nothing is left to do, the cap is reached, or a stop is wished for.

        What stands against all messages ends the run and is its `trouble`. After KeyboardInterrupt the message in
        hand is unknown if its fate was being decided.
        """
        self._outbox.choose(self._ids)
        unreached = 0
        while not self._stop.requested:
            entry = self._outbox.next_due(self._now())
            if entry is None:
                pause = self._until_next()
                if pause is None or not self._waits:
                    break
                tell_pause(self._outbox.waiting(), pause)
                wait(pause, self._stop)
                continue
            if not self._may_send():
                break
            try:
                self._one(entry)
                unreached = 0
            except Unreachable as error:
                unreached += 1
                if not self._run.sent or not self._waits or unreached >= _TRIES_TO_REACH:
                    self._run.trouble = error
                    break
                pause = self._pace.pause_seconds(unreached)
                tell_pause(self._outbox.waiting(), pause)
                wait(pause, self._stop)
                continue
            except ReportgenError as error:
                self._run.trouble = error
                break
            self._after(tell, self._outbox.entry(entry.id), tell_pause)
            if self._run.trouble:
                break
        self._run.stopped_by = self._stop.signal
        return self._run

    def _until_next(self) -> float | None:
        """Seconds until one that was put off is due; None when there is none."""
        when = self._outbox.next_time()
        return None if when is None else max(0.0, when - self._now())

    def _may_send(self) -> bool:
        """Whether the cap has room; waits as the rate asks."""
        accepted = self._outbox.accepted_since(self._now() - DAY_SECONDS)
        if len(accepted) >= self._pace.daily_cap:
            self._run.full_until = accepted[len(accepted) - self._pace.daily_cap] + DAY_SECONDS
            return False
        if self._last_start is not None:
            wait(self._last_start + self._pace.gap_seconds - time.monotonic(), self._stop)
        self._last_start = time.monotonic()
        return not self._stop.requested

    def _one(self, entry: Entry) -> None:
        try:
            data = self._file_of(entry).read_bytes()
        except OSError as error:
            raise ReportgenError(
                f"The message {self._file_of(entry)} cannot be read: {error.strerror or error}.",
                cure="Run the same command again: it writes the messages anew.",
            ) from None
        try:
            outcome = self._way.send(self._sender, entry.recipient, data, lambda: self._outbox.begin(entry))
        except EnoughForToday as error:  # said clearly, be it before or after the message
            self._outbox.end(entry, DEFERRED, error.what, self._now(), self._now() + self._pace.retry_seconds)
            raise
        except BaseException:
            if self._outbox.entry(entry.id).state == SENDING:
                self._outbox.end(entry, UNKNOWN, "the run was stopped while it was being sent", self._now())
            raise
        self._note(entry, outcome)

    def _note(self, entry: Entry, outcome: Outcome) -> None:
        state, reply, next_at = outcome.state, outcome.reply, None
        if state == DEFERRED:
            tries = entry.attempts + 1
            if tries >= self._pace.attempts:
                state, reply = FAILED, f"given up after {tries} tries: {reply}"
            else:
                next_at = self._now() + self._pace.pause_seconds(tries)
        self._outbox.end(entry, state, reply, self._now(), next_at)

    def _after(self, tell: Tell, entry: Entry, tell_pause: TellPause) -> None:
        """Tell of it, and see whether the server refuses everything."""
        tell(entry)
        self._run.ended.append(entry)
        self._run.sent += entry.state == SENT
        self._refused = self._refused + 1 if entry.state == FAILED else 0
        self._deferred = self._deferred + 1 if entry.state == DEFERRED else 0
        if self._refused >= _MOST_REFUSED_IN_A_ROW:
            self._run.trouble = ServerError(
                f"The mail server refused {self._refused} messages in a row, the last with: {entry.reply}",
                cure="The rest waits. See what the server has against them; the same command goes on, and with "
                "--retry-failed it tries the refused ones again.",
            )
        elif self._deferred >= _DEFERRED_IN_A_ROW and self._waits:
            # It wants us to slow down. To go on would only use up the tries of all the others.
            pause = self._pace.pause_seconds(self._deferred - _DEFERRED_IN_A_ROW + 1)
            tell_pause(self._outbox.waiting(), pause)
            wait(pause, self._stop)

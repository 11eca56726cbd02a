"""How fast, how often, how long: the rate, the daily cap, the pauses after a temporary no; and stopping in time."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from reportgen.batch.interrupt import Stop, handled
from reportgen.errors import Terminated
from reportgen.values import dataclass

_LOOK_SECONDS = 0.2
_LONGEST_PAUSE_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Pace:
    """`rate` is messages a minute; `daily_cap` is for any 24 hours; `attempts` is for one message.

    `retry_seconds` is the pause after the first temporary refusal, doubled with each further one.
    """

    rate: float = 20.0
    daily_cap: int = 400
    attempts: int = 5
    retry_seconds: float = 60.0

    @property
    def gap_seconds(self) -> float:
        """From the start of one message to the start of the next."""
        return 60.0 / self.rate

    def pause_seconds(self, attempts: int) -> float:
        """How long to wait after so many refusals (at least 1)."""
        doubled: float = self.retry_seconds * 2.0 ** min(attempts - 1, 20)
        return min(doubled, _LONGEST_PAUSE_SECONDS)


def wait(seconds: float, stop: Stop, clock: Callable[[], float] = time.monotonic) -> None:
    """Wait, unless a stop is wished for."""
    until = clock() + seconds
    while not stop.requested and (left := until - clock()) > 0:
        time.sleep(min(left, _LOOK_SECONDS))


@contextmanager
def stopped_between_messages() -> Iterator[Stop]:
    """The first Ctrl-C or polite kill ends the run after the message in hand; a second one at once.

    A message that a second one tears away may have been accepted: it is then unknown.
    """
    stop = Stop()

    def note(number: int, frame: FrameType | None) -> None:
        stop.request(number)
        if stop.is_urgent:
            raise Terminated if number == signal.SIGTERM else KeyboardInterrupt

    with handled(note, signal.SIGINT, signal.SIGTERM):
        yield stop

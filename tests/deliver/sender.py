"""What a process does that sends what waits in an outbox, to be killed."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from reportgen.batch.interrupt import Stop
from reportgen.deliver.account import Server
from reportgen.deliver.folder import held
from reportgen.deliver.pace import Pace
from reportgen.deliver.sending import Sending
from reportgen.deliver.transport import Connection


def send(folder: Path, port: int) -> None:
    """Ends with 1 where there was trouble."""
    with held(folder, time.time()) as kept, Connection(Server("127.0.0.1", port, "none")) as way:
        waiting = [entry.id for entry in kept.outbox.all() if entry.state in ("pending", "deferred")]
        pace = Pace(rate=6000, daily_cap=10_000, retry_seconds=0.05)
        sending = Sending(kept.outbox, waiting, kept.message, "me@example.org", way, pace, Stop())
        run = sending.run(lambda entry: None, lambda waiting, seconds: None)
        sys.exit(1 if run.trouble else 0)

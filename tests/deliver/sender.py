"""A process that sends what waits in an outbox, to be killed: sender.py FOLDER PORT."""

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

if __name__ == "__main__":
    path, port = Path(sys.argv[1]), int(sys.argv[2])
    with held(path, time.time()) as folder, Connection(Server("127.0.0.1", port, "none")) as way:
        waiting = [entry.id for entry in folder.outbox.all() if entry.state in ("pending", "deferred")]
        pace = Pace(rate=6000, daily_cap=10_000, retry_seconds=0.05)
        sending = Sending(folder.outbox, waiting, folder.message, "me@example.org", way, pace, Stop())
        run = sending.run(lambda entry: None, lambda waiting, seconds: None)
        sys.exit(1 if run.trouble else 0)

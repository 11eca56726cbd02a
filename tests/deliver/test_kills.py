"""Killed again and again while it sends: nobody gets a message twice, and nobody is forgotten."""

from __future__ import annotations

import random
import signal
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.worker_processes import forked

from .letters import desk, letters, student
from .post_office import PostOffice, by_name, opened
from .sender import send

COUNT, KILLS = 110, 10


def started(folder: Path, port: int) -> BaseProcess:
    process = forked(send, folder, port)
    process.start()
    return process


def test_a_hundred_messages_and_ten_kills(tmp_path: Path) -> None:
    names = [f"busy-{number}" if number % 17 == 0 else f"s{number}" for number in range(COUNT)]
    folder = tmp_path / "outbox"
    with desk(folder) as open_desk:
        open_desk.write(letters(*(student(row, f"{name}@example.org") for row, name in enumerate(names, 2))))
    chance = random.Random(time.time_ns())  # noqa: S311 (moments, not secrets)
    kills = 0
    with opened(PostOffice(by_name, delay_seconds=0.01)) as office:
        while True:
            before = len(office.delivered)
            process = started(folder, office.port)
            if kills < KILLS:
                # So many more, so that each run gets somewhere and the last kill comes before the end.
                wanted = before + max(1, (COUNT - before) // (2 * (KILLS - kills)))
                while len(office.delivered) < wanted and process.is_alive():
                    time.sleep(0.005)
                time.sleep(chance.uniform(0, 0.03))  # anywhere between two messages
                process.kill()
                process.join()
                kills += process.exitcode == -signal.SIGKILL
                continue
            process.join(60)
            assert process.exitcode == 0
            break
    assert kills == KILLS
    with desk(folder) as open_desk:
        entries = open_desk.outbox.all()
    assert set(office.times().values()) == {1}
    assert len(office.recipients) == len(set(office.recipients))
    unknown = {entry.recipient for entry in entries if entry.state == "unknown"}
    sent = {entry.recipient for entry in entries if entry.state == "sent"}
    assert sent | unknown == {f"{name}@example.org" for name in names}
    assert sent <= set(office.recipients) <= sent | unknown
    assert len(unknown) <= KILLS
    assert all(entry.rows for entry in entries if entry.state == "unknown")

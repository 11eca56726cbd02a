"""Sending what waits in the outbox, and sending tests beside it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.cli.mail.report import Report
from reportgen.cli.mail.words import Words
from reportgen.cli.progress import progress

if TYPE_CHECKING:
    from reportgen.deliver.account import Sender, Server
    from reportgen.deliver.entry import Entry
    from reportgen.deliver.folder import Folder
    from reportgen.deliver.sending import Run
    from reportgen.deliver.todo import Work
    from reportgen.deliver.writing import Writer


def send(words: Words, server: Server, sender: Sender, folder: Folder, waiting: Sequence[Entry], report: Report) -> Run:
    """Send these messages of the outbox. Ctrl-C ends it after the message in hand."""
    from reportgen.deliver.pace import stopped_between_messages
    from reportgen.deliver.sending import Sending
    from reportgen.deliver.todo import settle_again
    from reportgen.deliver.transport import Connection

    with (
        stopped_between_messages() as stop,
        progress("Sending", len(waiting)) as advance,
        Connection(server) as way,
    ):
        sending = Sending(
            folder.outbox, [entry.id for entry in waiting], folder.message, sender.mailbox.addr_spec, way, words.pace,
            stop, waits=words.waits,
        )  # fmt: skip

        def tell(entry: Entry) -> None:
            if entry.state != "deferred":
                advance(f"Row {entry.rows[0]}")
            report.event(entry)

        run = sending.run(tell, report.pause)
    if run.stopped_by is None and run.trouble is None:
        settle_again(folder.outbox)
    return run


def send_tests(
    words: Words, server: Server, sender: Sender, writer: Writer, work: Sequence[Work], report: Report
) -> None:
    """Send the messages to the tester, outside the outbox."""
    from reportgen.deliver.pace import stopped_between_messages, wait
    from reportgen.deliver.transport import Connection

    with stopped_between_messages() as stop, Connection(server) as way:
        for each in work:
            for data in writer.for_test(each, words.tester, secrets.token_hex(12)):
                if not stop.requested:
                    outcome = way.send(sender.mailbox.addr_spec, words.tester, data, lambda: None)
                    report.tested(each.letter, words.tester, outcome)
                    wait(words.pace.gap_seconds, stop)
    report.stopped_by = stop.signal

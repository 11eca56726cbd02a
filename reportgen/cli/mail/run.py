"""`reportgen mail ROSTER`: roster → letters → brochures → messages in the outbox → the mail server."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.batch_progress import batch_progress
from reportgen.cli.mail.post import send, send_tests
from reportgen.cli.mail.report import Report
from reportgen.cli.mail.words import Words, sender_of, server_of
from reportgen.cli.making_options import PDF_VARIANTS, brand_from
from reportgen.cli.progress import processors
from reportgen.cli.roster_options import load_roster
from reportgen.cli.settings import Settings

if TYPE_CHECKING:
    from reportgen.deliver.account import Sender, Server
    from reportgen.deliver.brochures import Making
    from reportgen.deliver.entry import Entry
    from reportgen.deliver.folder import Folder
    from reportgen.deliver.letter import Letter
    from reportgen.deliver.texts import Texts
    from reportgen.deliver.todo import Work

_TESTS = 3


def mail(settings: Settings, roster_file: Path, words: Words) -> None:
    """Do what the options say, and leave with the exit code of what came of it."""
    from reportgen.batch.renderer import Recipe, print_date
    from reportgen.deliver.brochures import contents_of, making_of
    from reportgen.deliver.letter import chosen, letters_of
    from reportgen.deliver.texts import Texts
    from reportgen.errors import UsageError
    from reportgen.render.layout import load_layout
    from reportgen.sources.editorial import read_texts
    from reportgen.store.reader import open_store

    sender = sender_of(words)
    server = server_of(words) if words.sends or words.test_to else None
    load_layout(words.layout)
    own_texts = read_texts(words.texts, partial=True) if words.texts else ()
    with open_store(settings.store_to_read()) as store:
        roster, left_out = load_roster(
            roster_file, store, state=words.state, columns=words.columns, skip_bad=words.skip_bad
        )
        recipe = Recipe(
            store.path, words.layout, words.paper.lower(), print_date(), own_texts,
            PDF_VARIANTS[words.pdf_variant.lower()], brand_from(words.brand),
        )  # fmt: skip
        letters, faults = letters_of(roster, contents_of(store))
        if not letters:
            raise UsageError(
                f"{roster_file} has no student with an e-mail address.",
                cure="Fill in the column email; docs/roster.md says what else it may be called.",
            )
        selected = chosen(letters, words.only)
        enclosures = [each for letter in selected for each in letter.enclosures]
        folder = words.folder(roster_file)
        making = making_of(enclosures, store, recipe, words.brochures or folder / "brochures")
    texts = Texts(words.templates)
    report = Report(words, folder, faults, some_left_out=bool(left_out))
    task = _Task(words, roster_file.resolve(), sender, server, texts, making, letters, selected, report)
    if words.dry_run:
        task.rehearse()
    else:
        task.do()
    report.leave()


class _Task:
    def __init__(
        self, words: Words, roster: Path, sender: Sender, server: Server | None, texts: Texts, making: Making,
        letters: Sequence[Letter], selected: Sequence[Letter], report: Report,
    ) -> None:  # fmt: skip
        self._words, self._roster, self._sender, self._server = words, roster, sender, server
        self._texts, self._making, self._letters, self._selected = texts, making, letters, selected
        self._report = report
        self._path = report.folder

    def rehearse(self) -> None:
        """Look at everything, write nothing."""
        from reportgen.deliver.folder import held, is_outbox

        for letter in self._selected:
            self._texts.write(letter, letter.enclosures, 1, 1, self._sender)
        work = None
        if is_outbox(self._path):
            with held(self._path, time.time()) as folder:
                work = self._work(folder)
        letters = self._selected[: self._words.limit] if work is None else [each.letter for each in work]
        self._making.narrow(letters)
        self._report.rehearsed(letters, len(self._selected), self._making.plan(), self._texts)

    def do(self) -> None:
        """Write, and send if asked."""
        from reportgen.deliver.folder import held
        from reportgen.deliver.preview import write_preview
        from reportgen.deliver.writing import Writer

        with held(self._path, time.time()) as folder:
            work = self._work(folder)
            self._making.narrow(each.letter for each in work)
            if not self._make(folder):
                return
            writer = Writer(
                folder, self._making, self._texts, self._sender, self._roster,
                int(self._words.max_size * 1_000_000), self._words.when_over, time.time(),
            )  # fmt: skip
            work = writer.divide(work)
            self._report.faults += writer.faults
            if self._words.test_to:
                assert self._server is not None
                send_tests(self._words, self._server, self._sender, writer, work, self._report)
                return
            waiting = writer.write(work, self._words.wishes)
            self._drop_unwanted(folder)
            write_preview(folder, self._entries(folder), self._making.folder)
            self._report.languages((each.letter for each in work), self._texts)
            self._report.written(len(waiting), folder.page)
            if self._words.opens:
                click.launch(str(folder.page))
            if self._server is not None:
                run = send(self._words, self._server, self._sender, folder, waiting, self._report)
                write_preview(folder, self._entries(folder), self._making.folder)
                self._report.sent(run, self._entries(folder))
            else:
                self._report.states(self._entries(folder))

    def _work(self, folder: Folder) -> list[Work]:
        from reportgen.deliver.todo import Wishes, to_do

        if self._words.test_to:  # a test asks nobody what was sent before
            work = to_do(folder.outbox, self._selected, Wishes(), everything=True)
            return work[: self._words.limit or _TESTS]
        return to_do(folder.outbox, self._selected, self._words.wishes)[: self._words.limit]

    def _make(self, folder: Folder) -> bool:
        """Make the brochures. False when the user stopped it. Raises what the machine lacked."""
        from reportgen.batch import renderer
        from reportgen.errors import ReportgenError

        todos = len(self._making.plan().todos)
        with batch_progress(todos, quiet=self._words.as_json) as tell:
            summary = self._making.make(self._words.workers or processors(), renderer.make_render, tell)
        if summary.lacking is not None:
            error = ReportgenError(summary.lacking.what, cure=summary.lacking.cure)
            error.exit_code = summary.lacking.exit_code
            raise error
        self._report.brochures(summary, folder)
        return summary.stopped_by is None

    def _drop_unwanted(self, folder: Folder) -> None:
        """What the roster asks for no more must not go out. Rows left out of this run are still wanted."""
        wanted = {folder.outbox.fingerprint(letter.address, letter.contents) for letter in self._letters}
        unwanted = folder.outbox.no_longer_wanted(self._roster, wanted)
        folder.drop(unwanted)
        self._report.dropped = len(unwanted)

    def _entries(self, folder: Folder) -> list[Entry]:
        """The messages of the chosen rows, as they stand."""
        outbox = folder.outbox
        return [
            entry
            for letter in self._selected
            for entry in outbox.latest(outbox.fingerprint(letter.address, letter.contents))
        ]

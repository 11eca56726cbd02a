"""What `reportgen mail` says: on stderr for people, as JSON Lines on stdout for programs. Rows, and no names."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.mail.words import Words
from reportgen.cli.root import as_text

if TYPE_CHECKING:
    from reportgen.batch.prepare import Prepared
    from reportgen.batch.run import Summary
    from reportgen.deliver.entry import Entry
    from reportgen.deliver.folder import Folder
    from reportgen.deliver.letter import Fault, Letter
    from reportgen.deliver.replies import Outcome
    from reportgen.deliver.sending import Run
    from reportgen.deliver.texts import Texts
    from reportgen.errors import ReportgenError

SOME_FAILED = 3
_STATES = ("sent", "pending", "deferred", "failed", "unknown")
SIGNALLED = 128  # plus the signal's number, as shells have it
_HEADINGS = {
    "failed": "Refused",
    "unknown": "Unknown: it may have arrived or not",
    "deferred": "Put off by the server",
}
_CURES = {
    "failed": "Correct the address in the roster, or try the same again with --retry-failed.",
    "unknown": "Ask one of them, or look into the account's folder of sent messages; --resend-unknown sends again.",
    "deferred": "The same command goes on with them.",
}


class Report:
    """Collects what came of a command, says it, and leaves with its exit code."""

    def __init__(self, words: Words, folder: Path, faults: Sequence[Fault], *, some_left_out: bool) -> None:
        self.folder = folder
        self.faults = list(faults)
        self.dropped = 0
        self.stopped_by: int | None = None
        self._words = words
        self._some_failed = some_left_out
        self._trouble: ReportgenError | None = None

    def rehearsed(self, letters: Sequence[Letter], of: int, prepared: Prepared, texts: Texts) -> None:
        """What a dry run found."""
        languages = sorted({texts.language_for(letter.language) for letter in letters})
        facts = {
            "letters": len(letters), "done_before": of - len(letters), "brochures_to_make": len(prepared.todos),
            "brochures_kept": len(prepared.kept), "languages": languages, "outbox": str(self.folder),
        }  # fmt: skip
        self._event("plan", **facts)
        self._say(
            f"Dry run: {_count(len(letters), 'student')} to write to ({', '.join(languages) or 'none'}), "
            f"{of - len(letters):,} done before or left for later; {_count(len(prepared.todos), 'brochure')} to make, "
            f"{len(prepared.kept):,} there. Outbox: {self.folder}. Nothing was written or sent."
        )
        self.languages(letters, texts)

    def languages(self, letters: Iterable[Letter], texts: Texts) -> None:
        """Name the languages that there are no templates in."""
        absent = {each.language for each in letters if not texts.speaks(each.language)}
        if absent:
            self._say(f"  In English for want of templates: {', '.join(sorted(absent))}.")

    def brochures(self, summary: Summary, folder: Folder) -> None:
        """What came of making the brochures."""
        self.stopped_by = summary.stopped_by
        if summary.stopped_by is not None:
            self._say("Interrupted while brochures were made: nothing was sent. The same command goes on.")
        elif summary.made:
            self._say(f"{_count(summary.made, 'brochure')} made.")
        for outcome in summary.failures:
            if outcome.failure:
                self._say(as_text(f"{outcome.job.label}: {outcome.failure.what}", outcome.failure.cure, "Not made"))

    def written(self, count: int, page: Path) -> None:
        """The messages are in the outbox."""
        self._event("written", messages=count, page=str(page), dropped=self.dropped)
        if self.dropped:
            self._say(f"{_count(self.dropped, 'message')} removed that the roster asks for no more.")
        self._say(f"{_count(count, 'message')} to send; {page} shows them.")

    def event(self, entry: Entry) -> None:
        """An attempt ended."""
        self._event(entry.state, **self._facts(entry))

    def pause(self, waiting: int, seconds: float) -> None:
        """Nothing is sent for a while."""
        self._event("pause", waiting=waiting, seconds=round(seconds, 1))
        if seconds >= 5:
            self._say(
                f"  The server asks to wait: {waiting:,} to go, next in {round(seconds):,} s. Ctrl-C stops; the same "
                "command goes on."
            )

    def sent(self, run: Run, entries: Sequence[Entry]) -> None:
        """A run of sending ended."""
        self.stopped_by, self._trouble = run.stopped_by, run.trouble
        self._say(f"{_count(run.sent, 'message')} sent now.")
        if run.full_until is not None:
            when = datetime.datetime.fromtimestamp(run.full_until).astimezone()
            self._event("full", until=when.isoformat(timespec="seconds"))
            self._say(
                f"The daily cap of {self._words.daily_cap:,} is reached. The same command goes on from "
                f"{when:%Y-%m-%d %H:%M}."
            )
        self.states(entries)
        if run.stopped_by is not None:
            self._say("Interrupted; the same command goes on.")

    def states(self, entries: Sequence[Entry]) -> None:
        """How the chosen messages stand, and each that is not as it should be."""
        from reportgen.deliver.preview import counted

        if entries:
            self._say(f"{_count(len(entries), 'message')} for these students: {counted(entries)}.")
        self._event("end", **{name: sum(each.state == name for each in entries) for name in _STATES})
        for state, heading in _HEADINGS.items():
            found = [each for each in entries if each.state == state]
            if found:
                self._some_failed = True
                self._say(f"{heading} ({len(found):,}):")
                for each in found:
                    self._say(f"  {self._who(each)}: {each.reply}")
                self._say(f"    {_CURES[state]}")

    def tested(self, letter: Letter, to: str, outcome: Outcome) -> None:
        """A test message went out, or not."""
        rows = _rows(letter.rows).capitalize()
        self._event("tested", rows=list(letter.rows), state=outcome.state, reply=outcome.reply)
        if outcome.state == "sent":
            self._say(f"{rows}: sent to {to} as a test.")
        else:
            self._some_failed = True
            self._say(f"{rows}: {outcome.state}: {outcome.reply}")

    def leave(self) -> None:
        """The rows without a message, then the way out. Raises what stood against all messages."""
        self._say_faults()
        if not self._words.as_json and not self._words.dry_run and not self._words.test_to:
            click.echo(str(self.folder))
        context = click.get_current_context()
        if self.stopped_by is not None:
            context.exit(SIGNALLED + self.stopped_by)
        if self._trouble is not None:
            self._event("trouble", what=self._trouble.what)
            raise self._trouble
        if self._some_failed:
            context.exit(SOME_FAILED)

    def _say_faults(self) -> None:
        """The rows without a message, those of the same reason together."""
        rows: dict[tuple[str, str], list[int]] = {}
        for fault in self.faults:
            rows.setdefault((fault.what, fault.cure), []).extend(fault.rows)
        if rows:
            self._some_failed = True
            self._say(f"No message for ({sum(len(each) for each in rows.values()):,}):")
        for (what, cure), each in rows.items():
            self._event("no message", rows=each, what=what)
            self._say(f"  {_rows(each)}: {what}. {cure}".rstrip())

    def _who(self, entry: Entry) -> str:
        rows = _rows(entry.rows)
        part = f", part {entry.part} of {entry.parts}" if entry.parts > 1 else ""
        return f"{rows}{part} ({entry.recipient})" if self._words.log_names else f"{rows}{part}"

    def _facts(self, entry: Entry) -> dict[str, Any]:
        facts: dict[str, Any] = {"rows": list(entry.rows), "file": entry.file_name, "reply": entry.reply}
        if entry.parts > 1:
            facts |= {"part": entry.part, "parts": entry.parts}
        return facts | ({"to": entry.recipient} if self._words.log_names else {})

    def _say(self, text: str) -> None:
        click.echo(text, err=True)

    def _event(self, event: str, **facts: Any) -> None:
        if self._words.as_json:
            click.echo(json.dumps({"event": event, **facts}, ensure_ascii=False))


def _rows(rows: Sequence[int]) -> str:
    return f"{'row' if len(rows) == 1 else 'rows'} {', '.join(f'{row:,}' for row in rows)}"


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun if count == 1 else f'{noun}s'}"

"""Letters → messages in the outbox, with their .eml files. What was sent before is not written a second time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from reportgen.deliver.account import Sender
from reportgen.deliver.brochures import Making
from reportgen.deliver.entry import FAILED, UNKNOWN, WAITING, Entry
from reportgen.deliver.folder import Folder
from reportgen.deliver.letter import Enclosure, Fault, Letter
from reportgen.deliver.message import Attachment, Envelope, attachment_name, message_bytes, sent_size_bytes
from reportgen.deliver.texts import Texts
from reportgen.deliver.todo import Wishes, Work, note_again
from reportgen.errors import ReportgenError, UsageError

WhenOver = Literal["stop", "split", "skip"]


@dataclass(slots=True)
class Writer:
    """Writes messages into an outbox folder. `now` is seconds since 1970."""

    folder: Folder
    making: Making
    texts: Texts
    sender: Sender
    roster: Path
    max_bytes: int
    when_over: WhenOver
    now: float
    faults: list[Fault] = field(default_factory=list)

    def divide(self, work: Iterable[Work]) -> list[Work]:
        """The letters whose brochures are there, each with its parts. The others are `faults`.

        Raises UsageError, with nothing written, when one is too large and nobody said what then.
        """
        kept, over = [], []
        for each in work:
            missing = [one for one in each.letter.enclosures if self.making.path(one) is None]
            if missing:
                named = ", ".join(one.title for one in missing)
                self.faults.append(Fault(each.letter.rows, f"the brochure on {named} could not be made", ""))
                continue
            if each.entries and not each.is_new_round and any(entry.attempts for entry in each.entries):
                kept.append(each)  # a part of it may have arrived: the others stay what they were
                continue
            parts = self._parts(each.letter)
            if len(parts) > 1 or self._is_over(each.letter, parts[0]):
                over.append(each.letter)
                if self.when_over != "split" or any(self._is_over(each.letter, part) for part in parts):
                    continue
            kept.append(replace(each, parts=parts))
        self._judge(over)
        return kept

    def _judge(self, over: Sequence[Letter]) -> None:
        limit = f"the limit of {self.max_bytes / 1e6:g} MB"
        if over and self.when_over == "stop":
            rows = ", ".join(str(row) for letter in over for row in letter.rows)
            raise UsageError(
                f"The brochures for row {rows} are together larger than {limit}; nothing was written.",
                cure="Choose: --when-over split sends them in several messages, --when-over skip leaves these rows "
                "out, --max-size raises the limit.",
            )
        for letter in over:
            if self.when_over == "skip" or any(self._is_over(letter, part) for part in self._parts(letter)):
                alone = " even one by one" if self.when_over == "split" else ""
                self.faults.append(
                    Fault(letter.rows, f"its brochures are larger than {limit}{alone}", "Raise --max-size.")
                )

    def _parts(self, letter: Letter) -> list[list[Enclosure]]:
        """The brochures in as few messages as the limit allows, in their order."""
        parts: list[list[Enclosure]] = [[]]
        for each in letter.enclosures:
            if parts[-1] and self._is_over(letter, [*parts[-1], each]):
                parts.append([])
            parts[-1].append(each)
        return parts

    def _is_over(self, letter: Letter, enclosures: Sequence[Enclosure]) -> bool:
        text = self.texts.write(letter, enclosures, 9, 9, self.sender)
        sizes = [self._path(each).stat().st_size for each in enclosures]
        return sent_size_bytes(sizes, text) > self.max_bytes

    def write(self, work: Sequence[Work], wishes: Wishes) -> list[Entry]:
        """Put the letters into the outbox, all or none, then write their .eml files; return what waits to be sent."""
        outbox = self.folder.outbox
        unwanted: list[Entry] = []
        with outbox.together():
            for each in work:
                unwanted += self._settle(each, wishes)
            outbox.drop(unwanted)
            if any(each.is_new_round for each in work):
                note_again(outbox)
        for entry in unwanted:
            self.folder.message(entry).unlink(missing_ok=True)
        written = []
        for each in work:
            for entry in outbox.latest(each.fingerprint):
                if entry.state in WAITING:
                    self.folder.write(self.folder.message(entry), self.bytes_of(each.letter, entry))
                    written.append(entry)
        return written

    def _settle(self, work: Work, wishes: Wishes) -> list[Entry]:
        """Bring the rows of one letter up to date; returns those that others take the place of."""
        outbox, letter = self.folder.outbox, work.letter
        replaced: list[Entry] = []
        if work.parts is not None:
            names = [[self._path(each).name for each in part] for part in work.parts]
            if work.is_new_round or [list(entry.brochures) for entry in work.entries] != names:
                replaced = [] if work.is_new_round else list(work.entries)
                outbox.drop(replaced)
                number = work.entries[0].round + work.is_new_round if work.entries else 0
                outbox.add(work.fingerprint, number, letter.address, self.roster, letter.rows, names, self.now)
                return replaced
        for entry in work.entries:
            asked = (wishes.resend_unknown and entry.state == UNKNOWN) or (
                wishes.retry_failed and entry.state == FAILED
            )
            if asked:
                outbox.wait_again(entry)
            if asked or entry.state in WAITING:
                outbox.touch(entry, letter.address, self.roster, letter.rows, self.now)
        return replaced

    def bytes_of(self, letter: Letter, entry: Entry) -> bytes:
        """The message of an entry."""
        of_name = {self._path(each).name: each for each in letter.enclosures}
        enclosures = [of_name[name] for name in entry.brochures]
        when = datetime.datetime.fromtimestamp(int(entry.dated_at), datetime.UTC).astimezone()
        return self._message(letter, enclosures, entry.part, entry.parts, Envelope(entry.recipient, entry.number, when))

    def for_test(self, work: Work, to: str, number: str) -> list[bytes]:
        """The messages of a letter as they would be, but to `to`, and with a word in the subject."""
        parts = work.parts or self._parts(work.letter)
        when = datetime.datetime.fromtimestamp(int(self.now), datetime.UTC).astimezone()
        return [
            self._message(
                work.letter, part, each, len(parts), Envelope(to, f"{number}.{each}", when), subject_prefix="[TEST] "
            )
            for each, part in enumerate(parts, 1)
        ]

    def _message(
        self, letter: Letter, enclosures: Sequence[Enclosure], part: int, parts: int, envelope: Envelope,
        subject_prefix: str = "",
    ) -> bytes:  # fmt: skip
        text = self.texts.write(letter, enclosures, part, parts, self.sender)
        text = replace(text, subject=subject_prefix + text.subject)
        attachments = [Attachment(attachment_name(each), self._path(each)) for each in enclosures]
        return message_bytes(envelope, self.sender, text, attachments)

    def _path(self, enclosure: Enclosure) -> Path:
        path = self.making.path(enclosure)
        if path is None:
            raise ReportgenError(f"The brochure on {enclosure.title} is not there.", cure="Run the command again.")
        return path

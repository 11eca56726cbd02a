"""Letters into the outbox: sizes, repeats, and what is sent once more on purpose."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

import pytest

from reportgen.deliver.preview import write_preview
from reportgen.deliver.todo import Wishes, settle_again, to_do
from reportgen.errors import UsageError

from .letters import ELECTRICIANS, HELPERS, NOW, RECORDS, Desk, desk, letters, student

ALL_THREE = (RECORDS, ELECTRICIANS, HELPERS)
BIG = 300_000


def subjects(open_desk: Desk) -> list[str]:
    files = [open_desk.folder.message(entry) for entry in open_desk.outbox.all()]
    return [str(email.message_from_bytes(file.read_bytes(), policy=email.policy.default)["Subject"]) for file in files]


def test_too_large_stops_before_anything_is_written(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox", size_bytes=BIG) as open_desk:
        both = letters(student(2, "a@example.org", RECORDS), student(3, "b@example.org", *ALL_THREE))
        with pytest.raises(UsageError, match="row 3 are together larger than the limit of 1 MB") as caught:
            open_desk.write(both, max_bytes=1_000_000)
        assert "--when-over split" in caught.value.cure
        assert open_desk.states() == []


def test_too_large_is_split_in_order(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox", size_bytes=BIG) as open_desk:
        of = letters(student(2, "a@example.org", *ALL_THREE), student(3, "b@example.org"))
        written = open_desk.write(of, max_bytes=1_000_000, when_over="split")
        assert [(each.rows, each.part, each.parts, len(each.brochures)) for each in written] == [
            ((2,), 1, 2, 2), ((2,), 2, 2, 1), ((3,), 1, 1, 1),
        ]  # fmt: skip
        assert subjects(open_desk)[:2] == [
            "Your career brochures from Lincoln High (1 of 2)", "Your career brochure from Lincoln High (2 of 2)",
        ]  # fmt: skip
        assert len({each.number for each in written}) == 3
        assert all(open_desk.folder.message(each).stat().st_size <= 1_000_000 for each in written)
        # Never tried: another limit divides it anew.
        assert len(open_desk.write(of, max_bytes=10_000_000)) == 2
        assert open_desk.states() == ["pending", "pending"]


def test_parts_of_which_one_was_sent_stay_what_they_were(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox", size_bytes=BIG) as open_desk:
        of = letters(student(2, "a@example.org", *ALL_THREE))
        before = open_desk.write(of, max_bytes=1_000_000, when_over="split")
        open_desk.settle("sent", "pending")
        (second,) = open_desk.write(of, max_bytes=10_000_000)
        assert (second.part, second.parts, second.number) == (2, 2, before[1].number)


def test_too_large_is_skipped_with_its_rows(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox", size_bytes=BIG) as open_desk:
        of = letters(student(2, "a@example.org", *ALL_THREE), student(3, "b@example.org"))
        assert [each.rows for each in open_desk.write(of, max_bytes=1_000_000, when_over="skip")] == [(3,)]
        assert [fault.rows for fault in open_desk.writer.faults] == [(2,)]
        # One brochure alone over the limit cannot be split.
        assert open_desk.write(of, max_bytes=300_000, when_over="split") == []
        assert "even one by one" in open_desk.writer.faults[0].what


def test_a_brochure_that_was_not_made_costs_its_letters_only(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as open_desk:
        of = letters(student(2, "a@example.org", RECORDS, HELPERS), student(3, "b@example.org"))
        open_desk.write(of)
        open_desk.writer.making.jobs[of[0].enclosures[1]].path.write_bytes(b"%PDF-1.7 half")
        assert [each.letter.rows for each in open_desk.writer.divide(to_do(open_desk.outbox, of, Wishes()))] == [(3,)]
        (fault,) = open_desk.writer.faults
        assert fault.rows == (2,) and "Helpers--Electricians could not be made" in fault.what


def test_the_same_again_writes_nothing_new(tmp_path: Path) -> None:
    of = letters(*(student(row, f"s{row}@example.org") for row in range(2, 7)))
    with desk(tmp_path / "outbox") as open_desk:
        open_desk.write(of)
        open_desk.settle("sent", "failed", "unknown", "deferred", "pending")
        written = open_desk.write(of, now=NOW + 100)
        assert [(each.rows, each.state, each.dated_at) for each in written] == [
            ((5,), "deferred", NOW),  # tried before: its Date stays
            ((6,), "pending", NOW + 100),
        ]
        assert len(open_desk.outbox.all()) == 5
        moved = letters(student(40, "S2@EXAMPLE.org", name="Another Name"))  # the same address, another row
        assert open_desk.write(moved) == []


def test_wishes(tmp_path: Path) -> None:
    of = letters(*(student(row, f"s{row}@example.org") for row in range(2, 5)))
    with desk(tmp_path / "outbox") as open_desk:
        before = open_desk.write(of)
        open_desk.settle("sent", "failed", "unknown")
        (failed,) = open_desk.write(of, Wishes(retry_failed=True))
        assert (failed.rows, failed.number, failed.attempts) == ((3,), before[1].number, 0)
        open_desk.settle("sent", "failed", "unknown")
        (unknown,) = open_desk.write(of, Wishes(resend_unknown=True))
        assert (unknown.rows, unknown.number) == ((4,), before[2].number)  # a receiver may see that it is the same


def test_again_begins_once(tmp_path: Path) -> None:
    of = letters(*(student(row, f"s{row}@example.org") for row in range(2, 5)))
    again = Wishes(again=True)
    with desk(tmp_path / "outbox") as open_desk:
        before = open_desk.write(of)
        open_desk.settle("sent", "failed", "unknown")
        new = open_desk.write(of, again)
        assert [(each.rows, each.round) for each in new] == [((2,), 1), ((3,), 1)]  # never the unknown one
        assert {each.number for each in new}.isdisjoint(each.number for each in before)
        open_desk.outbox.end(new[0], "sent", "250", NOW)
        # Killed here. The same command goes on with what is left of it.
        assert [each.rows for each in open_desk.write(of, again)] == [(3,)]
        open_desk.outbox.end(new[1], "sent", "250", NOW)
        # Killed after the last message, before the run could end: still the same command.
        assert open_desk.write(of, again) == []
        settle_again(open_desk.outbox)
        assert [(each.rows, each.round) for each in open_desk.write(of, again)] == [((2,), 2), ((3,), 2)]
        settle_again(open_desk.outbox)  # some of it waits: not over yet
        assert [each.round for each in open_desk.write(of, again)] == [2, 2]


def test_what_is_written_is_what_is_shown(tmp_path: Path) -> None:
    of = letters(
        student(2, "a@example.org", RECORDS, HELPERS, name='Ana <script>alert("x")</script>'),
        student(3, "b@example.org", name="Луис", language="es"),
    )
    with desk(tmp_path / "outbox") as open_desk:
        open_desk.write(of)
        open_desk.settle("failed", "pending")
        page = write_preview(open_desk.folder, open_desk.outbox.all(), open_desk.folder.brochures).read_text()
    assert "<title>Outbox: 1 pending, 1 failed</title>" in page
    assert "<script>alert" not in page and "Ana &lt;script&gt;" in page
    assert '<a href="brochures/47-3013-helpers-electricians-TX.pdf">Helpers - Electricians, Texas</a>' in page
    assert '<td class="failed">failed</td>' in page and "said failed" in page
    assert 'href="messages/00001.eml"' in page
    assert '<pre lang="es">Hola, Луис:' in page
    assert "http" not in page.replace("http-equiv", "")  # it loads nothing

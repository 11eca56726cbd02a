"""The outbox: states, order, dates, what it keeps after a kill and after a purge; its folder and lock."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.deliver.folder import held
from reportgen.deliver.outbox import DAY_SECONDS, open_outbox
from reportgen.errors import EnvironmentLacksError, NoSuchDataError, ReportgenError, UsageError

from .letters import ELECTRICIANS, NOW, desk, letters, student

THREE = [student(row, f"s{row}@example.org") for row in (2, 3, 4)]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with desk(tmp_path / "a" / "outbox") as open_desk:
            (entry,) = open_desk.write(letters(THREE[0]))
            folder = open_desk.folder
            assert [mode(folder.path), mode(folder.path / "messages")] == [0o700, 0o700]
            assert (folder.path / ".gitignore").read_text() == "*\n"
            assert [mode(folder.outbox.path), mode(folder.message(entry))] == [0o600, 0o600]
    finally:
        os.umask(old)
    (tmp_path / "a" / "outbox").chmod(0o755)
    with desk(tmp_path / "a" / "outbox"):
        assert mode(tmp_path / "a" / "outbox") == 0o700


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("x")
    before = mode(tmp_path)
    with pytest.raises(UsageError, match=r"thesis\.doc"), held(tmp_path, NOW):
        pass
    assert [each.name for each in tmp_path.iterdir()] == ["thesis.doc"] and mode(tmp_path) == before
    with pytest.raises(NoSuchDataError), held(tmp_path, NOW, create=False):
        pass


def test_what_is_no_outbox_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "outbox.sqlite"
    for content in (b"no database at all" * 100, None):
        path.unlink(missing_ok=True)
        if content:
            path.write_bytes(content)
        else:
            with sqlite3.connect(path) as other:
                other.execute("CREATE TABLE x (y)")
            other.close()
        before = path.read_bytes()
        with pytest.raises(EnvironmentLacksError, match="cannot be used as an outbox"):
            open_outbox(path)
        assert path.read_bytes() == before


def test_two_at_once(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from reportgen.deliver.folder import held\n"
        "with held(Path(sys.argv[1]), 0): print('in', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, tmp_path / "outbox"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert other.stdout and other.stdout.readline() == b"in\n"
    try:
        words = f"Another reportgen mail is at work.*process {other.pid}"
        with pytest.raises(ReportgenError, match=words), desk(tmp_path / "outbox"):
            pass
    finally:
        other.kill()
        other.wait()
    with desk(tmp_path / "outbox"):  # the system let go of the lock of the killed one
        pass


def test_a_kill_while_sending_leaves_unknown(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as open_desk:
        first, second, _ = open_desk.write(letters(*THREE))
        open_desk.outbox.begin(first)
        open_desk.outbox.begin(second)
        open_desk.outbox.end(second, "sent", "250 OK", NOW)
    with desk(tmp_path / "outbox") as open_desk:
        assert open_desk.states() == ["unknown", "sent", "pending"]
        assert open_desk.outbox.entry(first.id).reply == "the run ended while it was being sent"
        assert open_desk.outbox.entry(first.id).number == first.number
        assert open_desk.outbox.accepted_since(NOW - 1) == (NOW, NOW)  # the unknown one counts towards the cap
        assert open_desk.outbox.accepted_since(NOW + DAY_SECONDS) == ()


def test_what_is_due(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as open_desk:
        _, second, third = open_desk.write(letters(*THREE))
        outbox = open_desk.outbox
        outbox.choose([second.id, third.id])
        assert outbox.next_due(NOW) == second and outbox.waiting() == 2 and outbox.next_time() is None
        outbox.end(second, "deferred", "451", NOW, NOW + 60)
        assert outbox.next_due(NOW) == third
        outbox.end(third, "deferred", "451", NOW, NOW + 30)
        assert outbox.next_due(NOW) is None and outbox.next_time() == NOW + 30
        due = outbox.next_due(NOW + 60)
        assert due and due.id == third.id and due.attempts == 1
        outbox.end(due, "sent", "250", NOW)
        assert outbox.waiting() == 1


def test_all_or_nothing(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as open_desk:
        open_desk.write(letters(THREE[0]))
        with pytest.raises(RuntimeError), open_desk.outbox.together():
            open_desk.outbox.drop(open_desk.outbox.all())
            raise RuntimeError
        assert open_desk.states() == ["pending"]


def test_a_full_disk_is_told_with_its_cure(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as open_desk:
        (entry,) = open_desk.write(letters(THREE[0]))
        open_desk.outbox._connection.execute("PRAGMA max_page_count = 1")  # as small as it is
        with pytest.raises(EnvironmentLacksError, match=r"cannot be written.*full"):
            open_desk.outbox.end(entry, "failed", "x" * 100_000, NOW)
        assert open_desk.states() == ["pending"]


def test_purge_forgets_people_and_remembers_what_was_sent(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as open_desk:
        open_desk.write(letters(*THREE, student(5, "new@example.org")))
        open_desk.settle("sent", "failed", "pending", "sent", now=NOW)
        open_desk.outbox.end(open_desk.outbox.all()[3], "sent", "250", NOW + 50)
        (open_desk.folder.path / "messages" / "99999.eml").write_text("an old one that nobody knows")
        assert open_desk.folder.purge(NOW + 10) == 3
        left = open_desk.outbox.all()
        assert [(each.state, each.recipient, each.rows) for each in left] == [
            ("sent", "", ()), ("failed", "", ()), ("sent", "new@example.org", (5,)),
        ]  # fmt: skip
        assert [each.name for each in (open_desk.folder.path / "messages").iterdir()] == [left[2].file_name]
    data = (tmp_path / "outbox" / "outbox.sqlite").read_bytes()
    assert b"new@example.org" in data
    assert not [each for each in THREE if each.email.encode() in data]  # not even in a freed page
    with desk(tmp_path / "outbox") as open_desk:
        written = open_desk.write(letters(*THREE))
        assert [each.rows for each in written] == [(4,)]  # the draft; the others were sent, or refused


def test_removing_everything(tmp_path: Path) -> None:
    for foreign in (False, True):
        path = tmp_path / str(foreign) / "outbox"
        with desk(path) as open_desk:
            open_desk.write(letters(*THREE))
            if foreign:
                (path / "mine.txt").write_text("x")
            open_desk.folder.remove()
        assert [each.name for each in path.iterdir()] == ["mine.txt"] if foreign else not path.exists()


def test_half_written_files_are_swept(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as open_desk:
        left = open_desk.folder.path / "messages" / ".abc.tmp"
    left.write_text("half")
    with desk(tmp_path / "outbox"):
        assert not left.exists()


def test_numbers_tell_nothing_and_stay(tmp_path: Path) -> None:
    numbers = []
    for name in ("a", "b"):
        with desk(tmp_path / name) as open_desk:
            (entry,) = open_desk.write(letters(THREE[0]))
            assert open_desk.write(letters(THREE[0]))[0].number == entry.number
            numbers.append(entry.number)
    assert numbers[0] != numbers[1]  # each outbox has a salt of its own, so that nobody can try addresses


def test_the_roster_changes_its_mind(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as open_desk:
        open_desk.write(letters(*THREE))
        open_desk.settle("sent", "pending", "deferred")
        changed = letters(THREE[0], student(3, "s3@example.org", ELECTRICIANS))
        wanted = [open_desk.outbox.fingerprint(each.address, each.contents) for each in changed]
        unwanted = open_desk.outbox.no_longer_wanted(Path("/roster.csv"), wanted)
        assert [each.rows for each in unwanted] == [(3,), (4,)]
        open_desk.folder.drop(unwanted)
        assert open_desk.states() == ["sent"]
        assert [each.rows for each in open_desk.write(changed)] == [(3,)]

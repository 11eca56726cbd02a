"""A run of sending: order, rate, cap, pauses, and when it gives up. Against a real server and a stand-in for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reportgen.batch.interrupt import Stop
from reportgen.deliver.account import Server
from reportgen.deliver.entry import Entry
from reportgen.deliver.outbox import DAY_SECONDS
from reportgen.deliver.pace import Pace, stopped_between_messages, wait
from reportgen.deliver.replies import EnoughForToday, Outcome, ServerError, Unreachable
from reportgen.deliver.sending import Run, Sending, Way
from reportgen.deliver.transport import Connection

from .letters import NOW, Desk, desk, letters, student
from .post_office import DROP_AFTER, DROP_AT_DATA, DROP_BEFORE, PostOffice, by_name, opened

FAST = Pace(rate=6000, daily_cap=10_000, attempts=3, retry_seconds=0.02)


def addressed(*names: str) -> list[str]:
    return [f"{name}@example.org" for name in names]


def write(open_desk: Desk, addresses: Sequence[str]) -> list[Entry]:
    return open_desk.write(letters(*(student(row, address) for row, address in enumerate(addresses, 2))))


class StandIn:
    """Answers from a script: a state, or something to raise; "sent" when it is over. "!" before it: after the dot."""

    def __init__(self, *script: str | BaseException) -> None:
        self.script = list(script)
        self.taken: list[str] = []

    def send(self, sender: str, recipient: str, data: bytes, before_end: Callable[[], None]) -> Outcome:
        assert recipient.encode() in data
        does = self.script.pop(0) if self.script else "!sent"
        if isinstance(does, BaseException):
            raise does
        if does.startswith("!"):
            before_end()
            self.taken.append(recipient)
        if does == "!torn":
            raise KeyboardInterrupt
        return Outcome(does.lstrip("!"), f"said {does}")


class Ran:
    """A run, and what was told of it."""

    def __init__(
        self, open_desk: Desk, way: Way, pace: Pace = FAST, *, stop: Stop | None = None, waits: bool = True,
        now: Callable[[], float] = time.time, on_entry: Callable[[Entry], None] = lambda entry: None,
        on_pause: Callable[[float], None] = lambda seconds: None,
    ) -> None:  # fmt: skip
        self.told: list[tuple[tuple[int, ...], str]] = []
        self.pauses: list[float] = []
        ids = [entry.id for entry in open_desk.outbox.all()]
        sending = Sending(
            open_desk.outbox, ids, open_desk.folder.message, "me@example.org", way, pace, stop or Stop(), waits=waits,
            now=now,
        )  # fmt: skip

        def tell(entry: Entry) -> None:
            self.told.append((entry.rows, entry.state))
            on_entry(entry)

        def tell_pause(waiting: int, seconds: float) -> None:
            self.pauses.append(seconds)
            on_pause(seconds)

        self.run: Run = sending.run(tell, tell_pause)


def test_all_kinds_of_answers_from_a_real_server(tmp_path: Path) -> None:
    names = addressed("a", "busy-1", "gone", "dropped", "never", "b", "before", "busy-2")
    with opened(PostOffice(by_name)) as office, desk(tmp_path / "outbox") as open_desk:
        write(open_desk, names)
        with Connection(Server(office.host, office.port, "none")) as way:
            ran = Ran(open_desk, way)
        assert open_desk.states() == ["sent", "sent", "failed", "unknown", "failed", "sent", "failed", "sent"]
        reply = {entry.recipient: entry.reply for entry in open_desk.outbox.all()}
        assert reply["never@example.org"].startswith("given up after 3 tries: 451 4.7.1 Greylisted")
        assert ran.run.sent == 4 and ran.run.trouble is None
        assert ran.told[:8] == [
            ((2,), "sent"), ((3,), "deferred"), ((4,), "failed"), ((5,), "unknown"), ((6,), "deferred"), ((7,), "sent"),
            ((8,), "deferred"), ((9,), "deferred"),
        ]  # fmt: skip
        with Connection(Server(office.host, office.port, "none")) as way:
            Ran(open_desk, way)  # once more: nothing is sent twice, least of all the unknown one
    assert sorted(office.recipients) == sorted(addressed("a", "b", "busy-1", "busy-2", "dropped"))


def test_a_server_in_a_bad_mood(tmp_path: Path) -> None:
    """One in six is dropped before, at, or after it is taken: none arrives twice, and the unknown ones are known."""
    moods = {0: DROP_BEFORE, 1: DROP_AFTER, 2: DROP_AT_DATA}

    def mood(to: str, tries: int) -> str:
        return moods.get(int(to[1:4]) % 18, "accept") if tries == 1 else "accept"

    with opened(PostOffice(mood)) as office, desk(tmp_path / "outbox") as open_desk:
        write(open_desk, [f"s{number:03}@example.org" for number in range(36)])
        with Connection(Server(office.host, office.port, "none")) as way:
            Ran(open_desk, way)
        entries = open_desk.outbox.all()
    unknown = {entry.recipient for entry in entries if entry.state == "unknown"}
    sent = {entry.recipient for entry in entries if entry.state == "sent"}
    assert (len(unknown), len(sent)) == (4, 32)
    assert set(office.times().values()) == {1}
    assert len(office.recipients) == len(set(office.recipients)) == 34
    assert set(office.recipients) - sent == {to for to in unknown if moods[int(to[1:4]) % 18] == DROP_AFTER}


def test_the_rate(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as open_desk:
        write(open_desk, addressed("a", "b", "c", "d"))
        begun = time.monotonic()
        Ran(open_desk, StandIn(), Pace(rate=600))
        assert time.monotonic() - begun >= 0.3
    assert Pace(rate=30).gap_seconds == 2
    assert [Pace().pause_seconds(tries) for tries in (1, 2, 3, 9)] == [60, 120, 240, 3600]


def test_the_daily_cap(tmp_path: Path) -> None:
    pace = Pace(rate=6000, daily_cap=3)
    with desk(tmp_path / "outbox") as open_desk:
        write(open_desk, addressed("a", "b", "c", "d", "e"))
        at = NOW
        first = Ran(open_desk, StandIn("!sent", "failed", "!unknown"), pace, now=lambda: at)
        assert open_desk.states() == ["sent", "failed", "unknown", "sent", "pending"]
        assert first.run.full_until == NOW + DAY_SECONDS and first.run.trouble is None
        at = NOW + DAY_SECONDS - 1
        assert Ran(open_desk, StandIn(), pace, now=lambda: at).told == []
        at = NOW + DAY_SECONDS
        assert Ran(open_desk, StandIn(), pace, now=lambda: at).told == [((6,), "sent")]


def test_pauses_grow_and_tries_end(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as open_desk:
        write(open_desk, addressed("a"))
        pace, clock = Pace(rate=6000, attempts=3, retry_seconds=0.1), [NOW]

        def go_on(seconds: float) -> None:
            clock[0] += seconds

        way = StandIn("deferred", "deferred", "deferred")
        ran = Ran(open_desk, way, pace, now=lambda: clock[0], on_pause=go_on)
        assert open_desk.states() == ["failed"]
        assert ran.pauses == pytest.approx([0.1, 0.2])


def test_without_waiting_it_is_left_for_the_next_run(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as open_desk:
        write(open_desk, addressed("a", "b"))
        assert Ran(open_desk, StandIn("deferred"), Pace(rate=6000), waits=False).pauses == []
        assert open_desk.states() == ["deferred", "sent"]
        assert Ran(open_desk, StandIn(), waits=False).told == []  # not due yet
        later = time.time() + 61
        assert Ran(open_desk, StandIn(), waits=False, now=lambda: later).told == [((2,), "sent")]


def test_a_server_that_puts_all_off_is_not_pressed(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as open_desk:
        write(open_desk, addressed(*"abcdefgh"))
        ran = Ran(open_desk, StandIn(*["deferred"] * 6), FAST)
        assert len(ran.pauses) >= 2 and open_desk.states() == ["sent"] * 8


def test_a_server_that_refuses_all_ends_the_run(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as open_desk:
        write(open_desk, addressed(*"abcdefghijkl"))
        ran = Ran(open_desk, StandIn(*["failed"] * 12))
        assert open_desk.states() == ["failed"] * 10 + ["pending"] * 2
        assert ran.run.trouble and "refused 10 messages in a row" in ran.run.trouble.what


@pytest.mark.parametrize(
    ("error", "states"),
    [
        (ServerError("no such sender"), ["sent", "pending", "pending"]),
        (EnoughForToday("550 5.4.5"), ["sent", "deferred", "pending"]),
    ],
)
def test_what_stands_against_all_ends_the_run(tmp_path: Path, error: ServerError, states: list[str]) -> None:
    with desk(tmp_path / "outbox") as open_desk:
        write(open_desk, addressed("a", "b", "c"))
        assert Ran(open_desk, StandIn("!sent", error)).run.trouble is error
        assert open_desk.states() == states


def test_a_server_out_of_reach(tmp_path: Path) -> None:
    gone = Unreachable("no network")
    with desk(tmp_path / "outbox") as open_desk:
        write(open_desk, addressed("a", "b"))
        ran = Ran(open_desk, StandIn(gone))
        assert ran.run.trouble is gone and ran.pauses == []  # at the start it is rather the settings
        ran = Ran(open_desk, StandIn("!sent", gone, gone))
        assert ran.run.trouble is None and len(ran.pauses) == 2 and open_desk.states() == ["sent", "sent"]
        write(open_desk, addressed("c", "d"))
        ran = Ran(open_desk, StandIn("!sent", *[gone] * 9))
        assert ran.run.trouble is gone and open_desk.states()[2:] == ["sent", "pending"]


def test_a_stop_ends_between_two_messages(tmp_path: Path) -> None:
    stop = Stop()
    with desk(tmp_path / "outbox") as open_desk:
        write(open_desk, addressed("a", "b", "c"))
        ran = Ran(open_desk, StandIn(), stop=stop, on_entry=lambda entry: stop.request(15))
        assert ran.run.stopped_by == 15 and open_desk.states() == ["sent", "pending", "pending"]


def test_torn_away_is_unknown_and_nothing_else(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as open_desk:
        write(open_desk, addressed("a", "b", "c"))
        for script in (["!torn"], [KeyboardInterrupt()]):
            with pytest.raises(KeyboardInterrupt):
                Ran(open_desk, StandIn(*script))
        assert open_desk.states() == ["unknown", "pending", "pending"]
        way = StandIn()
        Ran(open_desk, way)
        assert way.taken == addressed("b", "c")


def test_a_message_file_that_is_gone_ends_the_run(tmp_path: Path) -> None:
    with desk(tmp_path / "outbox") as open_desk:
        (entry,) = write(open_desk, addressed("a"))
        open_desk.folder.message(entry).unlink()
        ran = Ran(open_desk, StandIn())
        assert ran.run.trouble and "cannot be read" in ran.run.trouble.what and open_desk.states() == ["pending"]
        write(open_desk, addressed("a"))
        assert Ran(open_desk, StandIn()).told == [((2,), "sent")]


def test_the_second_ctrl_c_is_urgent() -> None:
    import os
    import signal

    with pytest.raises(KeyboardInterrupt), stopped_between_messages() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        wait(5, stop)
        assert stop.signal == signal.SIGINT
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)

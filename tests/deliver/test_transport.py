"""Handing messages to a real server: encryption, login, and every way in which it can go wrong."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from reportgen.deliver.account import Login, Security, Server
from reportgen.deliver.replies import EnoughForToday, ServerError, Unreachable, outcome_of, words_of
from reportgen.deliver.secret import Secret
from reportgen.deliver.transport import Connection

from .post_office import (
    ACCEPT,
    BUSY,
    DROP_AFTER,
    DROP_AT_DATA,
    DROP_BEFORE,
    ENOUGH,
    GARBLED,
    NO_SUCH_USER,
    PASSWORD,
    TOKEN,
    USER,
    PostOffice,
    opened,
    server_context,
)  # fmt: skip

DATA = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\n.one dot\r\n..two\r\nend\r\n"
ME, YOU = "me@example.org", "you.there@example.org"


def server(office: PostOffice, security: Security = "none", **changes: object) -> Server:
    return replace(Server(office.host, office.port, security, command_seconds=30, end_seconds=30), **changes)


def login(mechanism: Literal["password", "xoauth2"], words: str) -> Login:
    return Login(USER, mechanism, lambda: Secret(words))


def send(way: Connection, to: str = YOU, data: bytes = DATA) -> tuple[str, str, bool]:
    """(state, reply, whether the deciding byte was begun)."""
    began = []
    outcome = way.send(ME, to, data, lambda: began.append(True))
    return outcome.state, outcome.reply, bool(began)


def test_a_message_arrives_byte_for_byte() -> None:
    with opened(PostOffice()) as office, Connection(server(office)) as way:
        assert send(way) == ("sent", "250 2.0.0 taken", True)
        assert send(way, data=DATA[:-2])[0] == "sent"
    assert [each.data for each in office.delivered] == [DATA, DATA]
    assert (office.delivered[0].sender, office.delivered[0].recipient) == (ME, YOU)


@pytest.mark.parametrize(
    ("does", "state", "said", "began"),
    [
        (BUSY, "deferred", "451 4.7.1 Greylisted, …, try again later", False),
        (NO_SUCH_USER, "failed", "550 5.1.1 <…>: no such user here", False),
        (DROP_BEFORE, "deferred", "the connection broke", False),
        (DROP_AT_DATA, "unknown", "the connection broke before the server answered", True),
        (DROP_AFTER, "unknown", "the connection broke before the server answered", True),
        (GARBLED, "unknown", "", True),
    ],
)  # fmt: skip
def test_what_comes_of_it(does: str, state: str, said: str, began: bool) -> None:
    """And whatever came of one message, the next goes out."""
    office = PostOffice(lambda to, tries: does if to == YOU else ACCEPT)
    with opened(office), Connection(server(office)) as way:
        outcome = send(way)
        assert outcome[::2] == (state, began)
        assert outcome[1].startswith(said) and YOU not in outcome[1]
        assert send(way, "other@example.org")[0] == "sent"
    assert office.recipients.count("other@example.org") == 1


def test_a_full_day_is_no_fault_of_the_message() -> None:
    words = "no more messages of this account today"
    with opened(PostOffice(lambda to, tries: ENOUGH)) as office, pytest.raises(EnoughForToday, match=words):
        send(Connection(server(office)))


def test_a_sender_that_is_not_allowed_stops_all() -> None:
    office = PostOffice(sender_reply="550 5.7.60 not permitted to send as this sender")
    with opened(office), Connection(server(office)) as way:
        with pytest.raises(ServerError, match="does not take messages from this sender: 550"):
            send(way)
        office.sender_reply = "452 4.3.1 later"
        assert send(way)[0] == "deferred"
        office.sender_reply = "552 5.3.4 too large"
        assert send(way)[0] == "failed"


def test_starttls_and_a_password(certificate: Path) -> None:
    with opened(PostOffice(), tls=server_context(certificate), starttls=True, auth=True) as office:
        office_server = server(office, "starttls", ca_file=certificate)
        with Connection(replace(office_server, login=login("password", PASSWORD))) as way:
            assert send(way)[0] == "sent"
        with pytest.raises(ServerError, match="Authentication required"), Connection(office_server) as way:
            send(way)
        with pytest.raises(ServerError) as caught:
            send(Connection(replace(office_server, login=login("password", "wrong one"))))
        assert f"does not let {USER} in" in caught.value.what and "wrong" not in str(caught.value)
        with pytest.raises(ServerError, match="holds letters") as caught:
            send(Connection(replace(office_server, login=login("password", "contraseña"))))
        assert "contrase" not in str(caught.value)
    assert len(office.delivered) == 1


def test_tls_from_the_start_and_a_token(certificate: Path) -> None:
    with opened(PostOffice(), tls=server_context(certificate), auth=True) as office:
        tokens = iter([TOKEN, "old", TOKEN])
        fresh = Login(USER, "xoauth2", lambda: Secret(next(tokens)))
        secure = server(office, "tls", ca_file=certificate, login=fresh)
        with Connection(secure) as way:
            assert send(way)[0] == "sent"
        with pytest.raises(ServerError) as caught:
            send(Connection(secure))
        assert f"does not let {USER} in" in caught.value.what and "old" not in str(caught.value)
        with Connection(secure) as way:
            assert send(way)[0] == "sent"  # each connection asks for a token anew
    assert office.logins == [(USER, TOKEN), (USER, "old"), (USER, TOKEN)]


def test_nothing_goes_out_unencrypted(certificate: Path) -> None:
    context = server_context(certificate)
    with opened(PostOffice()) as office:  # offers no STARTTLS
        with pytest.raises(ServerError, match="STARTTLS"):
            send(Connection(server(office, "starttls", login=login("password", PASSWORD))))
        with pytest.raises(ServerError, match="cannot be reached"):
            send(Connection(server(office, "tls")))
    with opened(PostOffice(host="127.0.0.2"), tls=context, starttls=True) as office:
        with pytest.raises(ServerError, match=r"certificate of the mail server .* cannot be trusted: self-signed"):
            send(Connection(server(office, "starttls")))
        with pytest.raises(ServerError, match=r"cannot be trusted: .*mismatch"):
            send(Connection(server(office, "starttls", ca_file=certificate)))
    assert not office.delivered and not office.logins


def test_without_encryption_to_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(PostOffice()) as office:
        with Connection(server(office, host="localhost")) as way:
            assert send(way)[0] == "sent"
        # As if the name led elsewhere: what counts is whom the connection reached.
        monkeypatch.setattr(socket.socket, "getpeername", lambda self: ("192.0.2.7", 25))
        with pytest.raises(ServerError, match="is another machine"):
            send(Connection(server(office, login=login("password", PASSWORD))))
    assert len(office.delivered) == 1 and not office.logins


def test_servers_that_are_not_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unreachable, match=rf"127\.0\.0\.1, port {port} cannot be reached: Connection refused"):
        send(Connection(Server("127.0.0.1", port, "none")))
    with pytest.raises(Unreachable, match="cannot be reached"):
        send(Connection(Server("no-such-host.invalid", 587, "starttls", command_seconds=5)))


def test_a_closed_connection_is_opened_again() -> None:
    """A server that hangs up between two messages has not refused the second one."""
    with opened(PostOffice()) as office, Connection(server(office)) as way:
        assert send(way)[0] == "sent"
        smtp = way._smtp
        assert smtp is not None and smtp.sock is not None
        smtp.sock.shutdown(socket.SHUT_RDWR)
        assert send(way)[0] == "sent"
        assert way._smtp is not smtp


def scripted(*answers: bytes, pause: Callable[[], None] = lambda: None) -> int:
    """A server that gives these answers, one for each command, whatever it is told; its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        with listener, listener.accept()[0] as line, line.makefile("rb") as lines:
            for answer in answers:
                line.sendall(answer)
                heard = lines.readline()
                if heard.startswith(b"From:"):
                    while lines.readline() != b".\r\n":
                        pass
            pause()

    threading.Thread(target=talk, daemon=True).start()
    return int(listener.getsockname()[1])


@pytest.mark.parametrize(
    ("last", "state"),
    [(b"451 4.3.0 not now\r\n", "deferred"), (b"554 5.7.1 looks like junk\r\n", "failed"), (b"999 what\r\n", "unknown"),
     (b"354 go on\r\n", "unknown"), (b"x" * 9000 + b"\r\n", "unknown"), (b"250-half", "unknown"), (b"", "unknown")],
)  # fmt: skip
def test_the_last_word_decides(last: bytes, state: str) -> None:
    port = scripted(b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n", last)
    way = Connection(Server("127.0.0.1", port, "none", command_seconds=2, end_seconds=1))
    assert send(way)[::2] == (state, True)


@pytest.mark.parametrize(("after", "state"), [(3, "deferred"), (4, "deferred"), (5, "unknown")])
def test_a_server_that_falls_silent(after: int, state: str) -> None:
    answers = (b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n", b"250 ok\r\n")
    done = threading.Event()
    port = scripted(*answers[:after], pause=done.wait)
    way = Connection(Server("127.0.0.1", port, "none", command_seconds=1, end_seconds=1))
    outcome = send(way)
    done.set()
    assert outcome[0] == state and "no answer in time" in outcome[1]


def test_words_of_a_server_are_made_harmless() -> None:
    words = words_of(550, b"5.1.1\r\n<You.There@Example.org> \x1b[31m you.there unknown", YOU)
    assert words == "550 5.1.1 <…> [31m … unknown"
    assert len(words_of(550, b"x" * 5000)) <= 300
    assert words_of(550, b"mailbox an is full", "an@example.org") == "550 mailbox an is full"
    assert re.fullmatch("451 .", words_of(451, b"\xff"))
    assert outcome_of(0, "", decided=False).state == "deferred"

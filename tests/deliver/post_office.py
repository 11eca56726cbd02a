"""A real SMTP server in this process, which does what a test asks of it."""

from __future__ import annotations

import datetime
import email
import email.policy
import ipaddress
import re
import socket
import ssl
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD, TOKEN = "careers@school.example.org", "correct horse", "ya29.token"
ACCEPT, SLOW = "accept", "slow"
# Replies at RCPT; "451" and "550" come from the recipient's name, see `by_name`.
BUSY, NO_SUCH_USER = "451 4.7.1 Greylisted, {to}, try again later", "550 5.1.1 <{to}>: no such user here"
DROP_BEFORE, DROP_AT_DATA, DROP_AFTER = "drop-before", "drop-at-data", "drop-after"
GARBLED, ENOUGH = "garbled", "550 5.4.5 Daily user sending limit exceeded."


@dataclass(slots=True)
class Delivered:
    """A message that the server has taken: exactly one recipient, and its bytes."""

    recipient: str
    sender: str
    data: bytes

    @property
    def message(self) -> EmailMessage:
        parsed = email.message_from_bytes(self.data, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed


@dataclass
class PostOffice:
    """`behaviour` says what to do with a recipient, at each try."""

    behaviour: Callable[[str, int], str] = lambda to, tries: ACCEPT
    delay_seconds: float = 0.0
    sender_reply: str = "250 OK"
    delivered: list[Delivered] = field(default_factory=list)
    tries: Counter[str] = field(default_factory=Counter)
    logins: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0
    host: str = "127.0.0.1"

    @property
    def recipients(self) -> list[str]:
        return [each.recipient for each in self.delivered]

    def times(self) -> Counter[str]:
        """Message-ID → how often it was taken."""
        return Counter(str(each.message["Message-ID"]) for each in self.delivered)

    # --- what aiosmtpd calls ----------------------------------------------------------------------------------

    async def handle_MAIL(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.sender_reply.startswith("250"):
            envelope.mail_from = address
        return self.sender_reply

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.tries[address] += 1
        does = self.behaviour(address, self.tries[address])
        if does == DROP_BEFORE:
            server.transport.abort()
        if re.match("[45]", does) and does != ENOUGH:
            return does.format(to=address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        (to,) = envelope.rcpt_tos
        does = self.behaviour(to, self.tries[to])
        if does == DROP_AT_DATA:
            server.transport.abort()
            return "250 never seen"
        if does == ENOUGH:
            return ENOUGH
        if self.delay_seconds:
            time.sleep(self.delay_seconds)  # the whole server is slow, not one message of it
        self.delivered.append(Delivered(to, envelope.mail_from, envelope.content))
        if does == DROP_AFTER:
            server.transport.abort()
        return "nonsense" if does == GARBLED else "250 2.0.0 taken"

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        import base64

        words = base64.b64decode(args[1]).decode().split("\x01")
        user, bearer = words[0].removeprefix("user="), words[1].removeprefix("auth=Bearer ")
        self.logins.append((user, bearer))
        if (user, bearer) == (USER, TOKEN):
            return AuthResult(success=True)
        await server.push("334 " + base64.b64encode(b'{"status":"401"}').decode())
        await server._reader.readline()
        return AuthResult(success=False, handled=False)

    def check(self, server: SMTP, session: Any, envelope: Any, mechanism: str, auth_data: Any) -> AuthResult:
        assert isinstance(auth_data, LoginPassword)
        self.logins.append((auth_data.login.decode(), auth_data.password.decode()))
        return AuthResult(success=self.logins[-1] == (USER, PASSWORD), handled=False)


def by_name(to: str, tries: int) -> str:
    """What the name of a recipient asks for: "busy-3@…" is put off, "gone@…" refused, "dropped@…" dropped after."""
    name = to.partition("@")[0]
    if name.startswith("busy"):
        return BUSY if tries == 1 else ACCEPT
    return {"never": BUSY, "gone": NO_SUCH_USER, "dropped": DROP_AFTER, "before": DROP_BEFORE}.get(name, ACCEPT)


@contextmanager
def opened(
    office: PostOffice, *, tls: ssl.SSLContext | None = None, starttls: bool = False, auth: bool = False
) -> Iterator[PostOffice]:
    """Open the server. `tls`: a context with a certificate, used at once or with STARTTLS."""
    with socket.socket() as free:
        free.bind((office.host, 0))
        office.port = free.getsockname()[1]
    options: dict[str, Any] = {
        "auth_required": auth,
        "auth_require_tls": starttls,  # it does not see that it speaks TLS from the start
        "authenticator": office.check,
    }
    if starttls:
        options |= {"tls_context": tls, "require_starttls": True}
    warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS", UserWarning)
    controller = Controller(
        office, hostname=office.host, port=office.port, ssl_context=None if starttls else tls, **options
    )
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


def certificate(folder: Path, name: str = "localhost") -> Path:
    """Make a certificate for `name` and 127.0.0.1 that signs itself; key and certificate in one file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def server_context(path: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context

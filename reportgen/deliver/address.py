"""Addresses of senders and recipients: one door for all of them, be they of a roster, a settings file or an option."""

from __future__ import annotations

import re
from email.headerregistry import Address

from reportgen.errors import UsageError
from reportgen.roster.email import fault_of

_NAMED = re.compile(r'\s*"?(?P<name>[^"<>]*?)"?\s*<(?P<address>[^<>]*)>\s*')


def address_of(words: str) -> str:
    """The one plain address that `words` are, its domain in ASCII letters as mail servers want it.

    Raises UsageError for anything else: two addresses, a name beside it, line breaks, letters before the @ that only
    few servers take.
    """
    local, at, domain = words.strip().rpartition("@")
    try:
        address = f"{local}{at}{domain.encode('idna').decode('ascii').lower()}"
    except UnicodeError:
        address = words.strip()
    if fault := fault_of(address):
        raise UsageError(fault[0], cure=fault[1])
    return address


def mailbox_of(words: str) -> Address:
    """An address with or without a name before it: `Lincoln High <careers@lincoln.org>`. Raises UsageError."""
    named = _NAMED.fullmatch(words)
    name, plain = (named["name"], named["address"]) if named else ("", words)
    if any(not each.isprintable() for each in name):
        raise UsageError("its name holds a line break or a control character", cure="Write it in one line.")
    return Address(name.strip(), addr_spec=address_of(plain))


def same_mailbox(address: str) -> str:
    """The form in which two addresses are compared. Servers may tell capitals apart in the local part; none does."""
    return address.casefold()

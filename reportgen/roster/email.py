"""The form of an e-mail address. Whether it is anybody's, only the mail can tell."""

from __future__ import annotations

import re

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\Z")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\Z")
_TOP = re.compile(r"(?:[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{2,59})\Z", re.IGNORECASE)
_ANYWHERE = re.compile(r"[^\s<>,;:\"()\[\]]+@[^\s<>,;:\"()\[\]]+")
LONGEST = 254
_LONGEST_LOCAL = 64


def fault_of(address: str) -> tuple[str, str] | None:
    """(what is wrong, cure) of a cell that should hold one address; None when it is of form.

    Stricter than the standard: ASCII, no quotes, no comment, a domain with a dot. One recipient a message, so two
    addresses in a cell are a fault.
    """
    if _is_address(address):
        return None
    within = [found for found in _ANYWHERE.findall(address) if _is_address(found)]
    if len(within) > 1:
        return (
            f"it holds {len(within)} addresses, and a message goes to one recipient",
            "Keep one; give the other a row of its own.",
        )
    if within:
        return "it holds more than an address", f"Write only {within[0]}."
    if "@" not in address:
        return "it is no e-mail address", "Write one like name@school.org, or leave the cell empty."
    if odd := next((each for each in address if not each.isascii()), ""):
        return f"it holds “{odd}”", "Addresses have plain letters only."
    return "it is not of the form of an e-mail address", "Write one like name@school.org, or leave the cell empty."


def _is_address(text: str) -> bool:
    local, at, domain = text.rpartition("@")
    *labels, top = domain.split(".")
    return bool(
        at
        and len(text) <= LONGEST
        and len(local) <= _LONGEST_LOCAL
        and _LOCAL.match(local)
        and labels
        and all(_LABEL.match(label) for label in labels)
        and _TOP.match(top)
    )

"""Web addresses of a brand: they become links and QR codes, so nothing but plain https passes."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from reportgen.brand.problem import Refused

# A QR code of more could not be read from the 65 points that a side column has for it.
LONGEST_BYTES = 150
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")  # what RFC 3986 lets stand in an address


def check_address(text: str) -> str:
    """The address as it was given. Raises Refused for anything but an https address of a named host."""
    try:
        parts = urlsplit(text)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError:
        raise Refused("it is no web address", "Copy it from the address line of a browser.") from None
    if scheme == "http":
        raise Refused("it is not encrypted", f"Use the https address: https:{text.partition(':')[2]}")
    if scheme != "https":
        if _HOST.fullmatch(text.partition("/")[0]):
            raise Refused("https:// is missing", f"Write https://{text}")
        raise Refused("it is no https address", "Only addresses that begin with https:// may stand on the pages.")
    if not _PLAIN.fullmatch(text) or not _HOST.fullmatch(host):
        raise Refused("it is no web address", "Copy it from the address line of a browser.")
    # An @ behind a question mark is no user name to a browser, but to whoever reads it.
    if "@" in text.split("/")[2] or port is not None:
        raise Refused("it holds a user name or a port", "Leave them out.")
    if len(text) > LONGEST_BYTES:
        raise Refused(
            f"it has {len(text)} characters, more than {LONGEST_BYTES}", "Give a shorter one: the start page, say."
        )
    return text

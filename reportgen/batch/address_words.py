"""Words → an address of a store: what is no plain folder of one, and what holds a secret, is turned away."""

from __future__ import annotations

import re

from reportgen.batch.address import Address
from reportgen.errors import EnvironmentLacksError, UsageError

_FORM = re.compile(r"([a-z][a-z0-9+.-]*)://(.*)\Z", re.DOTALL)


def address_of(words: str) -> Address:
    """The address that `words` name.

    Raises UsageError when they are no plain folder of a known kind of store, EnvironmentLacksError without its client.
    """
    match = _FORM.match(words)
    if match is None:
        raise UsageError(f"{words} is no address.", cure="Write it as s3://bucket/folder.")
    protocol, rest = match[1], match[2].rstrip("/")
    host = rest.partition("/")[0]
    if ":" in host.rpartition("@")[0] or "?" in rest or "#" in rest:
        raise UsageError(
            f"The address {protocol}://… holds a password, a key or a query.",
            cure="Leave it out: the store's own client finds keys in its environment variables and files.",
        )
    if "::" in words or not rest.strip("/") or {".", ".."} & set(rest.split("/")):
        raise UsageError(f"{words} names no folder of a store.", cure="Write it as s3://bucket/folder.")
    if rest.lower().endswith(".pdf"):
        raise UsageError(f"{words} is the name of a file.", cure="Name the folder: s3://bucket/folder.")
    _require_client(protocol)
    return Address(f"{protocol}://{rest}")


def _require_client(protocol: str) -> None:
    try:
        import fsspec
    except ImportError:
        raise EnvironmentLacksError(
            "An address as --output needs the package fsspec, which is not installed.",
            cure=f'pip install "reportgen[cluster]"{" s3fs" if protocol.startswith("s3") else ""}',
        ) from None
    try:
        fsspec.get_filesystem_class(protocol)
    except ValueError:
        raise UsageError(
            f"“{protocol}” is no kind of store that fsspec knows.",
            cure="For example s3://bucket/folder, gs://bucket/folder or file:///shared/folder.",
        ) from None
    except ImportError as error:
        cure = str(error).splitlines()[0] + "." if str(error) else ""
        raise EnvironmentLacksError(
            f"The client for {protocol}:// is not installed.",
            cure="pip install s3fs" if protocol.startswith("s3") else cure,
        ) from None

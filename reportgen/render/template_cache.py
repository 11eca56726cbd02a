"""Compiled templates, kept on disk: to compile a layout's takes as long as to make a page of it.

They are code, and are run. So a file counts only when it belongs to the user who runs this and nobody else may write
to it, as it is with the code that Python keeps; its name changes with the template's text, with Jinja2 and with
Python. Where anything is wrong with it, the template is compiled anew.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket

from reportgen.render import kept

_SEAL_BYTES = 32


class CompiledTemplates(jinja2.BytecodeCache):
    """Jinja2's own hook for it, with files in the user's cache folder."""

    def load_bytecode(self, bucket: Bucket) -> None:
        data = _own(kept.folder() / _name(bucket))
        seal, body = data[:_SEAL_BYTES], data[_SEAL_BYTES:]
        if hashlib.sha256(body).digest() != seal:
            return
        with suppress(ValueError, EOFError, TypeError):
            code = marshal.loads(body)  # noqa: S302 - only a file that is our own, see above
            bucket.code = code if isinstance(code, CodeType) else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        body = marshal.dumps(bucket.code)
        kept.write(_name(bucket), hashlib.sha256(body).digest() + body)


def _name(bucket: Bucket) -> str:
    """By all that the code was made of. `key` is the template's name and place, `checksum` that of its text."""
    of = bucket.environment
    made_of = (
        bucket.key, bucket.checksum, jinja2.__version__, sys.version,
        type(of).__name__, of.trim_blocks, of.lstrip_blocks, of.autoescape, of.optimized, sorted(of.filters),
    )  # fmt: skip
    return hashlib.sha256(repr(made_of).encode()).hexdigest()[:32] + kept.TEMPLATE


def _own(path: Path) -> bytes:
    """The file's bytes; none where it is not there, is a link, or another may have written it."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            state = os.fstat(file.fileno())
            safe = state.st_uid == os.geteuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
            return file.read() if safe else b""
    except OSError:
        return b""

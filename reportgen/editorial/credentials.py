"""Credentials: each with the body that issues it. (A missing or empty issuer is reported with the form.)"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen.editorial.finding import Finding
from reportgen.editorial.pieces import Piece

_NOBODY = re.compile(r"(various|several|unknown|none|n/?a|tbd|many|different|varies|an? (issuer|organization))\b", re.I)


def credentials(pieces: Sequence[Piece]) -> Iterator[Finding]:
    own = [piece for piece in pieces if piece.field == "credentials"]
    seen: set[str] = set()
    for name, issuer in pairwise(own):
        if (name.key, issuer.key) != ("name", "issuer"):
            continue
        if name.text.lower() in seen:
            yield name.finding("stands here twice", "Take one out.")
        seen.add(name.text.lower())
        if _NOBODY.match(issuer.text) or issuer.text.strip().lower() == name.text.strip().lower():
            yield issuer.finding(f"“{issuer.text}” names no issuer", "Name the body, or leave the credential out.")

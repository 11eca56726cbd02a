"""A mail server in a bad mood: by chance it drops, falls silent, puts off, refuses; each in the way of its kind."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from typing import Any

from aiosmtpd.smtp import SMTP

from soaking.command import PATIENCE_SECONDS
from tests.deliver.post_office import ACCEPT, BUSY, DROP_AFTER, DROP_AT_DATA, DROP_BEFORE, NO_SUCH_USER, PostOffice

SILENT_BEFORE, SILENT_AFTER = "silent-before", "silent-after"
_MOODS = {DROP_BEFORE: 2, DROP_AT_DATA: 2, DROP_AFTER: 2, BUSY: 5, SILENT_BEFORE: 0.4, SILENT_AFTER: 0.4}
_REFUSED_EACH = 50  # one address in so many does not exist


class MoodyOffice(PostOffice):
    """What it did is in `did`; what is in `delivered` it has taken, whether it could say so or not."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__(self._mood)
        self._chance, self._last = chance, dict[tuple[str, int], str]()
        self.did: Counter[str] = Counter()

    def _mood(self, to: str, tries: int) -> str:
        """Asked at each command of a try: the same answer in all of them."""
        if int(to[1:].partition("@")[0]) % _REFUSED_EACH == 0:
            return NO_SUCH_USER
        key = (to, tries)
        if key not in self._last:
            calm = 100 - sum(_MOODS.values())
            self._last[key] = self._chance.choices([ACCEPT, *_MOODS], [calm, *_MOODS.values()])[0]
            self.did[self._last[key]] += 1
        return self._last[key]

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        reply = await super().handle_RCPT(server, session, envelope, address, options)
        if self._mood(address, self.tries[address]) == SILENT_BEFORE:
            await asyncio.sleep(3 * PATIENCE_SECONDS)
        return reply

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        (to,) = envelope.rcpt_tos
        reply = await super().handle_DATA(server, session, envelope)
        if self._mood(to, self.tries[to]) == SILENT_AFTER:
            await asyncio.sleep(3 * PATIENCE_SECONDS)
        return reply

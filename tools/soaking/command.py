"""`reportgen` for a soak: most brochures are tiny stand-ins, every so-manieth is a real one; mail servers get a second.

The product itself knows nothing of it. SOAK_REAL_EACH says which are real; stand_ins.LOG counts the renderings.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace

from reportgen.batch import inputs, renderer, versions
from reportgen.batch.plan import Job
from reportgen.batch.renderer import Recipe, Render, Rendered
from reportgen.cli import main
from reportgen.cli.mail import words as mail_words
from reportgen.cli.mail.words import Words
from reportgen.deliver.account import Server
from tests.batch import stand_ins

_REAL = renderer.make_render
_SERVER_OF = mail_words.server_of
REAL_EACH = "SOAK_REAL_EACH"
PATIENCE_SECONDS = 1.0


def mixed(recipe: Recipe) -> Render:
    """Real ones where the number in the file's name is a multiple of SOAK_REAL_EACH (0: none)."""
    real = _REAL(recipe)
    each = int(os.environ.get(REAL_EACH, "0"))

    def render(job: Job) -> Rendered:
        number = re.search(r"\d+", job.path.stem)
        if each and number and int(number[0]) % each == 0:
            stand_ins.note(job)
            return real(job)
        return stand_ins.made(job)

    return render


def impatient(words: Words) -> Server:
    """The server, whose silence is waited out for a second and not for ten minutes."""
    return replace(_SERVER_OF(words), command_seconds=PATIENCE_SECONDS, end_seconds=PATIENCE_SECONDS)


if __name__ == "__main__":
    from soaking import command

    # The checkout may be edited while this runs: its files are the same inputs all the time.
    versions._code = lambda: "code"
    inputs._layout_digest = inputs._shipped_digest = lambda name: "file"  # type: ignore[assignment]
    renderer.make_render = command.mixed  # by its name in a module that workers can import
    mail_words.server_of = command.impatient
    main(prog_name="reportgen")

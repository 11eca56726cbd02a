"""Subject and bodies of a letter, from Jinja2 templates in a sandbox: the shipped ones, or a user's own before them.

A template sees: `names` (those who are greeted, may be empty; not in a subject), `careers` (each with `title` and
`place`), `part` and `parts` (of a letter that is split), `school` ("" when none is set), `sender`, `answer_to` (an
address), `language`, in a body also `subject`; and the filter `together` (Ana, Luis and Eva). A body may extend the
shipped `frame.html`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.brochure.names import title
from reportgen.deliver.account import Sender
from reportgen.deliver.letter import Enclosure, Letter
from reportgen.errors import ReportgenError, UsageError
from reportgen.values import dataclass

SHIPPED = Path(__file__).with_name("templates")
FALLBACK = "en"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_BEFORE_I = re.compile(r"h?i(?![aeo])", re.IGNORECASE)  # in Spanish “e Inés”, but “y Hielo”
_LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one message. `language` is that of the templates, which may not be the one asked for."""

    language: str
    subject: str
    plain: str
    html: str


class Texts:
    """Writes letters. `folder` holds a user's own templates, in a folder for each language; any may be left out."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folders = [each for each in (folder, SHIPPED) if each is not None]
        self._environments: dict[str, jinja2.Environment] = {}

    def language_for(self, wanted: str) -> str:
        """The language that there are templates in: the one wanted ("es-mx"), its base ("es"), else English."""
        return next(self._spoken(wanted), FALLBACK)

    def speaks(self, wanted: str) -> bool:
        """Whether there are templates in that language; where none is named, English is meant."""
        return not wanted or any(self._spoken(wanted))

    def _spoken(self, wanted: str) -> Iterator[str]:
        for tag in (wanted, wanted.partition("-")[0]):
            if _LANGUAGE.fullmatch(tag) and any((folder / tag).is_dir() for folder in self._folders):
                yield tag

    def write(self, letter: Letter, enclosures: Sequence[Enclosure], part: int, parts: int, sender: Sender) -> Text:
        """One message of the letter, with `enclosures` in it. Raises ReportgenError for a faulty template."""
        language = self.language_for(letter.language)
        context: dict[str, Any] = {
            "careers": [{"title": title(each.title), "place": each.area.name} for each in enclosures],
            "part": part,
            "parts": parts,
            "school": sender.school,
            "sender": sender.name,
            "answer_to": sender.answer_to,
            "language": language,
        }
        # No names here: a subject is read over shoulders, on locked screens and in the logs of mail servers.
        subject = " ".join(self._render(language, "subject.txt", context).split())
        if not subject or len(subject) > _LONGEST_SUBJECT or not subject.isprintable():
            raise UsageError(
                f"The subject for “{language}” comes out empty, longer than {_LONGEST_SUBJECT} characters or with "
                "control characters.",
                cure=f"Correct {language}/subject.txt in your templates.",
            )
        context |= {"names": list(letter.names), "subject": subject}
        plain = self._render(language, "body.txt", context).strip() + "\n"
        html = self._render(language, "body.html", context).strip() + "\n"
        return Text(language, subject, plain, html)

    def _render(self, language: str, name: str, context: dict[str, Any]) -> str:
        where = f"{language}/{name}"
        try:
            return self._environment(language).get_template(name).render(context)
        except jinja2.TemplateNotFound:
            cure = f"Add {where} to your templates: a language of your own needs all three."
            raise UsageError(f"There is no template {where}.", cure=cure) from None
        except jinja2.TemplateSyntaxError as error:
            raise UsageError(f"{error.filename}, line {error.lineno}: {error.message}.") from None
        except jinja2.UndefinedError as error:
            names = " A subject sees no names." if name == "subject.txt" else ""
            raise UsageError(
                f"The template {where} asks for what a letter does not have: {error.message}.{names}",
                cure="docs/mail.md lists what a template sees.",
            ) from None
        except (jinja2.TemplateError, UnicodeDecodeError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            # A sandbox error, or whatever a template's own expression may raise. Its text may hold a student's words.
            raise ReportgenError(
                f"The template {where} cannot be filled in ({type(error).__name__}).",
                cure="Correct it, or leave it out to use the shipped one.",
            ) from None

    def _environment(self, language: str) -> jinja2.Environment:
        if language not in self._environments:
            environment = ImmutableSandboxedEnvironment(
                loader=jinja2.FileSystemLoader([*(str(folder / language) for folder in self._folders), str(SHIPPED)]),
                autoescape=lambda name: name is not None and name.endswith(".html"),
                undefined=jinja2.StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
            )
            environment.filters["together"] = together_es if language.startswith("es") else together
            self._environments[language] = environment
        return self._environments[language]


def together(words: Sequence[str]) -> str:
    """Ana, Luis and Eva."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def together_es(words: Sequence[str]) -> str:
    """Ana, Luis y Eva; Ana e Inés."""
    *first, last = words
    return f"{', '.join(first)} {'e' if _BEFORE_I.match(last) else 'y'} {last}" if first else last

"""The words of a message: languages, own templates, and what a template may not do."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.deliver.texts import SHIPPED, Text, Texts, together, together_es
from reportgen.errors import ReportgenError, UsageError

from .letters import ELECTRICIANS, HELPERS, SENDER, letters, student


def written(
    texts: Texts | None = None, *, language: str = "", name: str = "Ana", part: int = 1, parts: int = 1
) -> Text:
    (letter,) = letters(student(2, "a@example.org", HELPERS, ELECTRICIANS, name=name, language=language))
    return (texts or Texts()).write(letter, letter.enclosures, part, parts, SENDER)


@pytest.mark.parametrize(
    ("language", "spoken", "greeting"),
    [("", "en", "Hello Ana,"), ("es", "es", "Hola, Ana:"), ("es-mx", "es", "Hola, Ana:"), ("vi", "en", "Hello Ana,"),
     ("../../etc", "en", "Hello Ana,")],
)  # fmt: skip
def test_languages(language: str, spoken: str, greeting: str) -> None:
    text = written(language=language)
    assert text.language == spoken
    assert text.plain.startswith(greeting)
    assert f'<html lang="{spoken}">' in text.html
    assert greeting in text.html
    for body in (text.plain, text.html):
        assert "Helpers—Electricians" in body
        assert "careers@school.example.org" in body
    assert "Ana" not in text.subject and "Lincoln High" in text.subject


@pytest.mark.parametrize("language", sorted(each.name for each in SHIPPED.iterdir() if each.is_dir()))
def test_every_shipped_language_in_one_and_in_parts(language: str) -> None:
    whole, part = written(language=language), written(language=language, part=2, parts=3)
    assert "3" in part.subject and "3" in part.plain and "3" in part.html
    assert "3" not in whole.subject + whole.plain
    for text in (whole, part):
        assert "\n\n\n" not in text.plain
        assert not [line for line in text.plain.splitlines() if line != line.strip()]


def test_a_name_is_only_text() -> None:
    text = written(name="<b>Ana</b> {{ 7 * 7 }} & Co")
    assert "&lt;b&gt;Ana&lt;/b&gt; {{ 7 * 7 }} &amp; Co" in text.html
    assert "<b>Ana</b> {{ 7 * 7 }} & Co" in text.plain


def test_lists_of_names() -> None:
    assert [together(["Ana"]), together(["Ana", "Eva"]), together(["Ana", "Luis", "Eva"])] == [
        "Ana", "Ana and Eva", "Ana, Luis and Eva",
    ]  # fmt: skip
    assert [together_es(["Ana", name]) for name in ("Luis", "Inés", "Hilda", "Hielo", "Ian")] == [
        "Ana y Luis", "Ana e Inés", "Ana e Hilda", "Ana y Hielo", "Ana y Ian",
    ]  # fmt: skip


def own(folder: Path, **files: str) -> Texts:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Texts(folder)


def test_own_templates_come_first_and_need_not_be_all(tmp_path: Path) -> None:
    texts = own(tmp_path, en__subject_txt="Brochures ({{ careers | length }})")
    assert written(texts).subject == "Brochures (2)"
    assert written(texts).plain == written().plain
    assert written(texts, language="es").subject == written(language="es").subject


def test_an_own_language_needs_all_three(tmp_path: Path) -> None:
    texts = own(tmp_path, vi__subject_txt="Tài liệu nghề nghiệp", vi__body_txt="Chào {{ names | together }}")
    assert texts.speaks("vi") and not texts.speaks("fr") and texts.speaks("")
    with pytest.raises(UsageError, match=r"no template vi/body\.html"):
        written(texts, language="vi")
    own(tmp_path, vi__body_html="<p>{{ names | together }}</p>")
    assert written(texts, language="vi").language == "vi"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("en__subject_txt", "For {{ names[0] }}", "A subject sees no names"),
        ("en__subject_txt", "  \n ", "comes out empty"),
        ("en__subject_txt", "x" * 300, "longer than"),
        ("en__body_txt", "{{ nmaes }}", "does not have: 'nmaes' is undefined"),
        ("en__body_txt", "{% if %}", "body.txt, line 1"),
        ("en__body_txt", "{{ ''.__class__.__mro__ }}", r"cannot be filled in \(SecurityError\)"),
        ("en__body_txt", "{{ names.append('x') }}", r"cannot be filled in \(SecurityError\)"),
        ("en__body_html", "{{ 1 / 0 }}", r"cannot be filled in \(ZeroDivisionError\)"),
        ("en__body_html", "{% include '../../secret' %}", "no template"),
    ],
)  # fmt: skip
def test_faulty_templates_are_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path.parent / "secret").write_text("secret")
    with pytest.raises(ReportgenError, match=said):
        written(own(tmp_path, **{name: text}))


def test_a_subject_is_one_line(tmp_path: Path) -> None:
    assert written(own(tmp_path, en__subject_txt="One\r\nBcc: b@example.org\n")).subject == "One Bcc: b@example.org"

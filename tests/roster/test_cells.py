from __future__ import annotations

import unicodedata
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.errors import UsageError
from reportgen.roster.cells import clean, hides_something, safe_for_spreadsheet, shown
from reportgen.roster.email import fault_of
from reportgen.roster.language import language_tag


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (" Ana \t Li\r\nBcc: x@y.org ", "Ana Li Bcc: x@y.org"),
        ("Ana\u202egnp.exe", "Anagnp.exe"),  # would be read from right to left
        ("A\u0000n\u001b[31ma", "An[31ma"),
        ("Jose\u0301", "José"),
        ("\ufeffLi\u200b\u00ad", "Li"),
        ("Ana\u2028Li\u0085B", "Ana Li B"),
        ("\ue000\U000e0041", ""),
    ],
)
def test_clean(cell: str, expected: str) -> None:
    assert clean(cell) == expected


@given(st.text())
def test_clean_cells_fit_every_header_and_name(cell: str) -> None:
    words = clean(cell)
    assert clean(words) == words
    assert not any(unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp") for each in words)
    assert not hides_something(words)
    message = EmailMessage()
    message["Subject"] = words  # raises for line ends
    assert len(shown(cell)) <= 60


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+SUM(A1)",
        "@SUM(A1)",
        "-2+3+cmd|' /C calc'!A0",
        "\t=1",
        "  =1",
        "＝1+1",
        "-",
        "+x",
    ],
)
def test_formulas_are_neutralised(cell: str) -> None:
    assert safe_for_spreadsheet(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Ana Li", "7A", "-5", "+3.5", "-1,200", "12%", "", "a=b", "'=1"])
def test_other_cells_stay(cell: str) -> None:
    assert safe_for_spreadsheet(cell) == cell


@pytest.mark.parametrize(
    "address",
    ["a@b.co", "first.last+tag@sub.school.k12.tx.us", "o'neil@x-y.org", "A_B@EXAMPLE.ORG", "a@xn--bcher-kva.example"],
)
def test_addresses(address: str) -> None:
    assert fault_of(address) is None


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ana", "it is no e-mail address"),
        ("ana@school", "not of the form"),
        ("@school.org", "not of the form"),
        ("ana@-x.org", "not of the form"),
        ("a..b@x.org", "not of the form"),
        (".a@x.org", "not of the form"),
        ("a@x.o", "not of the form"),
        ("a@1.2.3.4", "not of the form"),
        (f"{'a' * 65}@x.org", "not of the form"),
        (f"a@{'x.' * 130}org", "not of the form"),
        ("josé@x.org", "it holds “é”"),
        ("a@x.org; b@x.org", "it holds 2 addresses"),
        ("a@x.org b@x.org", "it holds 2 addresses"),
        ("Ana Li <a@x.org>", "Write only a@x.org."),
        ("mailto:a@x.org", "Write only a@x.org."),
        ("a@x.org;", "Write only a@x.org."),
        ("a@x.org\r\nBcc: b@x.org", "it holds 2 addresses"),
        ('"a b"@x.org', "not of the form"),
        ("a@@x.org", "not of the form"),
    ],
)
def test_no_addresses(address: str, said: str) -> None:
    fault = fault_of(address)
    assert fault
    assert said in " ".join(fault)


@given(st.text(alphabet="ab@.-<>;, \r\n\"é'"))
def test_an_address_is_one_recipient_in_one_line(text: str) -> None:
    if fault_of(text) is None:
        assert text.isascii()
        assert text.count("@") == 1
        assert not set(text) & set('\r\n,;<> "')


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("", ""), ("en", "en"), ("English", "en"), ("ESPAÑOL", "es"), ("espanol", "es"), ("spa", "es"),
        ("es-MX", "es-mx"),
        ("zh_Hans", "zh-hans"), ("Haitian Creole", "ht"), ("Tiếng Việt", "vi"), ("中文", "zh"), ("mam", "mam"),
    ],
)  # fmt: skip
def test_languages(words: str, tag: str) -> None:
    assert language_tag(words) == tag


@pytest.mark.parametrize(("words", "cure"), [("Spansh", "Spanish (es)"), ("English/Spanish", "one language")])
def test_no_languages(words: str, cure: str) -> None:
    with pytest.raises(UsageError) as caught:
        language_tag(words)
    assert cure in caught.value.cure

"""Which letters a roster makes."""

from __future__ import annotations

import pytest

from reportgen.deliver.address import address_of, mailbox_of
from reportgen.deliver.letter import chosen, letters_of
from reportgen.errors import UsageError

from .letters import ELECTRICIANS, RECORDS, contents, letters, roster, student


def test_one_letter_an_address_and_brochures() -> None:
    made = letters(
        student(2, "parent@example.org", RECORDS, ELECTRICIANS, name="Ana"),
        student(3, "Parent@Example.org", ELECTRICIANS, RECORDS, name="Luis"),  # her brother, the same wishes
        student(4, "parent@example.org", RECORDS, name="Eva"),
        student(5, "other@example.org", RECORDS),
        student(6, "other@example.org", RECORDS, name="Student 5"),  # the row stands there twice
    )
    assert [(each.address, each.rows, each.names) for each in made] == [
        ("parent@example.org", (2, 3), ("Ana", "Luis")),
        ("parent@example.org", (4,), ("Eva",)),
        ("other@example.org", (5, 6), ("Student 5",)),
    ]
    assert [each.title for each in made[0].enclosures] == ["Medical Records Specialists", "Electricians"]


def test_rows_without_a_letter_are_told() -> None:
    made, faults = letters_of(roster(student(2, ""), student(3, "a@b@c"), student(4, "a@example.org")), contents)
    assert [each.rows for each in made] == [(4,)]
    assert [(each.rows, each.what) for each in faults] == [
        ((2,), "no e-mail address"),
        ((3,), "it is not of the form of an e-mail address"),
    ]


def test_only_some() -> None:
    made = letters(*(student(row, f"s{row}@example.org") for row in range(2, 12)))

    def rows(*only: str) -> list[int]:
        return [row for letter in chosen(made, only) for row in letter.rows]

    assert rows() == list(range(2, 12))
    assert rows("3, 7-8", "S11@example.org") == [3, 7, 8, 11]
    for words in ("99", "x", "3-", "-3", "3-x", "nobody@example.org", "not an@address"):
        with pytest.raises(UsageError):
            rows(words)


@pytest.mark.parametrize(
    "words",
    [
        "", "a", "a@b", "a@b@c.org", "a@example.org, b@example.org", "a@example.org\r\nBcc: b@example.org", "a b@c.org",
        "<a@example.org>", "niño@example.org", "a@exa mple.org", ".a@example.org", f"{'a' * 65}@example.org",
        f"a@{'b' * 64}.org", "a@-b.org", "a@example.org\x00",
    ],
)  # fmt: skip
def test_what_is_no_address(words: str) -> None:
    with pytest.raises(UsageError):
        address_of(words)


def test_addresses_and_mailboxes() -> None:
    assert address_of(" Ana.Díaz@example.org ".replace("í", "i")) == "Ana.Diaz@example.org"
    assert address_of("oficina@escuela-ñ.example.org") == "oficina@xn--escuela--k3a.example.org"
    named = mailbox_of('"Peña, Office" <a@example.org>')
    assert (named.display_name, named.addr_spec) == ("Peña, Office", "a@example.org")
    assert mailbox_of("a@example.org").display_name == ""
    for words in ("Ana <a@example.org> <b@example.org>", "A\nB <a@example.org>", "Ana <>"):
        with pytest.raises(UsageError):
            mailbox_of(words)

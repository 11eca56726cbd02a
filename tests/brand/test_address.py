"""Only plain https addresses become links and QR codes."""

from __future__ import annotations

import pytest

from reportgen.brand.address import check_address
from reportgen.brand.problem import Refused
from reportgen.charts import qr

GOOD = [
    "https://school.example", "https://a-b.c.school.example/x/y-z.html?q=1&r=%20#top", "HTTPS://School.Example/",
    "https://xn--cole-9oa.example",
]  # fmt: skip
BAD = {
    "http://school.example": "not encrypted", "school.example/careers": "https:// is missing",
    "javascript:alert(1)": "no https address", "JavaScript:alert(1)": "no https address",
    "file:///etc/passwd": "no https address", "data:text/html,x": "no https address", "//school.example": "no https",
    "mailto:a@b.example": "no https address", "https:school.example": "no web address", "https://": "no web address",
    "https://localhost": "no web address", "https://127.0.0.1": "no web address", "https://[::1]/": "no web address",
    "https://[": "no web address", "https://school.example:99999": "no web address",
    "https://school.example:8443": "a user name or a port", "https://me@school.example": "a user name or a port",
    "https://school.example/a b": "no web address", 'https://school.example/"><b>': "no web address",
    "https://school.example/\\x": "no web address", "https://école.example": "no web address",
    "https://school.example/\u202egpj": "no web address", "https://-a.example": "no web address",
    "https://school.example/" + "a" * 140: "more than 150",
}  # fmt: skip


@pytest.mark.parametrize("address", GOOD)
def test_good_addresses(address: str) -> None:
    assert check_address(address) == address


@pytest.mark.parametrize("address", BAD)
def test_bad_addresses(address: str) -> None:
    with pytest.raises(Refused, match=BAD[address]) as caught:
        check_address(address)
    assert caught.value.cure


def test_the_longest_address_makes_a_code_that_a_column_holds() -> None:
    assert qr.good_width_pt("https://school.example/" + "a" * 127) < 72

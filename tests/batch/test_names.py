from __future__ import annotations

import re
import string

from hypothesis import given
from hypothesis import strategies as st

from reportgen.batch.names import LONGEST_BYTES, file_name
from reportgen.model.area import Area, AreaKind
from reportgen.model.soc import SocCode

TEXAS = Area("48", "TX", "Texas", AreaKind.STATE, "Texas")
NATION = Area("00", "US", "United States", AreaKind.NATION, "the United States")
HILLS = Area("4800006", "TX", "Hill Country Region of Texas", AreaKind.NONMETROPOLITAN, "the Hill Country")


def test_name_of_a_state_and_of_the_nation() -> None:
    assert (
        file_name(SocCode("29-2072"), "Medical Records Specialists", TEXAS)
        == "29-2072-medical-records-specialists-TX.pdf"
    )
    assert file_name(SocCode("29-2072"), "Medical Records Specialists", NATION).endswith("-US.pdf")


def test_nonmetropolitan_areas_of_a_state_do_not_collide_with_it() -> None:
    assert file_name(SocCode("29-2072"), "T", HILLS) == "29-2072-t-4800006.pdf"


def test_longest_official_title_is_cut_at_a_word() -> None:
    title = "Substitute Teachers, Short-Term, and Drivers/Sales Workers' Helpers of First-Line Supervisors " * 2
    name = file_name(SocCode("45-1011"), title, TEXAS)
    assert len(name) < LONGEST_BYTES
    assert re.fullmatch(r"45-1011-substitute-teachers-short-term-[a-z-]+[a-z]-TX\.pdf", name)


@given(st.text(max_size=300))
def test_any_title_gives_a_safe_name(title: str) -> None:
    name = file_name(SocCode("29-2072"), title, TEXAS)
    assert len(name.encode()) < LONGEST_BYTES
    assert set(name) <= set(string.ascii_letters + string.digits + "-.")
    assert name.startswith("29-2072-")
    assert name.endswith("-TX.pdf")
    assert "--" not in name

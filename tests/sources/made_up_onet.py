"""Made-up O*NET files: a function for each gives good rows in the official layout, and says where they stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reportgen.sources import codes, onet_rows

from .made_up import Row, description, write

RELEASE = "onet-30.1"
CODES = ("15-1252.00", "29-2072.00")
CODE, VALUE, SCALE = "O*NET-SOC Code", "Data Value", "Scale ID"


def row_of(code: str, element_id: str, scale: str, value: str, **more: str) -> Row:
    """A row of any of the rating files; headings that a layout does not have are not written."""
    return {
        CODE: code,
        "Element ID": element_id,
        "Element Name": codes.onet_elements()[element_id][1],
        SCALE: scale,
        "Category": more.get("category", "n/a"),
        VALUE: value,
        "N": "8",
        "Standard Error": "0.1000",
        "Lower CI Bound": "n/a",
        "Upper CI Bound": "n/a",
        "Recommend Suppress": more.get("suppress", "N"),
        "Not Relevant": more.get("not_relevant", "n/a"),
        "Date": "01/2020",
        "Domain Source": "Made up",
    }


def ratings(domain: str) -> list[Row]:
    """Importance 3.50 and level 2.25 of every element for two occupations: rows 2 (IM), 3 (LV), 4 (IM), …"""
    return [
        row_of(code, element_id, scale, value)
        for code in CODES
        for element_id in onet_rows.elements_of(domain)
        for scale, value in (("IM", "3.50"), ("LV", "2.25"))
    ]


def interests() -> list[Row]:
    """Rows 2-7 score R I A S E C; rows 8-10 say that C, then I are high points and that there is no third."""
    scores = ("1.00", "4.33", "1.20", "2.00", "3.00", "6.97")
    points = ("6.00", "2.00", "0.00")
    return [
        row_of(CODES[1], f"1.B.1.{letter}", "OI", value) for letter, value in zip("abcdef", scores, strict=True)
    ] + [row_of(CODES[1], f"1.B.1.{letter}", "IH", value) for letter, value in zip("ghi", points, strict=True)]


def work_styles() -> list[Row]:
    """Rank (rows 2, 4, …) and impact (3, 5, …) of 21 styles; the second is ranked first, the first second."""
    ranks = {"1.D.1.a": "2.00", "1.D.1.b": "1.00"}
    return [
        row_of(CODES[0], element_id, scale, value)
        for element_id in onet_rows.elements_of("work_style")
        for scale, value in (("DR", ranks.get(element_id, "0.00")), ("WI", "-0.40"))
    ]


def work_values() -> list[Row]:
    extents = [row_of(CODES[0], element_id, "EX", "5.00") for element_id in onet_rows.elements_of("work_value")]
    # A high point, which the importer passes over: its element and its 0 stand outside what is published elsewhere.
    high_point = {**row_of(CODES[0], "1.B.2.a", "VH", "0.00"), "Element ID": "1.B.2.g", "Element Name": "Whatever"}
    return [*extents, high_point]


def education() -> list[Row]:
    """Twelve answers (rows 2-13): half of the people say 2, half 6; then a row of another question."""
    answers = {2: "50.01", 6: "49.98"}
    rows = [row_of(CODES[0], "2.D.1", "RL", answers.get(n, "0.00"), category=str(n)) for n in range(1, 13)]
    other = {**row_of(CODES[0], "2.D.1", "RW", "100.00", category="1"), "Element ID": "3.A.1", "Element Name": "Other"}
    return [*rows, other]


def work_context() -> list[Row]:
    return [
        row_of(CODES[0], "4.C.1.a.2.f", "CX", "2.30"),
        row_of(CODES[0], "4.C.1.a.2.f", "CXP", "40.00", category="1"),
        row_of(CODES[0], "4.C.2.a.3", "CX", "5.00"),
        row_of(CODES[0], "4.C.2.c.1.b", "CX", "4.00", suppress="Y"),
        row_of(CODES[0], "4.C.3.d.8", "CT", "1.99"),
        row_of(CODES[1], "4.C.2.a.3", "CX", "1.00"),
    ]


def occupations() -> list[Row]:
    return [
        {CODE: code, "Title": f"Makers of thing {number}", "Description": "Invented for a test."}
        for number, code in enumerate(sorted(codes.onet_codes()))
    ]


def alternate_titles() -> list[Row]:
    titles = ((CODES[0], "Widget Coder"), (CODES[0], "Gadget Coder"), (CODES[1], "Widget Coder"))
    return [{CODE: c, "Alternate Title": t, "Short Title": "n/a", "Source(s)": "01"} for c, t in titles]


def reported_titles() -> list[Row]:
    return [{CODE: CODES[0], "Reported Job Title": "Widget Coder", "Shown in My Next Move": "Y"}]


def related() -> list[Row]:
    others = [code for code in sorted(codes.onet_codes()) if code not in CODES][:20]
    tiers = ["Primary-Short"] * 5 + ["Primary-Long"] * 5 + ["Supplemental"] * 10
    return [
        {CODE: CODES[0], "Related O*NET-SOC Code": other, "Relatedness Tier": tier, "Index": str(index)}
        for index, (other, tier) in enumerate(zip(others, tiers, strict=True), start=1)
    ]


def job_zones() -> list[Row]:
    return [{CODE: code, "Job Zone": "4", "Date": "01/2020", "Domain Source": "Made up"} for code in CODES]


def technology() -> list[Row]:
    flags = (("Widget Studio", "Y", "Y"), ("Gadget Base", "Y", "N"), ('The "Quoted" Tool', "N", "N"))
    return [
        {
            CODE: CODES[0],
            "Example": example,
            "Commodity Code": "43230000",
            "Commodity Title": "Invented software",
            "Hot Technology": hot,
            "In Demand": in_demand,
        }
        for example, hot, in_demand in flags
    ]


def tasks() -> list[Row]:
    kinds = ("Core", "Supplemental", "n/a")
    return [
        {
            CODE: CODES[0],
            "Task ID": str(number),
            "Task": f"Invented task {number}.",
            "Task Type": kind,
            "Incumbents Responding": "n/a",
            "Date": "01/2020",
            "Domain Source": "Made up",
        }
        for number, kind in enumerate(kinds, start=1)
    ]


MADE_UP: dict[str, Callable[[], list[Row]]] = {
    "skills": lambda: ratings("skill"),
    "knowledge": lambda: ratings("knowledge"),
    "abilities": lambda: ratings("ability"),
    "work_activities": lambda: ratings("work_activity"),
    "interests": interests,
    "work_styles": work_styles,
    "work_values": work_values,
    "education": education,
    "work_context": work_context,
    "occupations": occupations,
    "alternate_titles": alternate_titles,
    "reported_titles": reported_titles,
    "related": related,
    "job_zones": job_zones,
    "technology": technology,
    "tasks": tasks,
}


def scores() -> list[Row]:
    return [
        {
            CODE: CODES[0],
            "Title": "Makers of things",
            "Element ID": element_id,
            "Element Name": codes.onet_elements()[element_id][1],
            "Score": "93",
            "CX Estimate": "4.72",
            "Vintage": "2020",
            "Match": "made up",
        }
        for element_id in ("4.C.1.a.2.f", "4.C.2.a.3")
    ]


def release_folder(folder: Path, first_line: str | None) -> Path:
    """A folder as O*NET's archive has it, with two files that are small in full."""
    folder.mkdir(parents=True, exist_ok=True)
    if first_line is not None:
        (folder / "Read Me.txt").write_text(f"{first_line}\nSome Month Release\n", encoding="utf-8")
    for name, part in (("Interests.txt", "interests"), ("Job Zones.txt", "job_zones")):
        write(folder / name, description(RELEASE, part).tables[0].columns, MADE_UP[part]())
    return folder

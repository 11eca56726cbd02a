"""Brochures made by hand: every shape of data that a layout must hold, without a store.

The figures of RICH are the published ones of 29-2072 in Texas (OEWS May 2024, projections 2024-34).
"""

from __future__ import annotations

from dataclasses import replace

from reportgen.brochure.brand import Brand
from reportgen.brochure.document import SourceLine
from reportgen.brochure.value import (
    Brochure,
    Checklist,
    ChecklistGroup,
    Comparison,
    ComparisonBar,
    Exposure,
    ExposureDot,
    Fact,
    IndustryShare,
    InterestBar,
    Interests,
    Judgement,
    Judgements,
    KeyFacts,
    KeyFigure,
    NamedLine,
    NamedLines,
    Pay,
    PayMark,
    PayRow,
    PlaceRow,
    Places,
    PriceAdjusted,
    Projection,
    Sentences,
    Similar,
    SimilarOccupation,
    SkillBar,
    SkillsAndTools,
    TopSkills,
    Trend,
    TrendDot,
    Video,
    WorkLife,
    Workplaces,
)

NB = "\u00a0"


def mark(amount: float | None, label: str | None = None, *, open_ended: bool = False) -> PayMark:
    return PayMark(amount, label if label is not None else f"${amount:,.0f}", open_ended)


SOURCES = (
    SourceLine(
        1,
        "U.S. Bureau of Labor Statistics, Occupational Employment and Wage Statistics, May 2024",
        "",
        "https://www.bls.gov/oes/",
    ),
    SourceLine(
        2,
        "U.S. Bureau of Labor Statistics, Employment Projections 2024–34",
        "",
        "https://www.bls.gov/emp/",
    ),
    SourceLine(
        3,
        "O*NET 30.1 Database, U.S. Department of Labor, Employment and Training Administration",
        "Used under the CC BY 4.0 licence. O*NET is a trademark of USDOL/ETA. Modified: scores rescaled.",
        "https://www.onetcenter.org/database.html",
    ),
    SourceLine(
        4,
        "Frey and Osborne 2013; Felten, Raj and Seamans 2021; Eloundou and others 2023; Microsoft Research 2025",
        "Studies of exposure; none predicts the loss of a job.",
        "",
    ),
    SourceLine(5, "Regional Price Parities 2023, U.S. Bureau of Economic Analysis", "", "https://www.bea.gov/"),
    SourceLine(6, "CareerOneStop career videos, U.S. Department of Labor", "", "https://www.careeronestop.org/"),
)


def _place(name: str, jobs: str, median: str, delta: int, *, chosen: bool = False) -> PlaceRow:
    sign = "+" if delta > 0 else "−"
    return PlaceRow(name, jobs, True, median, True, f"{sign}{abs(delta)}{NB}%", delta, chosen, False)


PLACES = Places(
    heading="The ten states with most jobs",
    rows=(
        _place("Texas", "20,390", "$47,230", -6, chosen=True),
        _place("California", "19,750", "$59,700", 19),
        _place("Florida", "15,510", "$45,990", -8),
        _place("New York", "8,510", "$59,750", 19),
        _place("Ohio", "8,180", "$51,420", 2),
        _place("Pennsylvania", "7,220", "$46,730", -7),
        _place("North Carolina", "5,960", "$47,840", -5),
        _place("Georgia", "5,280", "$48,990", -3),
        _place("Washington", "5,280", "$62,250", 24),
        _place("Illinois", "4,990", "$49,420", -2),
        PlaceRow("United States", "187,910", True, "$50,250", True, "—", None, False, True),
    ),
    marker="your state",
    note="Median pay a year; difference from the United States.",
    unit="a year",
    sources=(1,),
)

RICH = Brochure(
    soc="29-2072",
    title="Medical Records Specialists",
    major_soc="29-0000",
    group_title="Healthcare Practitioners and Technical Occupations",
    area_name="Texas",
    area_in_prose="Texas",
    area_abbreviation="TX",
    is_nation=False,
    language="en",
    tagline="Keep every patient’s record complete, correctly coded and private.",
    summary=Sentences(
        (
            "Medical records specialists turn what happened at a visit into a record that doctors can rely on "
            "and insurers will pay for. They assign codes to diagnoses and treatments, check that nothing is "
            "missing, and keep private what is private.",
        ),
        (),
    ),
    key_figures=(
        KeyFigure("pay", "Median pay", "$47,230", f"a year in Texas; nation $50,250 (−6{NB}%)", True, (1,)),
        KeyFigure("jobs", "Jobs", "20,390", "in Texas, most of all states", True, (1,)),
        KeyFigure("growth", "Growth 2024–34", f"+7.1{NB}%", "nation; much faster than average", True, (2,)),
        KeyFigure("schooling", "Schooling", "Certificate", "Postsecondary nondegree award", True, (2,)),
    ),
    key_facts=KeyFacts(
        (
            Fact("Median pay", f"$47,230{NB}a{NB}year", True),
            Fact("Middle half earns", "$38,470 to $60,270", True),
            Fact("Jobs in Texas", "20,390", True),
            Fact("Jobs in the nation", "187,910", True),
            Fact("Growth 2024–34", f"+7.1{NB}%, much faster than average", True),
            Fact("Openings", "14,200 a year in the nation", True),
            Fact("Entry education", "Postsecondary nondegree award", True),
            Fact("Experience before", "None needed", True),
            Fact("Training on the job", "None needed", True),
            Fact("Interests", "Conventional, Investigative", True),
        ),
        (1, 2, 3),
    ),
    insights=Sentences(
        (
            "No state has more of these jobs than Texas: 20,390 of the nation’s 187,910.",
            "Half of the specialists in Texas earn more than $47,230 a year, 6 percent less than in the nation.",
            "The nation expects 14,200 openings a year until 2034, most of them to replace people who leave.",
            "A certificate of about a year is the usual way in; no bachelor’s degree is asked for.",
        ),
        (1, 2),
    ),
    duties=Sentences(
        (
            "Review patients’ records for completeness, accuracy and timeliness.",
            "Assign the codes that insurers and statistics ask for.",
            "Keep records safe and release them only to people who may see them.",
            "Ask doctors and nurses when a diagnosis is unclear or missing.",
            "Enter data and produce reports for hospital, state and federal registries.",
            "Use electronic health record software all day, most of it at a desk.",
        ),
        (3,),
    ),
    specialisations=NamedLines(
        (
            NamedLine("Medical coder", "Translates diagnoses and procedures into billing codes."),
            NamedLine("Cancer registrar", "Follows patients over years and reports to the state registry."),
            NamedLine("Records technician", "Keeps charts complete and answers requests for copies."),
            NamedLine("Release-of-information specialist", "Decides what may be shared, and with whom."),
        ),
        (3,),
    ),
    skills_and_tools=SkillsAndTools(
        ("Electronic health records", "ICD-10-CM and CPT coding", "Spreadsheets", "Medical terminology", "Databases"),
        ("Attention to detail", "Integrity", "Reading closely", "Clear writing", "Patience with rules"),
        "Tools from O*NET; personal skills from the BLS.",
        (2, 3),
    ),
    top_skills=TopSkills(
        (
            SkillBar("Attention to detail", 91, "91"),
            SkillBar("Reading comprehension", 72, "72"),
            SkillBar("Computers and information technology", 68, "68"),
            SkillBar("Speaking and listening", 60, "60"),
            SkillBar("Writing", 55, "55"),
            SkillBar("Critical thinking", 52, "52"),
        ),
        "Percentile among all occupations, 0 to 100.",
        (2,),
    ),
    pathway=NamedLines(
        (
            NamedLine("High school diploma", "Biology, health science and computer classes help."),
            NamedLine("Certificate program", "About a year at a community college, or online."),
            NamedLine("Certification", "RHIT, CCA or CPC: an exam that most employers ask for."),
            NamedLine("First job", "Records technician or coding clerk in a clinic or hospital."),
            NamedLine("Next steps", "Auditor, cancer registrar or health information manager."),
        ),
        (2,),
    ),
    workplaces=Workplaces(
        ("At a desk in a hospital or clinic", "From home, for many coders", "With insurers and state registries"),
        (
            IndustryShare("General medical and surgical hospitals", 36.0, f"36{NB}%"),
            IndustryShare("Offices of physicians", 19.0, f"19{NB}%"),
            IndustryShare("Management of companies", 8.0, f"8{NB}%"),
            IndustryShare("Administrative and support services", 6.0, f"6{NB}%"),
        ),
        "More than a third of the nation’s medical records specialists work in hospitals.",
        (1,),
    ),
    pay=Pay(
        (
            PayRow("Texas", (mark(33950), mark(38470), mark(47230), mark(60270), mark(77810)), ""),
            PayRow("United States", (mark(35780), mark(40090), mark(50250), mark(64070), mark(80950)), ""),
        ),
        mark(46280),
        "All jobs",
        "a year",
        ("In Texas the middle half of medical records specialists earns between $38,470 and $60,270 a year.",),
        (1,),
    ),
    comparison=Comparison(
        (
            ComparisonBar("Medical records specialists", "Texas", mark(47230)),
            ComparisonBar("Medical records specialists", "United States", mark(50250)),
            ComparisonBar("Healthcare practitioners", "Texas", mark(78640)),
            ComparisonBar("Healthcare practitioners", "United States", mark(83090)),
            ComparisonBar("All occupations", "Texas", mark(46280)),
            ComparisonBar("All occupations", "United States", mark(49500)),
        ),
        "a year",
        "The pay is close to the median of all jobs, and below that of the group, which holds doctors and nurses.",
        (1,),
    ),
    price_adjusted=PriceAdjusted(
        "$48,540",
        "At the nation’s prices, $47,230 in Texas buys what $48,540 buys on average (price level 97.3 in 2023).",
        (1, 5),
    ),
    trend=Trend(
        (
            TrendDot(2021, mark(46660)),
            TrendDot(2022, mark(47180)),
            TrendDot(2023, mark(48780)),
            TrendDot(2024, mark(50250)),
            TrendDot(2025, mark(51340)),
        ),
        "a year",
        "The nation’s median rose from $46,660 in 2021 to $51,340 in 2025, before inflation.",
        (1,),
    ),
    places=PLACES,
    projection=Projection(
        2024,
        2034,
        194800,
        "194,800",
        208600,
        "208,600",
        7.1,
        f"+7.1{NB}%",
        3.1,
        f"+3.1{NB}%",
        "much faster than average",
        "14,200 a year",
        ("Much faster than average: 14,200 openings a year in the nation, most to replace people who leave.",),
        (2,),
    ),
    exposure=Exposure(
        (
            ExposureDot("Frey & Osborne 2013", 2013, 84),
            ExposureDot("Felten & al. 2021", 2021, 71),
            ExposureDot("Eloundou & al. 2023", 2023, 77),
            ExposureDot("Microsoft 2025", 2025, 49),
        ),
        (
            "Four studies from 2013 to 2025 rank this work between the 49th and the 84th of 100: they disagree.",
            "They measure what software could do, not what will happen to jobs.",
        ),
        (4,),
    ),
    interests=Interests(
        (
            InterestBar("Conventional", "C", "orderly, exact work", 9.4, "9.4", True),
            InterestBar("Investigative", "I", "finding out", 4.6, "4.6", True),
            InterestBar("Social", "S", "helping people", 3.1, "3.1", False),
            InterestBar("Enterprising", "E", "leading, selling", 2.8, "2.8", False),
            InterestBar("Realistic", "R", "hands-on work", 2.4, "2.4", False),
            InterestBar("Artistic", "A", "creating", 0.6, "0.6", False),
        ),
        "CI",
        "The longer the bar, the more of this kind of work the job holds.",
        (3,),
    ),
    difficulty=Sentences(
        (
            "The rules change every year, and a wrong code can cost a hospital its payment.",
            "You will sit at a screen for most of the day and must stay exact to the last record.",
        ),
        (3,),
    ),
    good_fit=Sentences(
        (
            "You like order, and you notice what is missing.",
            "You want to work in health care without treating patients.",
            "You can keep a secret.",
        ),
        (),
    ),
    judgements=Judgements(
        (
            Judgement("Fast growth", f"+7.1{NB}% by 2034; all jobs +3.1{NB}%"),
            Judgement("Many openings", "14,200 a year in the nation"),
            Judgement("Short schooling", "A certificate, not a bachelor’s degree"),
            Judgement("Jobs close by", "Texas has more of them than any other state"),
        ),
        (
            Judgement("Pay below the nation’s", f"$47,230 in Texas; nation $50,250 (−6{NB}%)"),
            Judgement("Exposed to software", "Three of four studies rank it in the upper third"),
            Judgement("Exact work all day", "Attention to detail is rated 91 of 100"),
        ),
        (1, 2, 4),
    ),
    checklist=Checklist(
        (
            ChecklistGroup("Grade 9", ("Take biology and a computer class.", "Join HOSA or a health careers club.")),
            ChecklistGroup(
                "Grade 10", ("Take health science or medical terminology.", "Learn to type 40 words a minute.")
            ),
            ChecklistGroup(
                "Grade 11", ("Ask a clinic for a day of job shadowing.", "Compare two certificate programs near you.")
            ),
            ChecklistGroup("Grade 12", ("Apply to a certificate program.", "Ask about dual credit and financial aid.")),
            ChecklistGroup("After high school", ("Finish the certificate.", "Sit the RHIT or CCA exam.")),
        ),
        (),
    ),
    video=Video(
        "https://www.careeronestop.org/Videos/careeronestop-videos.aspx?videocode=29207200",
        "careeronestop.org/videos",
        "Watch a two-minute video of people at this work.",
        (6,),
    ),
    similar=Similar(
        (
            SimilarOccupation("Health information technologists", "$67,310", True, "Associate’s degree"),
            SimilarOccupation("Medical secretaries", "$43,210", True, "High school diploma"),
            SimilarOccupation("Billing and posting clerks", "$46,150", True, "High school diploma"),
            SimilarOccupation("Medical transcriptionists", "Not published for Texas", False, "Certificate"),
        ),
        "Median pay a year in Texas.",
        (1, 2),
    ),
    sources=SOURCES,
    data_date="May 2024",
    printed_on="November 24, 2026",
    release_keys=("oews-2024", "projections-2024-34", "onet-30.1"),
    release_dates=("oews-2024: May 2024, published 2025-04-02",),
    brand=Brand("reportgen", "", ""),
    credentials=NamedLines(
        (
            NamedLine("RHIT", "American Health Information Management Association; after an associate’s degree."),
            NamedLine("CPC", "American Academy of Professional Coders; an exam on billing codes."),
        ),
        (),
    ),
    ask_a_worker=Sentences(
        ("Which part of the day do you like best?", "What would you learn first if you began again?"), ()
    ),
)

_MISSING = "Not published for Wyoming"

SPARSE = replace(
    RICH,
    soc="39-9099",
    title="Personal Care and Service Workers, All Other",
    major_soc="39-0000",
    group_title="Personal Care and Service Occupations",
    area_name="Wyoming",
    area_in_prose="Wyoming",
    area_abbreviation="WY",
    tagline="Personal care and service work that has no heading of its own.",
    summary=Sentences(("All personal care and service workers who are not listed separately.",), ()),
    key_figures=(
        KeyFigure("pay", "Median pay", _MISSING, "nation $38,170", False, (1,)),
        KeyFigure("jobs", "Jobs", _MISSING, "nation 78,470", False, (1,)),
        KeyFigure("growth", "Growth 2024–34", f"+4.0{NB}%", "nation; as fast as average", True, (2,)),
        KeyFigure("schooling", "Schooling", "High school", "High school diploma or equivalent", True, (2,)),
    ),
    key_facts=KeyFacts(
        (
            Fact("Median pay", _MISSING, False),
            Fact("Jobs in Wyoming", _MISSING, False),
            Fact("Growth 2024–34", f"+4.0{NB}%, as fast as average", True),
            Fact("Entry education", "High school diploma or equivalent", True),
        ),
        (1, 2),
    ),
    insights=Sentences(("Wages for Wyoming are not published; the nation’s median is $38,170 a year.",), (1,)),
    duties=None,
    specialisations=None,
    skills_and_tools=None,
    top_skills=None,
    pathway=NamedLines((NamedLine("High school diploma", "The usual entry education."),), (2,)),
    workplaces=None,
    pay=Pay(
        (
            PayRow("Wyoming", (mark(None, ""),) * 5, _MISSING),
            PayRow(
                "United States",
                (mark(25590), mark(30120), mark(38170), mark(47550), mark(63620)),
                "",
            ),
        ),
        mark(49500),
        "All jobs",
        "a year",
        (),
        (1,),
    ),
    comparison=None,
    price_adjusted=None,
    trend=None,
    places=Places(
        "States with most jobs",
        (
            _place("California", "11,240", "$41,720", 9),
            PlaceRow("Wyoming", "not published", False, "not published", False, "—", None, True, False),
            PlaceRow("United States", "78,470", True, "$38,170", True, "—", None, False, True),
        ),
        "your state",
        "Median pay a year.",
        "a year",
        (1,),
    ),
    projection=replace(
        RICH.projection,  # type: ignore[type-var]
        base_jobs=87000,
        base_label="87,000",
        projected_jobs=90500,
        projected_label="90,500",
        change_percent=4.0,
        change_label=f"+4.0{NB}%",
        sentences=(),
    ),
    exposure=None,
    interests=None,
    difficulty=None,
    good_fit=None,
    judgements=None,
    checklist=Checklist((ChecklistGroup("Grades 9 to 12", ("Finish high school.",)),), ()),
    video=None,
    similar=None,
    credentials=None,
    ask_a_worker=None,
    sources=SOURCES[:2],
)

LONGEST_TITLE = replace(
    RICH,
    soc="53-1047",
    title="First-Line Supervisors of Transportation and Material Moving Workers, "
    "Except Aircraft Cargo Handling Supervisors",
    major_soc="53-0000",
    group_title="Transportation and Material Moving Occupations",
    area_name="District of Columbia",
    area_in_prose="the District of Columbia",
    area_abbreviation="DC",
)

LONG_TITLE_51 = replace(
    LONGEST_TITLE,
    soc="51-9012",
    title="Separating, Filtering, Clarifying, Precipitating, and Still Machine Setters, Operators, and Tenders",
    major_soc="51-0000",
    group_title="Production Occupations",
)

SHORTEST_TITLE = replace(
    RICH, soc="35-2019", title="Cooks", major_soc="35-0000", group_title="Food Preparation and Serving"
)

_CAP = mark(239200, "$239,200+", open_ended=True)

TOP_CODED = replace(
    RICH,
    soc="29-1243",
    title="Pediatric Surgeons",
    key_figures=(
        KeyFigure("pay", "Median pay", "$239,200+", "a year in Texas; the most that is published", True, (1,)),
        *RICH.key_figures[1:],
    ),
    pay=Pay(
        (
            PayRow("Texas", (mark(98340), mark(192390), _CAP, _CAP, _CAP), ""),
            PayRow("United States", (mark(100620), _CAP, _CAP, _CAP, _CAP), ""),
        ),
        mark(46280),
        "All jobs",
        "a year",
        ("More than half earn at least $239,200 a year, the most that is published.",),
        (1,),
    ),
    comparison=Comparison(
        (
            ComparisonBar("Pediatric surgeons", "Texas", _CAP),
            ComparisonBar("Pediatric surgeons", "United States", _CAP),
            ComparisonBar("All occupations", "Texas", mark(46280)),
            ComparisonBar("All occupations", "United States", mark(49500)),
        ),
        "a year",
        "",
        (1,),
    ),
    places=Places(
        "States with most jobs",
        (
            PlaceRow("Texas", "90", True, "$239,200+", True, "—", None, True, False),
            PlaceRow("California", "120", True, "$239,200+", True, "—", None, False, False),
            PlaceRow("United States", "1,020", True, "$239,200+", True, "—", None, False, True),
        ),
        "your state",
        "No difference is shown where a median is above the highest published value.",
        "a year",
        (1,),
    ),
    trend=None,
)


def _hourly(amount: float) -> PayMark:
    return PayMark(amount, f"${amount:,.2f}", False)


HOURLY_ONLY = replace(
    RICH,
    soc="27-2011",
    title="Actors",
    major_soc="27-0000",
    group_title="Arts, Design, Entertainment, Sports, and Media Occupations",
    key_figures=(
        KeyFigure("pay", "Median pay", "$23.33", "an hour; no yearly figure is published", True, (1,)),
        *RICH.key_figures[1:],
    ),
    pay=Pay(
        (
            PayRow("Texas", tuple(map(_hourly, (10.02, 14.10, 18.75, 24.90, 40.11))), ""),  # type: ignore[arg-type]
            PayRow(
                "United States",
                (_hourly(13.1), _hourly(18.0), _hourly(23.33), _hourly(41.2), PayMark(115.0, "$115.00+", True)),
                "",
            ),
        ),
        _hourly(22.25),
        "All jobs",
        "an hour",
        ("Only hourly pay is published: few actors work all year.",),
        (1,),
    ),
    comparison=None,
    trend=None,
    price_adjusted=None,
)

ANNUAL_ONLY = replace(
    RICH,
    soc="25-2021",
    title="Elementary School Teachers, Except Special Education",
    major_soc="25-0000",
    group_title="Educational Instruction and Library Occupations",
)

NATION = replace(
    RICH,
    area_name="United States",
    area_in_prose="the United States",
    area_abbreviation="US",
    is_nation=True,
    key_figures=(
        KeyFigure("pay", "Median pay", "$50,250", "a year; all jobs $49,500", True, (1,)),
        KeyFigure("jobs", "Jobs", "187,910", "in the United States", True, (1,)),
        *RICH.key_figures[2:],
    ),
    pay=Pay(RICH.pay.rows[1:], mark(49500), "All jobs", "a year", (), (1,)),  # type: ignore[union-attr]
    places=replace(PLACES, rows=tuple(replace(row, is_chosen=row.is_nation) for row in PLACES.rows), marker=""),
    price_adjusted=None,
)

BARE = replace(
    SPARSE,
    summary=None,
    insights=None,
    pathway=None,
    pay=None,
    places=None,
    projection=None,
    checklist=None,
)

_WORDY = (
    "Plan, direct and coordinate the daily work of the people, the vehicles and the machines on the site, "
    "and answer for their safety."
)

STUFFED = replace(
    LONGEST_TITLE,
    tagline=_WORDY,
    summary=Sentences((" ".join([_WORDY] * 3), _WORDY), ()),
    insights=Sentences((_WORDY,) * 5, (1, 2)),
    duties=Sentences((_WORDY,) * 12, (3,)),
    good_fit=Sentences((_WORDY,) * 6, ()),
    difficulty=Sentences((_WORDY,) * 6, ()),
    pathway=NamedLines(tuple(NamedLine("Moderate-term on-the-job training", _WORDY) for _ in range(7)), (2,)),
    specialisations=NamedLines(tuple(NamedLine("Transportation supervisor", _WORDY) for _ in range(9)), (3,)),
    judgements=Judgements(
        tuple(Judgement("Pay far above the median of all jobs", _WORDY) for _ in range(6)),
        tuple(Judgement("Pay far below the median of all jobs", _WORDY) for _ in range(6)),
        (1, 2, 4),
    ),
    checklist=Checklist(
        tuple(
            ChecklistGroup(heading, (_WORDY,) * 6)
            for heading in ("Grade 9", "Grade 10", "Grade 11", "Grade 12", "After high school")
        ),
        (),
    ),
    key_facts=KeyFacts(
        tuple(
            Fact("Education that workers have", "Some college, no degree, or an associate’s degree", True)
            for _ in range(14)
        ),
        (1, 2),
    ),
    brand=Brand(
        "Northeastern Consolidated School District and Regional Career Center",
        "Room 214, counselor@example.org, (555) 010-0199",
        "https://example.org/careers",
    ),
)

# A store that holds the three O*NET figures of the week.
WITH_WEEK = replace(
    RICH,
    work_life=WorkLife(
        6.2,
        f"6.2 of{NB}10",
        "The higher, the shorter and steadier the week and the lower the time pressure (our computation from O*NET).",
        (3,),
    ),
)

ALL = {
    "rich": RICH,
    "sparse": SPARSE,
    "longest_title": LONGEST_TITLE,
    "long_title_51": LONG_TITLE_51,
    "shortest_title": SHORTEST_TITLE,
    "top_coded": TOP_CODED,
    "hourly_only": HOURLY_ONLY,
    "annual_only": ANNUAL_ONLY,
    "nation": NATION,
    "bare": BARE,
    "stuffed": STUFFED,
    "with_week": WITH_WEEK,
}

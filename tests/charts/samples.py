"""Made-up figures for the charts, plausible but nobody's."""

from reportgen.charts import Datum, Tick
from reportgen.charts.comparison import Compared, Comparison
from reportgen.charts.exposure import Exposure, Study
from reportgen.charts.growth import Change, Growth
from reportgen.charts.interests import Interest, Interests
from reportgen.charts.pay_range import PayRange, PayRow
from reportgen.charts.trend import Trend, Year


def usd(value: float | None, missing: str = "not published") -> Datum:
    return Datum(value, f"${value:,.0f}" if value is not None else missing)


def hourly(value: float) -> Datum:
    return Datum(value, f"${value:,.2f}")


LONG_TITLE = (
    "First-line supervisors of transportation and material moving workers, except aircraft cargo handling supervisors"
)
CAP = Datum(239_200, "$239,200+", top_coded=True)


def ticks(*values: float) -> tuple[Tick, ...]:
    return tuple(Tick(value, f"${value:,.0f}") for value in values)


def row(name: str, *values: float | Datum | None, reference: float | None = None) -> PayRow:
    figures = [value if isinstance(value, Datum) else usd(value) for value in values]
    return PayRow(name, *figures, reference=usd(reference) if reference else None)


_NONE = Datum(None, "not published")


def missing_row(name: str) -> PayRow:
    return PayRow(name, _NONE, _NONE, _NONE, _NONE, _NONE, missing=f"Not published for {name}")


NATION = row("United States", 35_780, 41_020, 50_250, 61_480, 80_950, reference=49_500)

PAY = {
    "state_nation": PayRange(
        "Yearly pay",
        (row("Texas", 34_120, 37_950, 47_230, 57_660, 74_310, reference=47_500), NATION),
        ticks(0, 20_000, 40_000, 60_000, 80_000),
    ),
    "state_missing": PayRange("Yearly pay", (missing_row("Wyoming"), NATION), ticks(0, 25_000, 50_000, 75_000)),
    "nation_only": PayRange("Yearly pay", (NATION,), ticks(0, 25_000, 50_000, 75_000)),
    "all_missing": PayRange("Yearly pay", (missing_row("Guam"), missing_row("United States"))),
    "top_ends": PayRange(
        "Yearly pay",
        (
            row("California", 88_000, 132_400, 201_900, CAP, CAP, reference=54_100),
            row("United States", 73_500, 110_000, 171_200, 225_300, CAP, reference=49_500),
        ),
        ticks(0, 50_000, 100_000, 150_000, 200_000),
    ),
    "top_median": PayRange(
        "Yearly pay",
        (
            row("Minnesota", 96_640, 230_000, CAP, CAP, CAP, reference=52_000),
            row("United States", CAP, CAP, CAP, CAP, CAP, reference=49_500),
        ),
        ticks(0, 50_000, 100_000, 150_000, 200_000),
    ),
    "hourly": PayRange(
        "Hourly pay",
        (
            PayRow("District of Columbia", *map(hourly, (14.25, 17.9, 24.31, 48.05, 104.9)), hourly(44.12)),
            PayRow("United States", *map(hourly, (11.02, 15.66, 23.33, 38.4, 79.55)), hourly(23.8)),
        ),
        tuple(Tick(v, f"${v}") for v in (0, 25, 50, 75, 100)),
    ),
    "narrow_spread": PayRange(
        "Yearly pay",
        (
            row("Puerto Rico", 21_840, 21_900, 22_010, 22_300, 23_050, reference=23_900),
            row("United States", 22_500, 26_010, 29_540, 33_410, 37_270, reference=49_500),
        ),
        ticks(0, 10_000, 20_000, 30_000, 40_000),
    ),
    "some_missing": PayRange(
        "Yearly pay",
        (
            row("Northern Mariana Islands & Guam", None, 31_000, 35_500, 47_000, None, reference=36_000),
            NATION,
        ),
        ticks(0, 20_000, 40_000, 60_000, 80_000),
    ),
    "high_pay": PayRange(
        "Yearly pay",
        (
            row("Texas", 71_020, 80_540, 90_010, 102_300, 118_970, reference=47_500),
            row("United States", 66_030, 78_610, 93_600, 107_960, 135_320, reference=49_500),
        ),
        ticks(0, 50_000, 100_000),
    ),
}


def percent(value: float | None) -> Datum:
    if value is None:
        return Datum(None, "Not published")
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return Datum(value, f"{sign}{abs(value):.1f}\u202f%")


def growth(
    first: float | None,
    last: float | None,
    own: float | None,
    difference: str = "",
    name: str = "This occupation",
) -> Growth:
    def jobs(value: float | None) -> Datum:
        return Datum(value, f"{value:,.0f}" if value is not None else "Not published")

    return Growth(
        "Jobs and their change",
        "2024",
        jobs(first),
        "2034",
        jobs(last),
        (Change(name, percent(own)), Change("All occupations", percent(3.1))),
        difference=difference,
    )


GROWTH = {
    "rise": growth(490_400, 525_300, 7.1, "34,900 more jobs"),
    "decline": growth(149_200, 119_600, -19.8, "29,600 fewer jobs"),
    "boom": growth(12_900, 19_400, 49.9, "6,500 more jobs", "Wind turbine service technicians"),
    "flat": growth(3_400, 3_400, 0.0),
    "tiny_fall": growth(1_205_700, 1_201_000, -0.4, "4,700 fewer jobs"),
    "missing": growth(None, None, None),
    "half": growth(88_000, None, None),
    "long": growth(
        3_391_000,
        3_557_100,
        4.9,
        "166,100 more jobs",
        LONG_TITLE,
    ),
}

RIASEC = (
    ("R", "Realistic", "hands-on work"),
    ("I", "Investigative", "ideas and research"),
    ("A", "Artistic", "creating and designing"),
    ("S", "Social", "helping and teaching"),
    ("E", "Enterprising", "leading and selling"),
    ("C", "Conventional", "order and routines"),
)


def interests(scores: tuple[float | None, ...], high: str) -> Interests:
    return Interests(
        "Interests out of 10",
        tuple(
            Interest(
                letter,
                name,
                meaning,
                Datum(score, f"{score:.1f}" if score is not None else "Not rated"),
                letter in high,
            )
            for (letter, name, meaning), score in zip(RIASEC, scores, strict=True)
        ),
    )


INTERESTS = {
    "technician": interests((4.7, 5.2, 0.7, 4.5, 2.3, 8.8), "CI"),
    "extremes": interests((10.0, 0.0, 0.2, 3.3, 3.3, 9.9), "RC"),
    "none_rated": interests((None,) * 6, ""),
    "three": interests((6.7, 6.2, 2.3, None, 1.2, 6.7), "RCI"),
}


def exposure(*percentiles: float | None) -> Exposure:
    names = (
        ("Frey & Osborne", "2013"),
        ("Felten et al.", "2021"),
        ("Felten et al., language", "2023"),
        ("Eloundou et al.", "2024"),
        ("Microsoft", "2025"),
        ("Another", "2026"),
    )
    return Exposure(
        "Exposure to automation, percentile among occupations",
        tuple(
            Study(name, year, Datum(p, f"{p:.0f}" if p is not None else "not rated"))
            for (name, year), p in zip(names, percentiles, strict=False)
        ),
    )


EXPOSURE = {
    "disagree": exposure(91, 34, 52, 61, 47),
    "agree": exposure(88, 90, 91, 89, 87),
    "same": exposure(50, 50, 50, None, 50),
    "ends": exposure(0, 100, 0, 100, 50),
    "low": exposure(3, 6, 2, 12, 9),
    "one": exposure(None, None, None, None, 42),
    "none": exposure(None, None),
    "six": exposure(10, 30, 35, 60, 66, 92),
}


def trend(*medians: float | Datum | None, change: str = "") -> Trend:
    return Trend(
        "National median pay",
        tuple(Year(str(2021 + i), m if isinstance(m, Datum) else usd(m)) for i, m in enumerate(medians)),
        change,
    )


TREND = {
    "rise": trend(37_790, 40_300, 43_120, 46_590, 50_250, change="+33 % in four years"),
    "hole": trend(37_790, None, None, 46_590, 50_250, change="+33 % in four years"),
    "late": trend(None, None, 88_030, 91_940, 90_100, change="+2 % in two years"),
    "capped": trend(208_000, 239_200, CAP, CAP, 246_440),
    "all_capped": trend(CAP, CAP, CAP, CAP, CAP),
    "none": trend(None, None, None, None, None),
    "one": trend(None, None, None, 33_000, None),
    "hourly": Trend(
        "National median hourly pay",
        tuple(Year(str(2021 + i), hourly(v)) for i, v in enumerate((23.48, 21.9, 19.01, 25.5, 23.33))),
        "−1 % in four years",
    ),
}


def comparison(places: tuple[str, ...], *rows: tuple[str, tuple[float | Datum | None, ...]]) -> Comparison:
    return Comparison(
        "Median yearly pay",
        places,
        tuple(
            Compared(name, tuple(f if isinstance(f, Datum) else usd(f, "Not published") for f in figures))
            for name, figures in rows
        ),
    )


BOTH = ("Texas", "United States")
COMPARISON = {
    "usual": comparison(
        BOTH,
        ("Medical records specialists", (47_230, 50_250)),
        ("Healthcare practitioners and technical occupations", (79_610, 83_090)),
        ("All occupations", (47_500, 49_500)),
    ),
    "state_missing": comparison(
        ("Wyoming", "United States"),
        ("This occupation", (usd(None, "Not published for Wyoming"), 50_250)),
        ("Its group: healthcare practitioners", (79_610, 83_090)),
        ("All occupations", (47_500, 49_500)),
    ),
    "capped": comparison(
        BOTH,
        ("Surgeons", (CAP, CAP)),
        ("Healthcare practitioners and technical occupations", (79_610, 83_090)),
        ("All occupations", (47_500, 49_500)),
    ),
    "nation": comparison(
        ("United States",),
        ("This occupation", (29_540,)),
        ("Food preparation and serving related", (34_130,)),
        ("All occupations", (49_500,)),
    ),
    "none": comparison(BOTH, ("This occupation", (None, None)), ("All occupations", (None, None))),
    "long": comparison(
        ("Northern Mariana Islands", "United States"),
        (
            LONG_TITLE,
            (32_760, 61_220),
        ),
        ("Transportation and material moving occupations", (25_190, 42_740)),
        ("All occupations", (24_710, 49_500)),
    ),
    "hourly": Comparison(
        "Median hourly pay",
        BOTH,
        (
            Compared("Actors", (Datum(None, "Not published"), hourly(23.33))),
            Compared("All occupations", (hourly(22.84), hourly(23.8))),
        ),
    ),
}

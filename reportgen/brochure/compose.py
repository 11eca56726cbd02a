"""Profile + brand → `Brochure`: every section with finished words and figures, and the numbered sources."""

from __future__ import annotations

from datetime import date

from reportgen.brochure import facts, names, outlook, pay, people
from reportgen.brochure import format as fmt
from reportgen.brochure.brand import DEFAULT_BRAND, Brand, Dated
from reportgen.brochure.sources import SourceList
from reportgen.brochure.texts import WordedSections
from reportgen.brochure.value import Brochure, Video
from reportgen.model.editorial import EditorialText
from reportgen.model.profile import OccupationProfile


def compose(
    profile: OccupationProfile,
    *,
    printed_on: date,
    brand: Brand = DEFAULT_BRAND,
    text: EditorialText | None = None,
) -> Brochure:
    """The brochure of one profile. Sections that neither the text nor the figures can fill are None.

    `text` is the occupation's merged text (`sources.editorial_choice.text_for`); its words come before composed ones.
    `printed_on` is the date on the foot; it is handed in so that the same input gives the same bytes.
    """
    sources = SourceList()
    worded = WordedSections(profile, sources, text)
    # Sections cite in reading order, so that the numbers rise down the page.
    key_figures = facts.key_figures(profile, sources)
    key_facts = facts.key_facts(profile, sources)
    return Brochure(
        soc=profile.soc.value,
        title=names.title(profile.title),
        major_soc=profile.soc.major.value,
        group_title=names.short_group(profile.major_title),
        area_name=profile.area.name,
        area_in_prose=profile.area.in_prose,
        area_abbreviation=profile.area.abbreviation,
        is_nation=profile.area.is_nation,
        language="en",
        tagline=facts.tagline(profile),
        key_figures=key_figures,
        key_facts=key_facts,
        insights=facts.insights(profile, sources),
        summary=worded.summary(),
        duties=worded.duties(),
        specialisations=worded.specialisations(),
        skills_and_tools=worded.skills_and_tools(),
        top_skills=people.top_skills(profile, sources),
        pay=pay.pay(profile, sources),
        places=pay.places(profile, sources),
        comparison=pay.comparison(profile, sources),
        price_adjusted=pay.price_adjusted(profile, sources),
        trend=pay.trend(profile, sources),
        projection=outlook.projection(profile, sources),
        exposure=outlook.exposure(profile, sources),
        interests=people.interests(profile, sources),
        judgements=worded.judgements(),
        pathway=worded.pathway(),
        workplaces=worded.workplaces(),
        difficulty=worded.difficulty(),
        good_fit=worded.good_fit(),
        checklist=worded.checklist(),
        similar=people.similar(profile, sources),
        video=_video(profile, sources),
        work_life=people.work_life(profile, sources),
        sources=sources.lines(),
        data_date=data_date(profile),
        printed_on=fmt.long_date(printed_on),
        release_keys=sources.release_keys(),
        release_dates=sources.release_dates(),
        brand=brand,
        credentials=worded.credentials(),
        ask_a_worker=worded.ask_a_worker(),
        printed_dates=printed_dates(printed_on, brand),
    )


def _video(profile: OccupationProfile, sources: SourceList) -> Video | None:
    if profile.video is None:
        return None
    return Video(
        url=profile.video.url,
        printed_url=profile.video.url.removeprefix("https://"),
        sentence="Watch the career video",
        sources=sources.cite(profile.video.origin),
    )


def printed_dates(printed_on: date, brand: Brand) -> tuple[Dated, ...]:
    """The date of printing in the languages of the brand."""
    return tuple(Dated(each, fmt.long_date(printed_on, each)) for each in brand.date_languages)


def data_date(profile: OccupationProfile) -> str:
    """The reference period of the wages, the figures that age fastest."""
    return f"Wages and jobs: {profile.here.origin.release.period}"

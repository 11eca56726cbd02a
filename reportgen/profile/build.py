"""The store → one `OccupationProfile` for an occupation in an area."""

from __future__ import annotations

from functools import cached_property

from reportgen.errors import NoSuchDataError
from reportgen.model.area import Area
from reportgen.model.profile import OccupationProfile
from reportgen.model.soc import SocCode
from reportgen.profile import onet, outlook, rules, surroundings, wages
from reportgen.profile.exposure import ExposureTables
from reportgen.store.reader import Store


class ProfileBuilder:
    """Builds profiles from one store; tables that all profiles share are computed once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def _exposure(self) -> ExposureTables:
        return ExposureTables(self._store)

    def build(self, soc: SocCode, area: Area) -> OccupationProfile:
        """The profile of `soc` in `area`.

        Raises NoSuchDataError when OEWS does not publish the occupation at all, or not for this area.
        """
        store = self._store
        nation = wages.estimate(store, soc, store.nation)
        title = store.occupation_titles.get(soc.value)
        if nation is None or title is None:
            raise NoSuchDataError(
                f"OEWS ({store.wage_releases.period}) publishes no occupation {soc}.",
                cure="Look it up with `reportgen occupations search WORDS`.",
            )
        here = wages.estimate(store, soc, area)
        if here is None:
            raise NoSuchDataError(
                f"{area.name} publishes no figures for {soc} {title} ({store.wage_releases.period}).",
                cure=f"`reportgen occupations list --state {area.abbreviation}` lists what it publishes; "
                f"without --state you get the national brochure.",
            )
        everywhere = wages.all_places(store, soc)
        codes = onet.codes_of(store, soc)
        context = onet.context(store, codes)
        tasks, tasks_origin = onet.tasks(store, codes)
        title_row = store.row("occupation", release_id=store.wage_releases.national_id, soc=soc.value)
        assert title_row is not None
        return OccupationProfile(
            soc=soc,
            title=title,
            sentence_title=outlook.sentence_title(store, soc) or title,
            title_origin=store.origin(title_row, f"occupation {soc}"),
            alternate_titles=onet.alternate_titles(store, codes),
            area=area,
            major_title=store.group_titles.get(soc.major.value, ""),
            here=here,
            nation=nation,
            median_delta_percent=wages.median_delta(here, nation),
            employment_rank=None
            if area.is_nation
            else rules.rank_of(
                here.employment_jobs,
                [each.employment_jobs for each in everywhere if each.employment_jobs is not None],
            ),
            median_rank=None
            if area.is_nation
            else rules.rank_of(
                wages.headline_median(here).known_usd,
                [usd for each in everywhere if (usd := wages.headline_median(each).known_usd) is not None],
            ),
            places=wages.places_table(everywhere, nation, area),
            comparison=wages.comparison(store, soc, area),
            national_comparison=wages.comparison(store, soc, store.nation),
            price_adjusted=wages.price_adjusted_median(store, here),
            trend=wages.national_trend(store, soc),
            projection=outlook.projection(store, soc),
            state_projection=outlook.state_projection(store, soc, area),
            entry=outlook.entry_requirement(store, soc),
            attainment=outlook.attainment(store, soc),
            job_zone=onet.job_zone(store, codes),
            interests=onet.interests(store, codes),
            skills=onet.skills(store, soc, codes),
            knowledge=onet.ratings(store, codes, "knowledge"),
            abilities=onet.ratings(store, codes, "ability"),
            activities=onet.ratings(store, codes, "work_activity"),
            styles=onet.styles(store, codes),
            context=context,
            work_life=onet.work_life(context),
            technologies=onet.technologies(store, codes),
            industries=surroundings.industries(store, soc),
            related=surroundings.related(store, soc, codes, area),
            programs=surroundings.programs(store, soc, codes),
            video=surroundings.video(store, codes),
            handbook=surroundings.handbook(store, soc),
            exposure=self._exposure.readings(soc),
            tasks=tasks,
            tasks_origin=tasks_origin,
        )

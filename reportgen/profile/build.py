"""The store → one `OccupationProfile` for an occupation in an area."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from functools import cached_property, lru_cache, partial

from reportgen.errors import NoSuchDataError
from reportgen.model.area import Area
from reportgen.model.profile import OccupationProfile, WageEstimate
from reportgen.model.soc import SocCode
from reportgen.profile import onet, outlook, rules, surroundings, wages
from reportgen.profile.exposure import ExposureTables
from reportgen.store.reader import Store
from reportgen.values import dataclass

_MOST_OCCUPATIONS = 32
_MOST_AREAS = 64  # the nation, the states and the territories; the occupations of a group share them


@dataclass(frozen=True, slots=True)
class _Occupation:
    """What of an occupation is the same in every area: its national profile, its wages everywhere, its neighbours."""

    national: OccupationProfile
    everywhere: list[WageEstimate]
    by_area: dict[str, WageEstimate]
    jobs: list[int]
    medians_usd: list[float]
    neighbours: tuple[surroundings.Neighbour, ...]


class ProfileBuilder:
    """Builds profiles from one store.

    Tables that all profiles share are computed once, and so is what the areas of an occupation share: it is kept for
    the last few occupations.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._occupations: OrderedDict[SocCode, _Occupation] = OrderedDict()
        self._comparison = lru_cache(_MOST_AREAS)(partial(wages.comparison, store))
        self._price_level = lru_cache(_MOST_AREAS)(partial(wages.price_level, store))

    @cached_property
    def _exposure(self) -> ExposureTables:
        return ExposureTables(self._store)

    def build(self, soc: SocCode, area: Area) -> OccupationProfile:
        """The profile of `soc` in `area`.

        Raises NoSuchDataError when OEWS does not publish the occupation at all, or not for this area.
        """
        occupation = self._occupation(soc)
        national = occupation.national
        if area.is_nation:
            return national
        store = self._store
        here = occupation.by_area.get(area.fips) or wages.estimate(store, soc, area)
        if here is None:
            raise NoSuchDataError(
                f"{area.name} publishes no figures for {soc} {national.title} ({store.wage_releases.period}).",
                cure=f"`reportgen occupations list --state {area.abbreviation}` lists what it publishes; "
                f"without --state you get the national brochure.",
            )
        return replace(
            national,
            area=area,
            here=here,
            median_delta_percent=wages.median_delta(here, national.nation),
            employment_rank=rules.rank_of(here.employment_jobs, occupation.jobs),
            median_rank=rules.rank_of(wages.headline_median(here).known_usd, occupation.medians_usd),
            places=wages.places_table(occupation.everywhere, national.nation, area),
            comparison=self._comparison(soc.major, area),
            price_adjusted=wages.price_adjusted_median(store, here, self._price_level),
            state_projection=outlook.state_projection(store, soc, area),
            related=surroundings.related(store, occupation.neighbours, area),
        )

    def _occupation(self, soc: SocCode) -> _Occupation:
        if soc in self._occupations:
            self._occupations.move_to_end(soc)
        else:
            self._occupations[soc] = self._read(soc)
            if len(self._occupations) > _MOST_OCCUPATIONS:
                self._occupations.popitem(last=False)
        return self._occupations[soc]

    def _read(self, soc: SocCode) -> _Occupation:
        store, area = self._store, self._store.nation
        nation = wages.estimate(store, soc, area)
        title = store.occupation_titles.get(soc.value)
        if nation is None or title is None:
            raise NoSuchDataError(
                f"OEWS ({store.wage_releases.period}) publishes no occupation {soc}.",
                cure="Look it up with `reportgen occupations search WORDS`.",
            )
        everywhere = wages.all_places(store, soc)
        codes = onet.codes_of(store, soc)
        neighbours = surroundings.neighbours(store, soc, codes)
        context = onet.context(store, codes)
        tasks, tasks_origin = onet.tasks(store, codes)
        title_row = store.row("occupation", release_id=store.wage_releases.national_id, soc=soc.value)
        assert title_row is not None
        national = OccupationProfile(
            soc=soc,
            title=title,
            sentence_title=outlook.sentence_title(store, soc) or title,
            title_origin=store.origin(title_row, f"occupation {soc}"),
            alternate_titles=onet.alternate_titles(store, codes),
            area=area,
            major_title=store.group_titles.get(soc.major.value, ""),
            here=nation,
            nation=nation,
            median_delta_percent=wages.median_delta(nation, nation),
            employment_rank=None,
            median_rank=None,
            places=wages.places_table(everywhere, nation, area),
            comparison=self._comparison(soc.major, area),
            national_comparison=self._comparison(soc.major, area),
            price_adjusted=wages.price_adjusted_median(store, nation, self._price_level),
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
            related=surroundings.related(store, neighbours, area),
            programs=surroundings.programs(store, soc, codes),
            video=surroundings.video(store, codes),
            handbook=surroundings.handbook(store, soc),
            exposure=self._exposure.readings(soc),
            tasks=tasks,
            tasks_origin=tasks_origin,
        )
        return _Occupation(
            national,
            everywhere,
            by_area={each.area.fips: each for each in everywhere},
            jobs=[each.employment_jobs for each in everywhere if each.employment_jobs is not None],
            medians_usd=[usd for each in everywhere if (usd := wages.headline_median(each).known_usd) is not None],
            neighbours=neighbours,
        )

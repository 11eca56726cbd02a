-- The store: official figures as published, one row a published row.
--
-- Every row of a data table carries its release (an edition of a source) and the file it was read from. Cells that
-- the publisher marks instead of filling are kept as the mark (type ANY): '*' wage not available, '**' employment
-- not available, '#' at or above the release's cap (wage_cap). NULL means that the source has no such cell.
-- Units stand in the names. Percentages are percent, not fractions.

CREATE TABLE store_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE release (
    release_id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    publisher TEXT NOT NULL,
    title TEXT NOT NULL,
    period TEXT NOT NULL,
    published_on TEXT NOT NULL,
    licence TEXT NOT NULL,
    credit TEXT NOT NULL,
    url TEXT NOT NULL
) STRICT;

CREATE TABLE source_file (
    file_id INTEGER PRIMARY KEY,
    release_id INTEGER NOT NULL REFERENCES release,
    part TEXT NOT NULL,
    name TEXT NOT NULL,
    sheet TEXT,
    sha256 TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    kind TEXT NOT NULL,
    UNIQUE (release_id, part)
) STRICT;

-- The official heading that each of our columns was read from, for `data explain`.
CREATE TABLE source_column (
    file_id INTEGER NOT NULL REFERENCES source_file ON DELETE CASCADE,
    field TEXT NOT NULL,
    heading TEXT NOT NULL,
    PRIMARY KEY (file_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE wage_cap (
    release_id INTEGER PRIMARY KEY REFERENCES release,
    annual_usd INTEGER NOT NULL,
    hourly_usd REAL NOT NULL
) STRICT;

-- Codes and places: seeded from data/sources/*.csv, the same in every store.
CREATE TABLE area (
    fips TEXT PRIMARY KEY,
    abbreviation TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    in_prose TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE soc_code (
    soc TEXT PRIMARY KEY,
    level TEXT NOT NULL,          -- total, major, minor, broad, detailed
    scheme TEXT NOT NULL          -- SOC 2018, OEWS (combined by OEWS from several), NEM
) STRICT, WITHOUT ROWID;

CREATE TABLE occupation (
    release_id INTEGER NOT NULL REFERENCES release,
    soc TEXT NOT NULL REFERENCES soc_code,
    title TEXT NOT NULL,
    level TEXT NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, soc)
) STRICT, WITHOUT ROWID;

CREATE TABLE wage_estimate (
    release_id INTEGER NOT NULL REFERENCES release,
    soc TEXT NOT NULL REFERENCES soc_code,
    area_fips TEXT NOT NULL REFERENCES area,
    employment_jobs ANY,
    jobs_per_1000 REAL,
    location_quotient REAL,
    annual_mean_usd ANY, annual_pct10_usd ANY, annual_pct25_usd ANY, annual_median_usd ANY, annual_pct75_usd ANY, annual_pct90_usd ANY,
    hourly_mean_usd ANY, hourly_pct10_usd ANY, hourly_pct25_usd ANY, hourly_median_usd ANY, hourly_pct75_usd ANY, hourly_pct90_usd ANY,
    annual_only INTEGER NOT NULL,  -- 1: only annual wages are released for this occupation
    hourly_only INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, soc, area_fips)
) STRICT, WITHOUT ROWID;

CREATE TABLE industry (
    release_id INTEGER NOT NULL REFERENCES release,
    naics TEXT NOT NULL,
    title TEXT NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, naics)
) STRICT, WITHOUT ROWID;

CREATE TABLE industry_employment (
    release_id INTEGER NOT NULL REFERENCES release,
    soc TEXT NOT NULL REFERENCES soc_code,
    naics TEXT NOT NULL,
    employment_jobs ANY,
    hourly_mean_usd ANY,
    annual_mean_usd ANY,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, soc, naics),
    FOREIGN KEY (release_id, naics) REFERENCES industry
) STRICT, WITHOUT ROWID;

-- National projections. Counts are jobs (the publisher prints thousands); NULL where it prints a dash.
CREATE TABLE projection (
    release_id INTEGER NOT NULL REFERENCES release,
    soc TEXT NOT NULL REFERENCES soc_code,
    title TEXT NOT NULL,
    line_type TEXT NOT NULL,       -- 'line item' or 'summary'
    employment_base_jobs INTEGER NOT NULL,
    employment_projected_jobs INTEGER NOT NULL,
    change_jobs INTEGER NOT NULL,
    change_percent REAL NOT NULL,
    self_employed_percent REAL,
    openings_annual_jobs INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, soc)
) STRICT, WITHOUT ROWID;

-- Table 1.10: why positions open. Annual averages, jobs.
CREATE TABLE separation (
    release_id INTEGER NOT NULL REFERENCES release,
    soc TEXT NOT NULL REFERENCES soc_code,
    exits_annual_jobs INTEGER NOT NULL,
    transfers_annual_jobs INTEGER NOT NULL,
    openings_annual_jobs INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, soc)
) STRICT, WITHOUT ROWID;

-- Table 5.4, in the publisher's words. NULL where it says "None" (experience, training).
CREATE TABLE entry_requirement (
    release_id INTEGER NOT NULL REFERENCES release,
    soc TEXT NOT NULL REFERENCES soc_code,
    education TEXT NOT NULL,
    experience TEXT,
    training TEXT,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, soc)
) STRICT, WITHOUT ROWID;

-- Table 5.2: the median annual wage of all occupations with one entry education.
CREATE TABLE education_wage (
    release_id INTEGER NOT NULL REFERENCES release,
    education TEXT NOT NULL,
    annual_median_usd INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, education)
) STRICT, WITHOUT ROWID;

-- Table 5.3: schooling of workers of 25 years and more, percent. exact_match 0: the survey's occupation is a wider one.
CREATE TABLE attainment (
    release_id INTEGER NOT NULL REFERENCES release,
    soc TEXT NOT NULL REFERENCES soc_code,
    less_than_high_school_percent REAL NOT NULL,
    high_school_percent REAL NOT NULL,
    some_college_percent REAL NOT NULL,
    associate_percent REAL NOT NULL,
    bachelor_percent REAL NOT NULL,
    master_percent REAL NOT NULL,
    doctoral_percent REAL NOT NULL,
    exact_match INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, soc)
) STRICT, WITHOUT ROWID;

-- Tables 6.5 and 6.2: percentile rank (0-100) among occupations on 17 skill groups; the three highest in order.
-- imputed 1: taken by BLS from similar occupations.
CREATE TABLE bls_skill (
    release_id INTEGER NOT NULL REFERENCES release,
    soc TEXT NOT NULL REFERENCES soc_code,
    skill TEXT NOT NULL,
    percentile_rank INTEGER NOT NULL,
    imputed INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, soc, skill)
) STRICT, WITHOUT ROWID;

CREATE TABLE bls_top_skill (
    release_id INTEGER NOT NULL REFERENCES release,
    soc TEXT NOT NULL REFERENCES soc_code,
    position INTEGER NOT NULL,
    skill TEXT NOT NULL,
    imputed INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, soc, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE state_projection (
    release_id INTEGER NOT NULL REFERENCES release,
    soc TEXT NOT NULL REFERENCES soc_code,
    area_fips TEXT NOT NULL REFERENCES area,
    employment_base_jobs INTEGER,
    employment_projected_jobs INTEGER,
    change_percent REAL,
    openings_annual_jobs INTEGER,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, soc, area_fips)
) STRICT, WITHOUT ROWID;

-- O*NET. Keys are O*NET-SOC codes; onet_to_soc joins them to the codes of OEWS and the projections.
CREATE TABLE onet_to_soc (
    release_id INTEGER NOT NULL REFERENCES release,
    onet_soc TEXT NOT NULL,
    soc TEXT NOT NULL REFERENCES soc_code,
    handbook_title TEXT,           -- NULL where the Handbook has no profile
    handbook_group TEXT,
    handbook_url TEXT,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, onet_soc)
) STRICT, WITHOUT ROWID;
CREATE INDEX onet_to_soc_by_soc ON onet_to_soc (soc);

CREATE TABLE onet_occupation (
    release_id INTEGER NOT NULL REFERENCES release,
    onet_soc TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT,              -- only in a store whose user imported O*NET: a sentence of O*NET is never shipped
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, onet_soc)
) STRICT, WITHOUT ROWID;

CREATE TABLE alternate_title (
    release_id INTEGER NOT NULL REFERENCES release,
    onet_soc TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,            -- 'alternate' or 'reported'
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, onet_soc, title, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE element (
    element_id TEXT PRIMARY KEY,
    domain TEXT NOT NULL,          -- skill, knowledge, ability, work_activity, work_style, work_value, work_context
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Importance 1-5 and level 0-7. suppressed 1: O*NET recommends not to use the value (few answers).
CREATE TABLE rating (
    release_id INTEGER NOT NULL REFERENCES release,
    onet_soc TEXT NOT NULL,
    element_id TEXT NOT NULL REFERENCES element,
    importance REAL,
    level REAL,
    suppressed INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, onet_soc, element_id)
) STRICT, WITHOUT ROWID;

-- Scores 1-7; high points 1 = Realistic … 6 = Conventional, NULL = none.
CREATE TABLE interest (
    release_id INTEGER NOT NULL REFERENCES release,
    onet_soc TEXT NOT NULL,
    realistic REAL NOT NULL, investigative REAL NOT NULL, artistic REAL NOT NULL,
    social REAL NOT NULL, enterprising REAL NOT NULL, conventional REAL NOT NULL,
    first_high_point INTEGER, second_high_point INTEGER, third_high_point INTEGER,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, onet_soc)
) STRICT, WITHOUT ROWID;

-- Impact -3..3; distinctiveness rank 1-10, NULL = not among the distinctive ones.
CREATE TABLE work_style (
    release_id INTEGER NOT NULL REFERENCES release,
    onet_soc TEXT NOT NULL,
    element_id TEXT NOT NULL REFERENCES element,
    impact REAL,                   -- NULL in the shipped store
    distinctiveness_rank INTEGER,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, onet_soc, element_id)
) STRICT, WITHOUT ROWID;

-- Extent 1-7.
CREATE TABLE work_value (
    release_id INTEGER NOT NULL REFERENCES release,
    onet_soc TEXT NOT NULL,
    element_id TEXT NOT NULL REFERENCES element,
    extent REAL NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, onet_soc, element_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_zone (
    release_id INTEGER NOT NULL REFERENCES release,
    onet_soc TEXT NOT NULL,
    zone INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, onet_soc)
) STRICT, WITHOUT ROWID;

-- Schooling that the job requires, percent of the incumbents' or experts' answers for each of 12 categories.
CREATE TABLE required_education (
    release_id INTEGER NOT NULL REFERENCES release,
    onet_soc TEXT NOT NULL,
    category INTEGER NOT NULL,
    answers_percent REAL NOT NULL,
    suppressed INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, onet_soc, category)
) STRICT, WITHOUT ROWID;

-- Kinds of products (UNSPSC codes and titles).
CREATE TABLE commodity (
    commodity_code INTEGER PRIMARY KEY,
    title TEXT NOT NULL
) STRICT;

CREATE TABLE technology (
    release_id INTEGER NOT NULL REFERENCES release,
    onet_soc TEXT NOT NULL,
    example TEXT NOT NULL,
    commodity_code INTEGER NOT NULL REFERENCES commodity,
    hot INTEGER NOT NULL,
    in_demand INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, onet_soc, example, commodity_code)
) STRICT, WITHOUT ROWID;

CREATE TABLE related_occupation (
    release_id INTEGER NOT NULL REFERENCES release,
    onet_soc TEXT NOT NULL,
    position INTEGER NOT NULL,
    related_onet_soc TEXT NOT NULL,
    tier TEXT NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, onet_soc, position)
) STRICT, WITHOUT ROWID;

-- Only in a store whose user imported O*NET.
CREATE TABLE task (
    release_id INTEGER NOT NULL REFERENCES release,
    onet_soc TEXT NOT NULL,
    task_id INTEGER NOT NULL,
    statement TEXT NOT NULL,
    task_type TEXT,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, onet_soc, task_id)
) STRICT, WITHOUT ROWID;

-- Score 0-100. vintage: the O*NET years that the value comes from; they differ within one release.
CREATE TABLE work_context (
    release_id INTEGER NOT NULL REFERENCES release,
    onet_soc TEXT NOT NULL,
    element_id TEXT NOT NULL REFERENCES element,
    score INTEGER NOT NULL,
    vintage TEXT NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, onet_soc, element_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE program (
    release_id INTEGER NOT NULL REFERENCES release,
    soc TEXT NOT NULL REFERENCES soc_code,
    cip TEXT NOT NULL,
    title TEXT NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, soc, cip)
) STRICT, WITHOUT ROWID;

CREATE TABLE career_video (
    release_id INTEGER NOT NULL REFERENCES release,
    onet_soc TEXT NOT NULL,
    video_url TEXT NOT NULL,
    verified_on TEXT NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, onet_soc)
) STRICT, WITHOUT ROWID;

CREATE TABLE soc2010_to_soc (
    release_id INTEGER NOT NULL REFERENCES release,
    soc2010 TEXT NOT NULL,
    soc TEXT NOT NULL REFERENCES soc_code,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, soc2010, soc)
) STRICT, WITHOUT ROWID;

-- Studies of automation and AI, in each study's own codes (code_system 'soc2010', 'soc' or 'onet').
CREATE TABLE exposure (
    release_id INTEGER NOT NULL REFERENCES release,
    code TEXT NOT NULL,
    code_system TEXT NOT NULL,
    measure TEXT NOT NULL,
    value REAL NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, measure, code)
) STRICT, WITHOUT ROWID;

-- Price level, nation = 100. measure: 'all items', 'goods', 'housing', …
CREATE TABLE price_parity (
    release_id INTEGER NOT NULL REFERENCES release,
    area_fips TEXT NOT NULL REFERENCES area,
    year INTEGER NOT NULL,
    measure TEXT NOT NULL,
    price_index REAL NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, area_fips, year, measure)
) STRICT, WITHOUT ROWID;

-- Importable, not shipped (see the licence notes in docs/data.md).
CREATE TABLE career_cluster (
    release_id INTEGER NOT NULL REFERENCES release,
    soc TEXT NOT NULL REFERENCES soc_code,
    cluster TEXT NOT NULL,
    sub_cluster TEXT NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, soc, cluster, sub_cluster)
) STRICT, WITHOUT ROWID;

CREATE TABLE work_at_home (
    release_id INTEGER NOT NULL REFERENCES release,
    onet_soc TEXT NOT NULL,
    feasible INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES source_file,
    PRIMARY KEY (release_id, onet_soc)
) STRICT, WITHOUT ROWID;

-- Full-text search: one document an O*NET occupation, all its alternate titles together; onet_key is its code without
-- the punctuation (29207200). It finds the occupations; the titles themselves are then compared (store/search.py).
-- Words are what is searched for, so neither positions nor a copy of the text are kept. Rebuilt with every build.
CREATE VIRTUAL TABLE title_search USING fts5 (
    titles, content = '', columnsize = 1, detail = none, tokenize = 'porter unicode61'
);

-- The outbox: one row a message. It holds personal data (recipient, roster_rows) until `reportgen mail purge`.
-- Times are seconds since 1970, UTC.
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    -- Recipient and contents, hashed with the outbox's own salt: known again after the recipient was purged.
    fingerprint TEXT NOT NULL,
    -- 0, and one more each time that the same is sent again on purpose.
    round INTEGER NOT NULL,
    part INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'deferred', 'failed', 'unknown')),
    roster TEXT,
    roster_rows TEXT,
    recipient TEXT,
    -- The files that it encloses, by their names in the folder of brochures; a JSON list.
    brochures TEXT NOT NULL,
    created_at REAL NOT NULL,
    -- The Date that it says; fixed by the first attempt.
    dated_at REAL NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at REAL,
    ended_at REAL,
    -- What the server said last, without the recipient.
    reply TEXT NOT NULL DEFAULT '',
    UNIQUE (fingerprint, round, part)
) STRICT;

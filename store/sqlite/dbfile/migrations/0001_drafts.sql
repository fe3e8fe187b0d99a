-- Drafts, what they hold now, and how they came to hold it.
-- Times are Unix microseconds, UTC.

CREATE TABLE draft (
    id         INTEGER PRIMARY KEY,
    unit       TEXT    NOT NULL CHECK (unit <> ''),
    year       INTEGER NOT NULL CHECK (year BETWEEN 1 AND 9999),
    edition    TEXT    NOT NULL,
    filled     INTEGER NOT NULL CHECK (filled >= 0),
    total      INTEGER NOT NULL CHECK (total >= 0),
    errors     INTEGER NOT NULL CHECK (errors >= 0),
    explains   INTEGER NOT NULL CHECK (explains >= 0),
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    deleted_at INTEGER -- NULL while the draft is in the list
) STRICT;

CREATE UNIQUE INDEX draft_unit_year ON draft (unit, year) WHERE deleted_at IS NULL;

-- No index on changed_at: sorting 10,000 drafts costs less than it would save,
-- and every edit would write one page more.

-- What a place of a draft holds now. A place that holds nothing has no row.
CREATE TABLE held_value (
    draft_id INTEGER NOT NULL REFERENCES draft (id),
    address  TEXT    NOT NULL CHECK (address <> ''),
    body     TEXT    NOT NULL CHECK (body <> ''),
    PRIMARY KEY (draft_id, address)
) STRICT, WITHOUT ROWID;

-- The journal: every edit with old value, new value and time.
-- changes: [{"address": …, "at": characters before, "old": …, "new": …}, …]
CREATE TABLE entry (
    draft_id INTEGER NOT NULL REFERENCES draft (id),
    seq      INTEGER NOT NULL CHECK (seq >= 1),
    at       INTEGER NOT NULL,
    kind     TEXT    NOT NULL CHECK (kind IN ('edit', 'undo', 'redo', 'import')),
    of       INTEGER NOT NULL CHECK (of >= 0 AND of < seq), -- the entry undone or redone, else 0
    note     TEXT    NOT NULL,
    changes  TEXT    NOT NULL CHECK (json_valid(changes)),
    PRIMARY KEY (draft_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER entry_is_not_changed BEFORE UPDATE ON entry
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER entry_is_not_deleted BEFORE DELETE ON entry
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

-- Keeps the numbers without gaps, and INSERT OR REPLACE, which passes by the
-- trigger above, from replacing an entry.
CREATE TRIGGER entry_follows_the_last BEFORE INSERT ON entry
WHEN NEW.seq <> 1 + coalesce((SELECT max(seq) FROM entry WHERE draft_id = NEW.draft_id), 0)
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

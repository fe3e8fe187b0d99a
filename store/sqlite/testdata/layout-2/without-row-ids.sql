-- The sign-off: where each draft stands, signed acts in the journal, and the
-- people and keys that sign. Every edit of a draft that is not locked stays as
-- cheap as it was: what is new here hangs on acts, remarks and locked drafts.

-- The name of a draft on every workstation. Drafts of before get one now.
ALTER TABLE draft ADD COLUMN uid TEXT;
UPDATE draft SET uid = lower(hex(randomblob(16)));
ALTER TABLE draft ALTER COLUMN uid SET NOT NULL;
ALTER TABLE draft ADD CONSTRAINT draft_uid_form CHECK (length(uid) = 32 AND uid NOT GLOB '*[^0-9a-f]*');

CREATE UNIQUE INDEX draft_uid ON draft (uid) WHERE deleted_at IS NULL;

-- What the acts in the journal come to, kept so that the list and the triggers
-- below need not go through them.
ALTER TABLE draft ADD COLUMN stage TEXT NOT NULL DEFAULT 'draft' CHECK (stage IN ('draft', 'review', 'approved'));
ALTER TABLE draft ADD COLUMN state_name TEXT NOT NULL DEFAULT '草稿' CHECK (state_name <> '');
-- The level that acts next, from 1; 0 when none does.
ALTER TABLE draft ADD COLUMN level INTEGER NOT NULL DEFAULT 0 CHECK (level >= 0 AND (level > 0) = (stage = 'review'));
-- SM3 of the whole journal, '' when none was kept yet.
ALTER TABLE draft ADD COLUMN digest TEXT NOT NULL DEFAULT '' CHECK (length(digest) IN (0, 64));

-- The journal once more, since its list of kinds cannot be altered: with
-- remarks, signed acts, and who made each entry.
CREATE TABLE new_entry (
    draft_id INTEGER NOT NULL REFERENCES draft (id),
    seq      INTEGER NOT NULL CHECK (seq >= 1),
    at       INTEGER NOT NULL,
    kind     TEXT    NOT NULL CHECK (kind IN ('edit', 'undo', 'redo', 'import', 'remark', 'act')),
    of       INTEGER NOT NULL CHECK (of >= 0 AND of < seq), -- the entry undone or redone, else 0
    by       TEXT    NOT NULL, -- id of the person, '' where nobody was chosen
    note     TEXT    NOT NULL,
    changes  TEXT    NOT NULL CHECK (json_valid(changes)),
    act      TEXT    NOT NULL CHECK (act = '' OR json_valid(act)), -- as it was signed, '' when none
    PRIMARY KEY (draft_id, seq),
    CHECK ((kind = 'act') = (act <> '')),
    -- What stands beside an act in its line is not covered by the signature.
    CHECK (act = '' OR (of = 0 AND note = '' AND changes = '[]'))
) STRICT, WITHOUT ROWID;

INSERT INTO new_entry (draft_id, seq, at, kind, of, by, note, changes, act)
SELECT draft_id, seq, at, kind, of, '', note, changes, '' FROM entry;
DROP TABLE entry; -- and its triggers
ALTER TABLE new_entry RENAME TO entry;

CREATE INDEX entry_act ON entry (draft_id, seq) WHERE kind = 'act';

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

-- Only a draft is edited, and remarks are made only in review.
CREATE TRIGGER entry_respects_the_lock BEFORE INSERT ON entry
WHEN NEW.kind <> 'act'
    AND (SELECT stage FROM draft WHERE id = NEW.draft_id) <> iif(NEW.kind = 'remark', 'review', 'draft')
BEGIN
    SELECT RAISE(ABORT, 'locked');
END;

-- A remark stands beside the report and changes nothing in it.
CREATE TRIGGER entry_remarks_beside BEFORE INSERT ON entry
WHEN NEW.kind = 'remark'
    AND EXISTS (SELECT 1 FROM json_each(NEW.changes) WHERE NOT coalesce(value ->> 'address' GLOB 'note.remark.*', FALSE))
BEGIN
    SELECT RAISE(ABORT, 'locked');
END;

-- Nothing but an act takes a draft to another stage.
CREATE TRIGGER draft_stage_follows_an_act BEFORE UPDATE OF stage ON draft
WHEN NEW.stage <> OLD.stage
    AND (SELECT kind FROM entry WHERE draft_id = OLD.id ORDER BY seq DESC LIMIT 1) IS NOT 'act'
BEGIN
    SELECT RAISE(ABORT, 'locked');
END;

-- The office's roster, signed, as it came.
CREATE TABLE roster (
    id     INTEGER PRIMARY KEY CHECK (id = 1), -- there is one
    signed TEXT    NOT NULL CHECK (json_valid(signed))
) STRICT;

-- Private keys, each locked with a password, and the wrong ones tried since
-- the last right one.
CREATE TABLE sealed_key (
    owner     TEXT    NOT NULL PRIMARY KEY CHECK (owner <> ''), -- id of the person, or 'office'
    sealed    TEXT    NOT NULL CHECK (json_valid(sealed)),
    failures  INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    failed_at INTEGER, -- NULL when none was wrong
    CHECK ((failures > 0) = (failed_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- The last entry of a draft that a person has seen in review.
CREATE TABLE seen (
    draft_id INTEGER NOT NULL REFERENCES draft (id),
    person   TEXT    NOT NULL CHECK (person <> ''),
    seq      INTEGER NOT NULL CHECK (seq >= 0),
    PRIMARY KEY (draft_id, person)
) STRICT, WITHOUT ROWID;

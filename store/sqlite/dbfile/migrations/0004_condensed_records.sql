-- The record that a draft had before its first submission, where the report went on
-- in one without it. It is kept to be read, and stands in no list; deleted_at is when
-- the report went on.
ALTER TABLE draft ADD COLUMN condensed INTEGER NOT NULL DEFAULT 0 CHECK (condensed IN (0, 1));

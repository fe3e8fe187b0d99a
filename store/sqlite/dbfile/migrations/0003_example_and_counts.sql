-- The example to try everything on: a draft like another, that stands in no
-- report's way. Its journal tells what it is; this is kept for the list.
ALTER TABLE draft ADD COLUMN example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1));

DROP INDEX draft_unit_year;
CREATE UNIQUE INDEX draft_unit_year ON draft (unit, year) WHERE deleted_at IS NULL AND example = 0;

-- There is one.
CREATE UNIQUE INDEX draft_example ON draft (example) WHERE deleted_at IS NULL AND example = 1;

-- What is open in a draft, by the lists that people see; NULL until it is counted.
ALTER TABLE draft ADD COLUMN unfilled INTEGER CHECK (unfilled >= 0);
ALTER TABLE draft ADD COLUMN wrong INTEGER CHECK (wrong >= 0);
ALTER TABLE draft ADD COLUMN asked INTEGER CHECK (asked >= 0);

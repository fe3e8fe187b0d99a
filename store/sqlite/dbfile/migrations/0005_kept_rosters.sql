-- Rosters beside the office's own: of other offices, whose reports are checked
-- here, and versions of one's own that went on separately, until they are merged.
CREATE TABLE kept_roster (
    office_key TEXT    NOT NULL CHECK (office_key <> ''),
    n          INTEGER NOT NULL CHECK (n >= 1), -- one after the other
    signed     TEXT    NOT NULL CHECK (json_valid(signed)),
    PRIMARY KEY (office_key, n)
) STRICT;

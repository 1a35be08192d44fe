-- In which form of the schema a row was written: the version of each capability, kind and unit of each property.
-- 0 is the form of the last program that did not write it down. A row is converted when it is read.

CREATE TABLE form (
    number INTEGER PRIMARY KEY,
    body   BLOB NOT NULL                    -- compressed JSON: capability, version, property, kind and unit
) STRICT;

ALTER TABLE last_value ADD COLUMN form INTEGER NOT NULL DEFAULT 0;
ALTER TABLE history ADD COLUMN form INTEGER NOT NULL DEFAULT 0;
ALTER TABLE history_part ADD COLUMN form INTEGER NOT NULL DEFAULT 0;

-- History in the order in which it is written. A commit writes a row for each device: sorted by device each of them
-- would touch a page of its own, and flash is written in pages; sorted by time they share the last few.

CREATE TABLE by_time (
    number INTEGER PRIMARY KEY,             -- without it a row of more than 1 kB would have a page of its own
    hour   INTEGER NOT NULL,
    device TEXT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    form   INTEGER NOT NULL DEFAULT 0,
    UNIQUE (hour, device)
) STRICT;
INSERT INTO by_time (hour, device, sealed, form) SELECT hour, device, sealed, form FROM history ORDER BY hour, device;
DROP TABLE history;
ALTER TABLE by_time RENAME TO history;

CREATE TABLE by_time (
    device TEXT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    hour   INTEGER NOT NULL,
    life   INTEGER NOT NULL,
    part   INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    form   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (hour, life, part, device)
) STRICT, WITHOUT ROWID;
INSERT INTO by_time SELECT device, hour, life, part, sealed, form FROM history_part ORDER BY hour, life, part, device;
DROP TABLE history_part;
ALTER TABLE by_time RENAME TO history_part;

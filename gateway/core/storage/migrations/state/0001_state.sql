-- What the home is: devices with their lasting ids, last values, and the ring of history.
-- Every `sealed` column is AES-256-GCM under a data key of the vault, with the row's place as its context.

CREATE TABLE device (
    id          TEXT PRIMARY KEY,           -- "d_" and 16 characters
    removed     INTEGER NOT NULL,           -- 1 when it is gone; the id stays reserved for its return
    sealed      BLOB NOT NULL,              -- adapter, vendor key, the resident's name and room; key "home"
    description BLOB                        -- the last description, sealed with key "home"
) STRICT;

CREATE TABLE last_value (
    device TEXT PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
    month  TEXT NOT NULL,                   -- of the data key, "2026-11" or "unset"
    sealed BLOB NOT NULL                    -- all values of the device with their times
) STRICT, WITHOUT ROWID;

-- One whole hour of a device. Hours count from 1970.
CREATE TABLE history (
    hour   INTEGER NOT NULL,
    device TEXT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    PRIMARY KEY (device, hour)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_hour ON history (hour);

-- The hour being made, commit by commit. `life` numbers the starts of the gateway.
CREATE TABLE history_part (
    device TEXT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    hour   INTEGER NOT NULL,
    life   INTEGER NOT NULL,
    part   INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (device, hour, life, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_part_hour ON history_part (hour);

-- The wall time of the last commit: the clock's floor, and the end of what a killed gateway knew.
CREATE TABLE saved (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    wall_ms INTEGER NOT NULL,
    life    INTEGER NOT NULL
) STRICT;
INSERT INTO saved VALUES (1, 0, 0);

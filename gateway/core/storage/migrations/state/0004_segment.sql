-- One row a commit and hour for the whole home, in place of a row a device in two tables: SQLite writes whole pages, and
-- a blob fills them. Each device's piece of it is sealed with that device's key. What earlier versions wrote into
-- history_part stays readable; it holds the ends of lives that were killed, too.

CREATE TABLE segment (
    number    INTEGER PRIMARY KEY,          -- the start of the gateway that wrote it, times 2^32, and which one of it
    hour      INTEGER NOT NULL,
    form      INTEGER NOT NULL,
    directory BLOB NOT NULL,                -- paths, devices and lengths of their pieces, sealed with key "home"
    body      BLOB NOT NULL                 -- the pieces: history rows of the hour, and values that changed
) STRICT;

ALTER TABLE saved ADD COLUMN folded INTEGER NOT NULL DEFAULT 0; -- values of segments up to this one are in last_value

-- Who may use the local API. A token is 256 random bits, so its SHA-256 tells nothing and needs no salt.
CREATE TABLE token (
    id         TEXT NOT NULL PRIMARY KEY,
    hash       BLOB NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    far_end    TEXT NOT NULL CHECK (far_end IN ('person', 'local-system', 'cloud-linked')),
    scopes     TEXT NOT NULL,  -- separated by spaces
    devices    TEXT,           -- JSON list; NULL where not restricted
    rooms      TEXT,           -- JSON list; NULL where not restricted
    created_ms INTEGER         -- NULL while the wall clock is unset
) WITHOUT ROWID;

-- The one open claim code, if any: 80 random bits, hashed likewise.
CREATE TABLE claim (
    one        INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    hash       BLOB NOT NULL,
    tries_left INTEGER NOT NULL
);

-- The random name under which this installation is announced on the LAN.
CREATE TABLE announcement (
    one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    instance TEXT NOT NULL
);

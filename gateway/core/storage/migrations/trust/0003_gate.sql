-- What residents agreed to, what waits to leave, and the ledger of what was decided and sent.

CREATE TABLE contract (
    hash     TEXT NOT NULL PRIMARY KEY,
    document BLOB NOT NULL,            -- canonical JSON; holds nothing of this home
    added_ms INTEGER                   -- NULL while the wall clock is unset
) WITHOUT ROWID;

-- Which devices stand behind a contract's inputs. Stays here.
CREATE TABLE binding (
    contract TEXT NOT NULL REFERENCES contract (hash),
    input    TEXT NOT NULL,
    device   TEXT NOT NULL,
    path     TEXT NOT NULL,
    PRIMARY KEY (contract, input, device, path)
) WITHOUT ROWID;

CREATE TABLE consent (
    id       TEXT NOT NULL PRIMARY KEY,
    contract TEXT NOT NULL REFERENCES contract (hash),
    record   BLOB NOT NULL,
    approved INTEGER NOT NULL          -- 1 once egress confirmed the signature
) WITHOUT ROWID;

CREATE TABLE withdrawal (
    number   INTEGER PRIMARY KEY,
    contract TEXT NOT NULL REFERENCES contract (hash),
    record   BLOB NOT NULL,
    relayed  INTEGER NOT NULL          -- 1 once egress has it
);

-- How far each contract has come. -1: not yet.
CREATE TABLE course (
    contract  TEXT NOT NULL PRIMARY KEY REFERENCES contract (hash),
    evaluated INTEGER NOT NULL         -- the last slot whose window was computed
) WITHOUT ROWID;

-- Entries that have not left, oldest first; sealed under the key of subject and month.
CREATE TABLE outbox (
    contract TEXT NOT NULL REFERENCES contract (hash),
    window   INTEGER NOT NULL,
    subject  TEXT NOT NULL,
    month    TEXT NOT NULL,
    entry    BLOB NOT NULL,
    PRIMARY KEY (contract, window)
) WITHOUT ROWID;

-- One row a slot: what was decided, and what egress's journal says became of it.
CREATE TABLE slot (
    contract     TEXT NOT NULL REFERENCES contract (hash),
    slot         INTEGER NOT NULL,
    sha256       TEXT NOT NULL,        -- of the envelope decided; empty where only egress knows
    first_window INTEGER,
    last_window  INTEGER,
    entries      INTEGER NOT NULL,
    sent_sha256  TEXT,                 -- of what was sent; NULL until it is known
    sent_bytes   INTEGER,
    kind         TEXT,
    result       TEXT,
    PRIMARY KEY (contract, slot)
) WITHOUT ROWID;

CREATE TABLE lease (
    contract TEXT NOT NULL REFERENCES contract (hash),
    first    INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    pseudonym TEXT NOT NULL,
    accepted INTEGER NOT NULL,
    PRIMARY KEY (contract, first, pseudonym)
) WITHOUT ROWID;

-- The last record of egress's journal that is in the ledger.
CREATE TABLE journal_mark (
    one    INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL
);

-- RFC 6962 leaves; salt and entry are sealed, so that erasing a key empties them and the tree still verifies.
CREATE TABLE ledger (
    number  INTEGER NOT NULL PRIMARY KEY,  -- from 0
    leaf    BLOB NOT NULL,
    subject TEXT NOT NULL,
    month   TEXT NOT NULL,
    salt    BLOB NOT NULL,
    entry   BLOB NOT NULL
);

CREATE TABLE ledger_head (
    one   INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    size  INTEGER NOT NULL,
    peaks BLOB NOT NULL                    -- 32 bytes each, the largest subtree first
);

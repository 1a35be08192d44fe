-- Data keys, one a subject and month, wrapped by the root key. Destroying a row destroys what it sealed.
CREATE TABLE data_key (
    subject TEXT NOT NULL,
    month   TEXT NOT NULL,  -- "2026-11", or "unset" while the wall clock is
    wrapped BLOB NOT NULL,
    PRIMARY KEY (subject, month)
) WITHOUT ROWID;

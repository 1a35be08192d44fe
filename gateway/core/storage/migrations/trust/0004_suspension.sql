-- What the schema said of a contract's inputs when residents agreed to it.
CREATE TABLE reading (
    contract TEXT NOT NULL PRIMARY KEY REFERENCES contract (hash),
    facts    TEXT NOT NULL             -- JSON: input, property, kind and unit, members
) WITHOUT ROWID;

-- Contracts that the schema of today no longer lets stand as they were agreed to; gone with a new approval.
CREATE TABLE suspension (
    contract TEXT NOT NULL PRIMARY KEY REFERENCES contract (hash),
    findings TEXT NOT NULL             -- JSON: path, code, reason, fix
) WITHOUT ROWID;

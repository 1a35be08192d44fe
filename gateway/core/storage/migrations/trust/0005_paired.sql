-- What adapters keep to reach devices again: keys, tokens, pairings. Sealed under a data key of its own, so that to
-- part from a device is to destroy it.
CREATE TABLE paired (
    adapter TEXT NOT NULL,             -- name of the instance in the configuration
    key     TEXT NOT NULL,             -- the vendor's lasting identity of the device, bridge or hub
    sealed  BLOB NOT NULL,
    PRIMARY KEY (adapter, key)
) WITHOUT ROWID;

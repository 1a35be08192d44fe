"""What may leave the home, and the proof of it: pure rules, envelopes and the ledger. No I/O, no clock."""

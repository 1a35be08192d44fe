"""The common device schema: what a home is made of, and the records that flow through it."""

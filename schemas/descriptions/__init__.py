"""Readers of vendor descriptions: from a document about a device to the properties it describes."""

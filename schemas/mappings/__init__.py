"""Mapping tables: one module a vocabulary, used south by adapters and north by bridges."""

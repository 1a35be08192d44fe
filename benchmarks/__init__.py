"""Measures speed and memory, each beside its raw limit in the same run: `python -m benchmarks`."""

"""Looking rows of a table up: by the vendor's key, by our property."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

K = TypeVar("K")
R = TypeVar("R")


def grouped(entries: Iterable[tuple[K, R]]) -> Mapping[K, tuple[R, ...]]:
    """Give the rows of each key, in the order of the table: within one key the earlier is the better."""
    found: dict[K, list[R]] = {}
    for key, row in entries:
        found.setdefault(key, []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}

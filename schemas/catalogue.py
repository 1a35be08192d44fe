"""The whole schema as its sources say it: every capability class and every device type, as one registry."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

from schemas.capability import defined, spec_of
from schemas.device_types import DEVICE_TYPES
from schemas.registry import Registry

SCHEMA_VERSION: Final = "1.0"
"""Version of the schema as a whole; each capability has its own beside it."""


@cache
def catalogue() -> Registry:
    """Build the registry from the classes. For tools and the SDK; the core calls `Registry.load`."""
    with _collector_resting():
        import schemas.capabilities  # noqa: F401, PLC0415  defines them: thousands of objects that are there to stay

        own = tuple(spec_of(cls) for cls in defined() if "." not in cls.ID)
        return Registry.of(SCHEMA_VERSION, own, DEVICE_TYPES)


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Leave out the garbage collections that so many new objects would set off, a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

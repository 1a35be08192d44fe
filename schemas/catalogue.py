"""The whole schema as its sources say it: every capability class and every device type, as one registry."""

from functools import cache
from typing import Final

import schemas.capabilities  # noqa: F401  defines them
from schemas.capability import defined, spec_of
from schemas.device_types import DEVICE_TYPES
from schemas.registry import Registry

SCHEMA_VERSION: Final = "1.0"
"""Version of the schema as a whole; each capability has its own beside it."""


@cache
def catalogue() -> Registry:
    """Build the registry from the classes. For tools and the SDK; the core calls `Registry.load`."""
    return Registry.of(SCHEMA_VERSION, (spec_of(cls) for cls in defined() if "." not in cls.ID), DEVICE_TYPES)

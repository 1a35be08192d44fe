"""SmartThings capabilities and ours, both ways.

A key is (capability, attribute), with the field of a structured value and the context where one is needed. The same
rows serve a source that reads SmartThings devices and, the other way, an interface that offers ours as such.
"""

from collections.abc import Mapping
from typing import Final

from schemas.mapping import Row
from schemas.mappings.index import grouped
from schemas.mappings.smartthings import consumable, samsung, standard
from schemas.mappings.smartthings.key import SmartThingsKey
from schemas.mappings.smartthings.twin import paired

__all__ = ["ROWS", "SmartThingsKey", "index"]

ROWS: Final[tuple[Row[SmartThingsKey], ...]] = paired((*standard.ROWS, *samsung.ROWS, *consumable.ROWS))
"""Every claim, the better one of two first."""


def index(rows: tuple[Row[SmartThingsKey], ...] = ROWS) -> Mapping[tuple[str, str], tuple[Row[SmartThingsKey], ...]]:
    """Look rows up by capability and attribute; those of a context stand before the general one."""
    ordered = sorted(rows, key=lambda one: not one.source.which)
    return grouped(((one.source.capability, one.source.attribute), one) for one in ordered)

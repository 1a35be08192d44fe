"""Xiaomi MIoT-Spec-V2: which property, action and event of which service is which of ours.

`rows_for` leads a property to its rows: those of its own service first, then those whose name means the same in
every service. A row that is found still has to fit in kind, unit and range (schemas/mapping.py).
"""

from typing import Final

from schemas.mapping import Row
from schemas.mappings.index import grouped
from schemas.mappings.miot import (
    air,
    climate,
    common,
    consumable,
    guarding,
    humidity,
    kitchen,
    lighting,
    opening,
    person,
    power,
    robot,
    sensing,
    status,
    wind,
)
from schemas.mappings.miot.row import ANY, MiotKey

ROWS: Final = (
    *climate.ROWS,
    *wind.ROWS,
    *humidity.ROWS,
    *power.ROWS,
    *lighting.ROWS,
    *opening.ROWS,
    *sensing.ROWS,
    *guarding.ROWS,
    *kitchen.ROWS,
    *person.ROWS,
    *robot.ROWS,
    *common.ROWS,
    *consumable.ROWS,
    *air.ROWS,
    *status.ROWS,
)
"""Every claim; within one key the earlier is the better."""


_BY_KEY: Final = grouped((row.source, row) for row in ROWS)


def rows_for(service: str, name: str) -> tuple[Row[MiotKey], ...]:
    """Give the claims that apply to a property, best first."""
    return (*_BY_KEY.get((service, name), ()), *_BY_KEY.get((ANY, name), ()))

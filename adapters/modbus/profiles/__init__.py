"""Profiles that come with the adapter, by name."""

from collections.abc import Mapping
from typing import Final

from adapters.modbus.profiles.heat_pump import HEAT_PUMP
from adapters.modbus.protocol.register import Profile

BUILT_IN: Final[Mapping[str, Profile]] = {one.id: one for one in (HEAT_PUMP,)}

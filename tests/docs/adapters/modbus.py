"""What docs/adapters/modbus.md tells of the code."""

from collections.abc import Iterable, Iterator
from typing import Final

from adapters.modbus import MANIFEST
from adapters.modbus.profile_file import ProfileEntry
from adapters.modbus.profiles import BUILT_IN
from adapters.modbus.protocol.register import Claim
from adapters.modbus.sunspec.table import ALL
from tests.docs.layout import keys, table


def device() -> str:
    """Tell every key of a device."""
    return keys(MANIFEST.config_schema(), "DeviceConfig")


def register() -> str:
    """Tell every key of a register of a profile's file."""
    return keys(ProfileEntry.model_json_schema(), "RegisterEntry")


def models() -> str:
    """Tell every SunSpec model, and what its points become."""

    def rows() -> Iterator[tuple[str, ...]]:
        for model in ALL:
            points = (*model.points, *model.ports)
            shown = [one for one in points if one.type not in {"sunssf", "pad"}]
            numbers = ", ".join(map(str, model.phases))
            writable = sum("w" in one.access for one in shown)
            yield numbers, str(len(shown)), str(writable), _claimed(claim for one in shown for claim in one.claims)

    return table(("models", "points", "writable", "in the common schema"), rows())


def profiles() -> str:
    """Tell every profile that comes with the adapter."""

    def rows() -> Iterator[tuple[str, ...]]:
        for one in BUILT_IN.values():
            claims = [claim for register in one.registers for claim in register.claims]
            yield f"`{one.id}`", f"{one.en} · {one.zh}", str(len(one.registers)), _claimed(claims)

    return table(("profile", "", "registers", "in the common schema"), rows())


def _claimed(claims: Iterable[Claim]) -> str:
    found: dict[str, list[str]] = {}
    for claim in claims:
        capability, _, name = claim.to.partition(".")
        names = found.setdefault(capability, [])
        names += [] if name in names else [name]
    return "; ".join(f"`{capability}`: {', '.join(names)}" for capability, names in found.items()) or "none"


TABLES: Final = {"device": device, "register": register, "models": models, "profiles": profiles}

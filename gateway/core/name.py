"""Former names of properties: what a path of before is called today."""

from collections.abc import Container
from dataclasses import replace

from schemas.device import DeviceDescription, PropertyDescription
from schemas.registry import Registry
from schemas.validate import Widened, effective
from schemas.vocabulary import VENDOR


class Names:
    """Reads the schema's aliases.

    A name that is one of today's is no alias, but for a vendor's: what the core has now is the core's, even where an
    extension still declares it.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._today = {
            was: now for was, now in registry.aliases.items() if was[0] == VENDOR or was not in registry.specs
        }
        self._former: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for was, now in self._today.items():
            self._former.setdefault(now, []).append(was)

    def today(self, path: str) -> str:
        """Give today's path; the same where it never had another."""
        if not self._today:
            return path
        endpoint, _, rest = path.partition("/")
        capability, _, name = rest.partition("/")
        now = self._today.get((capability, name))
        return path if now is None else f"{endpoint}/{now[0]}/{now[1]}"

    def present(self, path: str, paths: Container[str]) -> str:
        """Give the path under which a device that has `paths` has it: its own, else that of today."""
        if not self._today or path in paths:
            return path
        now = self.today(path)
        return now if now in paths else path

    def former(self, path: str) -> tuple[str, ...]:
        """Give the paths that a property had before."""
        if not self._today:
            return ()
        endpoint, _, rest = path.partition("/")
        capability, _, name = rest.partition("/")
        return tuple(f"{endpoint}/{was[0]}/{was[1]}" for was in self._former.get((capability, name), ()))

    def described(self, device: DeviceDescription) -> DeviceDescription:
        """Give a description with today's names, each property at its place.

        One that is described under both names, or does not fit what today's name means, stays as it is.
        """
        if not any((one.capability, one.name) in self._today for one in device.properties):
            return device
        taken = {one.path for one in device.properties}
        return replace(device, properties=tuple(self._named(one, taken) for one in device.properties))

    def _named(self, one: PropertyDescription, taken: set[str]) -> PropertyDescription:
        now = self._today.get((one.capability, one.name))
        if now is None:
            return one
        named = replace(one, capability=now[0], name=now[1], reason="" if one.capability == VENDOR else one.reason)
        if named.path in taken or not self._fits(one, named):
            return one
        taken.add(named.path)
        return named

    def _fits(self, was: PropertyDescription, named: PropertyDescription) -> bool:
        """Whether it means the same; a vendor's must also keep all its values, or it is better off as it is."""
        spec = self._registry.specs[named.capability, named.name]
        if (named.kind, named.unit) != (spec.kind, spec.unit):
            return False
        return was.capability != VENDOR or not isinstance(effective(spec, named), Widened)

"""One device as it was bound: what the home is told of it, and both ways between the vendor's values and ours."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from schemas.binding import Bound
from schemas.conversion import ConversionError, Convert
from schemas.device import DeviceDescription
from schemas.registry import Registry, UnknownName
from schemas.updates import FaultReported, PropertiesReported
from schemas.value import Value
from schemas.vocabulary import Kind

SLOWEST_S: Final = 300.0
STEADY_S: Final = 60.0  # numbers that never grow stale
VENDOR_S: Final = 30.0
_STATES: Final = frozenset({Kind.BOOLEAN, Kind.ENUM, Kind.ENUMSET})  # what changes at once, and matters then


class Thing:
    """A description and the conversions of its properties. `bound[i]` is property i of the description."""

    __slots__ = ("_bound", "_into", "description")

    def __init__(self, description: DeviceDescription, bound: Sequence[Bound]) -> None:
        """Sort the properties by where the vendor keeps them."""
        if tuple(one.description for one in bound) != description.properties:
            raise ValueError("the properties of the description are not those that were bound")
        self.description = description
        self._bound = tuple(bound)
        self._into: dict[str, list[tuple[int, Convert]]] = {}
        for index, one in enumerate(bound):
            if one.description.access.strip("w"):
                self._into.setdefault(one.description.address, []).append((index, one.decode))

    @property
    def key(self) -> str:
        """The device's lasting identity."""
        return self.description.key

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the vendor keeps what can be read or is told."""
        return tuple(self._into)

    def address(self, index: int) -> str:
        """Where the vendor keeps property `index`; IndexError where there is none."""
        return self._bound[index].description.address

    def readable(self) -> Iterator[str]:
        """Give the addresses that can be asked for."""
        yield from dict.fromkeys(one.address for one in self.description.properties if "r" in one.access)

    def report(
        self, raw: Mapping[str, Value], arrived_ns: int, *, device_time_ms: int | None = None
    ) -> Iterator[PropertiesReported | FaultReported]:
        """Turn values by address into one report; each value that cannot be taken becomes a fault of its own."""
        changes: list[tuple[int, Value]] = []
        for address, value in raw.items():
            for index, decode in self._into.get(address, ()):
                try:
                    changes.append((index, decode(value)))
                except ConversionError as error:
                    yield self._fault(address, error)
        if changes:
            yield PropertiesReported(
                device=self.key, arrived_ns=arrived_ns, changes=tuple(changes), device_time_ms=device_time_ms
            )

    def _fault(self, address: str, error: ConversionError) -> FaultReported:
        reason = f"{error}; the value before it stays"
        return FaultReported(device=self.key, code="unexpected-value", place=address, reason=reason)

    def writes(self, changes: Iterable[tuple[int, Value]]) -> list[tuple[str, Value]]:
        """Turn wanted values into those of the vendor, by address; ConversionError where there is no such value."""
        return [(self._bound[index].description.address, self._bound[index].encode(value)) for index, value in changes]

    def periods(self, registry: Registry, poll_s: float) -> dict[str, float]:
        """Say how often each address is worth asking for: what people switch often, what never grows stale seldom."""
        periods: dict[str, float] = {}
        for one in self._bound:
            told = one.description
            if "r" in told.access:
                every = _period(registry, told.capability, told.name, told.access, poll_s)
                periods[told.address] = min(every, periods.get(told.address, every))
        return periods


def _period(registry: Registry, capability: str, name: str, access: str, poll_s: float) -> float:
    try:
        spec = registry.spec(capability, name)
    except UnknownName:
        return max(poll_s, VENDOR_S)
    if "w" in access or spec.kind in _STATES:
        return poll_s
    return min(max(spec.fresh_s / 10 if spec.fresh_s else STEADY_S, poll_s), max(SLOWEST_S, poll_s))

"""A gateway with several units behind it: a device of its own, which the units name as their way."""

from adapters.modbus.line import Lines
from adapters.modbus.session import Place
from adapters.sdk.errors import UnreachableError
from adapters.sdk.session import Outlet
from adapters.sdk.thing import Thing
from schemas.commands import Command
from schemas.device import DeviceDescription, EndpointDescription
from schemas.outcomes import Answer, Refused


class GatewaySession:
    """Holds the line to a gateway, so that it is known whether it is there. It asks nothing itself."""

    def __init__(self, place: Place, lines: Lines) -> None:
        """`place` of any unit behind it."""
        self.name = place.gateway
        self._place = place
        self._lines = lines
        description = DeviceDescription(
            key=self.name,
            name=f"Modbus {place.host}",
            endpoints=(EndpointDescription(id=1, device_type="bridge"),),
        )
        self._thing = Thing(description, ())

    async def run(self, outlet: Outlet) -> None:
        async with self._lines.use(self._place.host, self._place.port) as line:
            outlet.describe(self._thing)
            await line.ended.wait()
        raise UnreachableError(f"{self.name} does not answer", code="no-answer")

    async def execute(self, command: Command) -> Answer:
        return Refused(command=command.id, code="unknown-command", reason="a gateway takes no wishes")


class Neighbours:
    """Which units are at which host and port."""

    def __init__(self) -> None:
        """Begin with none."""
        self._units: dict[str, dict[str, Place]] = {}

    def add(self, name: str, place: Place) -> bool:
        """Take note of a unit; true where it makes its host a gateway."""
        self.remove(name)
        here = self._units.setdefault(place.gateway, {})
        here[name] = place
        return len({one.unit for one in here.values()}) == 2

    def remove(self, name: str) -> str:
        """Forget a unit; the key of the gateway that is one no more, if so."""
        for gateway, here in self._units.items():
            if here.pop(name, None) is not None and len({one.unit for one in here.values()}) == 1:
                return gateway
        return ""

    def via(self, place: Place) -> str:
        """Give the key of the gateway of a unit; "" where it is alone there."""
        here = self._units.get(place.gateway, {})
        return place.gateway if len({one.unit for one in here.values()}) > 1 else ""

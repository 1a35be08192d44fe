"""Runs accessories of HAP-python 5.0.0: `run.py ADDRESS FOLDER NAME…`, each of `bridge`, `lamp`.

Every name is one that can be paired; what it keeps of pairings is FOLDER/NAME.state. All are bound to ADDRESS and
announce themselves on its interface alone. Reads lines: `set ACCESSORY CHARACTERISTIC JSON` (as if somebody did it at
the device), `press BUTTON NUMBER`, `move NAME ADDRESS PORT`, `config` (an accessory more), and `off` or `on ACCESSORY`.
Writes lines: `ready`, `done LINE`, and `told ACCESSORY CHARACTERISTIC JSON` for what is written.
"""

import asyncio
import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pyhap.accessory import Accessory, Bridge  # type: ignore[import-not-found]
from pyhap.accessory_driver import AccessoryDriver  # type: ignore[import-not-found]
from pyhap.characteristic import Characteristic  # type: ignore[import-not-found]
from pyhap.const import (  # type: ignore[import-not-found]
    CATEGORY_LIGHTBULB,
    HAP_PERMISSION_NOTIFY,
    HAP_PERMISSION_READ,
    HAP_PERMISSION_WRITE,
)
from zeroconf.asyncio import AsyncZeroconf

logging.getLogger("pyhap").setLevel(logging.ERROR)

CODES = {"bridge": b"123-45-678", "lamp": b"876-54-321"}
NAMES = {"bridge": "Test Bridge", "lamp": "Desk Lamp"}
MACS = {"bridge": "AA:BB:CC:00:00:01", "lamp": "AA:BB:CC:00:00:02"}
PORTS = {"bridge": 51826, "lamp": 51827}
OWN = "E863F10D-079E-48FF-8F27-9C2605A29F52"


def say(*words: str) -> None:
    print(*words, flush=True)  # noqa: T201


class Made(Accessory):  # type: ignore[misc]
    """An accessory of some services; what is written is told, and done at once."""

    def __init__(self, driver: Any, name: str, aid: int, services: dict[str, list[str]]) -> None:
        super().__init__(driver, name, aid=aid)
        self.set_info_service(
            manufacturer="Hutong", model=name.replace(" ", ""), serial_number=f"S-{aid:04}", firmware_revision="1.2.3"
        )
        self.reachable = True
        for service, more in services.items():
            self.put(service, more)

    @property
    def available(self) -> bool:
        return self.reachable

    def put(self, name: str, more: list[str]) -> None:
        service = self.add_preload_service(name.partition("#")[0], chars=more, unique_id=name)
        for one in service.characteristics:
            one.setter_callback = self.written(one.display_name)

    def written(self, name: str) -> Callable[[Any], None]:
        def work(value: Any) -> None:
            say("told", self.display_name, name, json.dumps(value))
            self.follow(name, value)

        return work

    def follow(self, name: str, value: Any) -> None:
        """Let what it does follow what was asked for, as its motor or bolt would."""
        follows = {
            "TargetPosition": "CurrentPosition",
            "LockTargetState": "LockCurrentState",
            "TargetHeatingCoolingState": "CurrentHeatingCoolingState",
        }
        if name in follows and (found := self.characteristic(follows[name])) is not None:
            found.set_value(min(value, 2) if name == "TargetHeatingCoolingState" else value)

    def characteristic(self, name: str) -> Any:
        return next((c for s in self.services for c in s.characteristics if c.display_name == name), None)


def own_watts(accessory: Made) -> None:
    """Put a characteristic of a maker's own into the lamp."""
    properties = {
        "Format": "float",
        "Permissions": [HAP_PERMISSION_READ, HAP_PERMISSION_WRITE, HAP_PERMISSION_NOTIFY],
        "minValue": 0,
        "maxValue": 100,
        "minStep": 0.1,
    }
    service = accessory.get_service("Lightbulb")
    extra = Characteristic("Watts", OWN, properties)
    service.add_characteristic(extra)
    accessory.iid_manager.assign(extra)
    extra.broker = accessory
    extra.setter_callback = accessory.written("Watts")


ACCESSORIES = {
    "Light": {"Lightbulb": ["Name", "Brightness", "Hue", "Saturation"]},
    "Cool": {
        "HeaterCooler": [
            "Name",
            "CoolingThresholdTemperature",
            "HeatingThresholdTemperature",
            "RotationSpeed",
            "SwingMode",
            "LockPhysicalControls",
        ]
    },
    "Thermostat": {"Thermostat": ["Name", "CurrentRelativeHumidity"]},
    "Curtain": {"WindowCovering": ["Name", "HoldPosition", "PositionState"]},
    "Lock": {"LockMechanism": ["Name"]},
    "Climate": {
        "TemperatureSensor": ["StatusLowBattery"],
        "HumiditySensor": [],
        "BatteryService": ["BatteryLevel", "ChargingState", "StatusLowBattery"],
    },
    "Button": {"StatelessProgrammableSwitch": ["Name"]},
    "Gangs": {"Switch": ["Name"], "Switch#2": ["Name"]},
    "Window": {"Window": ["Name"]},
}


def bridge(driver: Any) -> Any:
    made = Bridge(driver, NAMES["bridge"])
    made.set_info_service(manufacturer="Hutong", model="Bridge", serial_number="S-BRIDGE", firmware_revision="1.0")
    for aid, (name, services) in enumerate(ACCESSORIES.items(), 2):
        made.add_accessory(Made(driver, name, aid, services))
    return made


def lamp(driver: Any) -> Any:
    made = Made(driver, NAMES["lamp"], 1, {"Lightbulb": ["Brightness", "ColorTemperature"]})
    made.category = CATEGORY_LIGHTBULB
    own_watts(made)
    return made


class House:
    """The accessories that run."""

    def __init__(self, folder: Path, zeroconf: AsyncZeroconf, address: str) -> None:
        self.folder = folder
        self.zeroconf = zeroconf
        self.address = address
        self.drivers: dict[str, Any] = {}

    async def start(self, name: str, address: str, port: int) -> None:
        loop = asyncio.get_running_loop()
        driver = AccessoryDriver(
            address=address,
            port=port,
            persist_file=str(self.folder / f"{name}.state"),
            pincode=CODES[name],
            mac=MACS[name],
            loop=loop,
            async_zeroconf_instance=self.zeroconf,
        )
        driver.add_accessory({"bridge": bridge, "lamp": lamp}[name](driver))
        self.drivers[name] = driver
        await driver.async_start()

    def accessory(self, name: str) -> Any:
        for driver in self.drivers.values():
            for one in (driver.accessory, *getattr(driver.accessory, "accessories", {}).values()):
                if one.display_name.replace(" ", "") == name:
                    return one
        raise LookupError(name)

    async def move(self, name: str, address: str, port: int) -> None:
        driver = self.drivers.pop(name)
        await self.zeroconf.async_unregister_service(driver.mdns_service_info)
        driver.http_server.async_stop()
        driver.persist()
        await self.start(name, address, port)

    async def obey(self, line: str) -> None:
        match line.split(maxsplit=3):
            case ["set", name, characteristic, value]:
                self.accessory(name).characteristic(characteristic).set_value(json.loads(value))
            case ["press", name, number]:
                self.accessory(name).characteristic("ProgrammableSwitchEvent").set_value(int(number))
            case ["move", name, address, port]:
                await self.move(name, address, int(port))
            case [("on" | "off") as word, name]:
                self.accessory(name).reachable = word == "on"
            case ["config"]:
                driver = self.drivers["bridge"]
                driver.accessory.add_accessory(Made(driver, "Late", 99, {"Outlet": ["Name"]}))
                driver.config_changed()
            case _:
                say("unknown", line)
        say("done", line)


async def main(address: str, folder: str, *names: str) -> None:
    zeroconf = AsyncZeroconf(interfaces=[address])
    house = House(Path(folder), zeroconf, address)
    for name in names:
        await house.start(name, address, PORTS[name])
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    say("ready")
    while line := (await reader.readline()).decode().strip():
        await house.obey(line)


asyncio.run(main(*sys.argv[1:]))

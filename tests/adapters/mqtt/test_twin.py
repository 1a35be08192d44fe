"""One device through two dialects is shown once, whichever comes first."""

from adapters.mqtt.twin import Twins
from schemas.device import DeviceDescription
from schemas.updates import AvailabilityChanged, DeviceDescribed, DeviceRemoved, FaultReported, Update

KEY = "0x00158d0000000001"
TWIN = f"zigbee2mqtt_{KEY}"
NATIVE = DeviceDescribed(device=DeviceDescription(key=KEY, name="lamp"))
OTHER = DeviceDescribed(device=DeviceDescription(key=TWIN, name="lamp"))
OTHER_STATE = AvailabilityChanged(device=TWIN, available=True)
REMOVED = DeviceRemoved(device=TWIN, reason="zigbee2mqtt describes the same device itself")


def told(twins: Twins, *said: tuple[str, Update]) -> list[Update]:
    found = [one for dialect, update in said for one in twins.sift(dialect, update)]
    return [one for one in found if not isinstance(one, FaultReported)]


def test_the_native_one_first() -> None:
    twins = Twins()
    said = (("zigbee2mqtt", NATIVE), ("homeassistant", OTHER), ("homeassistant", OTHER_STATE))
    assert told(twins, *said) == [NATIVE]
    assert twins.is_hidden(TWIN)
    assert not twins.is_hidden(KEY)


def test_the_native_one_second_takes_over() -> None:
    said = (("homeassistant", OTHER), ("zigbee2mqtt", NATIVE), ("homeassistant", OTHER_STATE))
    assert told(Twins(), *said) == [OTHER, REMOVED, NATIVE]


def test_without_a_native_one_the_other_is_shown() -> None:
    assert told(Twins(), ("homeassistant", OTHER), ("homeassistant", OTHER_STATE)) == [OTHER, OTHER_STATE]


def test_when_the_native_one_goes_the_other_returns() -> None:
    gone = DeviceRemoved(device=KEY)
    said = (("zigbee2mqtt", NATIVE), ("homeassistant", OTHER), ("zigbee2mqtt", gone))
    assert told(Twins(), *said) == [NATIVE, OTHER, gone]


def test_devices_of_other_makers_are_not_touched() -> None:
    other = DeviceDescribed(device=DeviceDescription(key="tasmota_1", name="plug"))
    assert told(Twins(), ("zigbee2mqtt", NATIVE), ("homeassistant", other)) == [NATIVE, other]


def test_it_is_said_once() -> None:
    twins = Twins()
    found = [*twins.sift("zigbee2mqtt", NATIVE)]
    for _ in range(3):
        found += twins.sift("homeassistant", OTHER)
    assert [one.code for one in found if isinstance(one, FaultReported)] == ["described-twice"]

from gateway.core import hazard
from gateway.core.policy import DEFAULT_POLICY, Demand, tempered
from schemas.device import DeviceDescription, PropertyDescription
from schemas.registry import Registry
from schemas.vocabulary import Hazard
from tests.gateway.core.stage import LEVEL, ON_OFF, command, device, lock, prop, vendor

SCHEMA = Registry.load()
STATE = prop("valveControl", "currentState")


def asks(described: DeviceDescription, *, capability: str = "", name: str = "") -> bool:
    """Whether the last property, or a command, wants a confirmation."""
    if name:
        hazards = hazard.of_command(described, 1, capability, name, SCHEMA)
    else:
        hazards, capability = hazard.of_properties(described, SCHEMA)[-1], described.properties[-1].capability
    left = tempered(described, 1, capability, hazards, SCHEMA)
    return DEFAULT_POLICY.demand(left) is not Demand.NOTHING


def one(*properties: PropertyDescription, kind: str = "onOffLight") -> DeviceDescription:
    return device("d", *properties, kind=kind)


def test_harmless_things_are_done_without_asking() -> None:
    assert not asks(one(ON_OFF))
    assert not asks(one(ON_OFF, LEVEL))
    assert not asks(one(ON_OFF, vendor("effect")))
    assert not asks(one(ON_OFF), capability="onOff", name="toggle")


def test_locks_ask_for_everything_and_valves_for_opening() -> None:
    assert asks(lock())
    for name in ("lockDoor", "unlockDoor"):
        assert asks(lock(), capability="doorLock", name=name)
    valve = device(
        "v", STATE, commands=(command("valveControl", "open"), command("valveControl", "close")), kind="waterValve"
    )
    assert asks(valve, capability="valveControl", name="open")
    assert not asks(valve, capability="valveControl", name="close")
    assert asks(one(prop("doorLock", "soundVolume")))


def test_a_switch_on_a_valve_is_a_valve() -> None:
    assert asks(one(STATE, ON_OFF))
    assert asks(one(ON_OFF, kind="gasValve"))
    assert asks(one(ON_OFF, kind="kettle"))
    assert not asks(one(prop("valveControl", "currentState", endpoint=2), ON_OFF))


def test_room_heating_is_not_the_heat_that_burns() -> None:
    setpoint = prop("thermostat", "heatingSetpoint")
    assert not asks(one(setpoint, kind="thermostat"))
    assert not asks(one(setpoint, vendor("childLock"), kind="thermostat"))
    assert not asks(one(setpoint, ON_OFF, kind="radiatorValve"))
    assert asks(one(prop("temperatureControl", "temperatureSetpoint"), kind="oven"))


def test_what_cannot_be_written_has_no_hazard() -> None:
    assert hazard.of_properties(one(prop("doorLock", "lockState")), SCHEMA) == (frozenset(),)


def test_silencing_a_siren_is_asked_for_though_it_is_called_stop() -> None:
    siren = device(
        "siren", commands=(command("warningDevice", "start"), command("warningDevice", "stop")), kind="siren"
    )
    assert asks(siren, capability="warningDevice", name="stop")


def test_stopping_is_always_allowed() -> None:
    bed = device(
        "bed", commands=(command("adjustableBed", "moveTo"), command("adjustableBed", "stop")), kind="smartBed"
    )
    assert asks(bed, capability="adjustableBed", name="moveTo")
    assert not asks(bed, capability="adjustableBed", name="stop")


def test_an_adapter_can_add_hazards_and_never_take_them() -> None:
    harmless = device("d", commands=(command("doorLock", "unlockDoor", ()),))
    assert Hazard.SECURITY in hazard.of_command(harmless, 1, "doorLock", "unlockDoor", SCHEMA)
    cooker = device("d", commands=(command("onOff", "on", (Hazard.HEAT,)),))
    assert hazard.of_command(cooker, 1, "onOff", "on", SCHEMA) == {Hazard.HEAT}


def test_a_device_of_which_nothing_is_known_may_be_anything() -> None:
    for kind in ("unknown", "genericDevice"):
        assert hazard.of_properties(one(vendor("start"), kind=kind), SCHEMA) == (frozenset(Hazard),)
        named = one(prop("deviceInformation", "vendorName"), vendor("start"), kind=kind)
        assert hazard.of_properties(named, SCHEMA)[-1] == frozenset(Hazard)


def test_what_a_vendor_calls_its_own_takes_the_hazards_of_its_device_type() -> None:
    for kind in SCHEMA.device_types.values():
        (found,) = hazard.of_properties(one(vendor("boost"), kind=kind.id), SCHEMA)
        assert found >= frozenset(kind.hazards), kind.id

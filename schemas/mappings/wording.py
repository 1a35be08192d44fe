"""The words that makers use for the members of our enums, folded to lower case with underscores.

A word that stands in no table is kept as `vendor:<word>`; a row counts only where at least half of a device's own words
stand here (schemas/mapping.py).
"""

from dataclasses import replace
from itertools import product
from typing import Final

from schemas.conversion import Conversion, enum_map, vocabulary
from schemas.vocabulary import Kind


def switch(on: str, off: str) -> Conversion:
    """Name the two states of a binary."""
    return replace(enum_map({True: on, False: off}), sources=frozenset({Kind.BOOLEAN}))


START_UP: Final = vocabulary(
    on="on", off="off", toggle="toggle", previous="previous", restore="previous", memory="previous",
    restored="previous", last_state="previous", last="previous", recover="previous", previous_state="previous",
    power_on="on", power_off="off", inverted="toggle", opposite="toggle",
)  # fmt: skip
LOUDNESS: Final = vocabulary(
    mute="silent", silent="silent", silent_mode="silent", low="low", low_volume="low", medium="medium",
    middle="medium", high="high", high_volume="high", very_high="veryHigh",
)  # fmt: skip
TEMPERATURE_SCALE: Final = vocabulary(celsius="celsius", fahrenheit="fahrenheit", c="celsius", f="fahrenheit")
PRESET: Final = vocabulary(
    none="none", home="home", away="away", sleep="sleep", wake="wake", holiday="vacation", vacation="vacation",
    eco="eco", boost="boost", comfort="comfort", manual="manual", hold="manual", schedule="schedule",
    program="schedule", programming="schedule", programmed="schedule", auto="schedule", automatic="schedule",
    antifrost="frostProtection", anti_frost="frostProtection", frost_protection="frostProtection",
    frost="frostProtection", frost_guard="frostProtection", energy_saving="eco", leave="away", unoccupied="away",
)  # fmt: skip
MOTOR_REVERSED: Final = vocabulary(
    normal=False, forward=False, default=False, positive=False, reversed=True, reverse=True, back=True, backward=True,
    inverted=True, opposite=True,
)  # fmt: skip
WINDOW: Final = vocabulary(open=True, opened=True, closed=False, close=False)
ENABLED: Final = vocabulary(enable=True, enabled=True, on=True, disable=False, disabled=False, off=False)
LEVEL: Final = vocabulary(
    very_low="veryLow", low="low", medium="medium", middle="medium", normal="medium", high="high",
    very_high="veryHigh", maximum="veryHigh", max="veryHigh",
)  # fmt: skip
THREE: Final = vocabulary(low="low", medium="medium", middle="medium", normal="medium", high="high")
SMOKE_LEVEL: Final = vocabulary(low="low", medium="standard", standard="standard", normal="standard", high="high")
THRESHOLD_STATE: Final = vocabulary(
    normal="normal", cancel="normal", canceled="normal", cancelled="normal", no_alarm="normal", off="normal",
    clear="normal", none="normal", low="low", lower_alarm="low", low_alarm="low", too_low="low", below_min="low",
    high="high", upper_alarm="high", high_alarm="high", too_high="high", over_max="high",
)  # fmt: skip
HEAT_OR_COOL: Final = vocabulary(heat="heat", cool="cool", heating="heat", cooling="cool")
WET_OR_DRY: Final = vocabulary(wet="humidify", dry="dehumidify", humidify="humidify", dehumidify="dehumidify")
BRIGHT: Final = vocabulary(
    dark="dark", low="dark", dim="twilight", weak="twilight", middle="twilight", medium="twilight",
    normal="twilight", high="bright",
    bright="bright", strong="bright",
)  # fmt: skip
MOTION: Final = vocabulary(
    none="none", nobody="none", no_one="none", unoccupied="none", absent="none", still="still", static="still",
    stationary="still", presence="still", peaceful="still", breathe="still", small="still", small_move="still",
    moving="moving", move="moving", motion="moving", active="moving", large="moving", large_move="moving",
    standing_still="still", approaching="approaching", approach="approaching", close_to="approaching",
    near="approaching", moving_toward="approaching", leaving="leaving", leave="leaving", far_away="leaving",
    away="leaving", keep_away="leaving", moving_away="leaving",
)  # fmt: skip
INDICATOR: Final = vocabulary(
    off="off", none="off", close="off", on="on", always_on="on", off_on="state", relay="state", status="state",
    normal="state", on_when_on="state", consistent_with_load="state", always_off="off",
    reverse_with_load="inverseState", on_off_status="state", on_off="inverseState", pos="inverseState",
    position="inverseState",
    inverted="inverseState", inverse="inverseState", on_when_off="inverseState", switch_position="inverseState",
)  # fmt: skip
SWITCH_TYPE: Final = vocabulary(
    toggle="toggle", flip="toggle", toggle_switch="toggle", state="state", sync="state", rocker="state",
    rocker_switch="state", follow="state", static="state", edge="toggle", pulse="momentary",
    **{"following(off)": "state", "following(on)": "state"}, momentary="momentary", button="momentary",
    push_button="momentary", momentary_switch="momentary", pushbutton="momentary",
)  # fmt: skip
DECOUPLED: Final = vocabulary(
    control_relay=False, relay=False, switch=False, coupled=False, attached=False, decoupled=True, detached=True,
    scene=True, decouple=True, detach=True,
)  # fmt: skip
PHASE: Final = vocabulary(
    automatic="automatic", auto="automatic", leading_edge="leadingEdge", leading="leadingEdge",
    forward="leadingEdge", rl="leadingEdge", rl_led="leadingEdge", rc="trailingEdge", trailing_edge="trailingEdge",
    trailing="trailingEdge", reverse="trailingEdge",
)  # fmt: skip
SENSOR: Final = vocabulary(
    internal="air", air="air", air_sensor="air", room="air", room_sensor="air", **{"in": "air"},
    indoor="air", inside="air", built_in="air", external="external", ou="external", out="external",
    outside="external", external_sensor="external", internal_sensor="air", floor="floor", floor_sensor="floor",
    al="airWithFloorLimit", both="airWithFloorLimit", max_guard="airWithFloorLimit",
    all="airWithFloorLimit", room_with_floor_limit="airWithFloorLimit", supervisor_floor="airWithFloorLimit",
)  # fmt: skip
REACTION: Final = vocabulary(
    ignore="ignore", closed="ignore", close="ignore", off="ignore", disable="ignore", alarm="alarm", warning="alarm",
    trip="trip", on="trip", enable="trip",
)  # fmt: skip
BREAKER: Final = switch("trip", "ignore")
MOTOR_MODE: Final = vocabulary(
    continuous="continuous", continuou="continuous", continuously="continuous", inching="intermittent",
    intermittent="intermittent", intermittently="intermittent", jog="intermittent", step="intermittent",
)  # fmt: skip
INVERTED: Final = vocabulary(bw=False, wb=True)
VALVE: Final = vocabulary(
    open="open", opened="open", on="open", closed="closed", close="closed", off="closed", opening="transitioning",
    closing="transitioning", moving="transitioning",
)  # fmt: skip
START_UP_COLOUR: Final = vocabulary(
    initial="initial", default="initial", previous="previous", restore="previous", customized="customized",
    customised="customized", custom="customized",
)  # fmt: skip
_CAUSES: Final = {
    "overVoltage": "over_voltage voltage_1 high_voltage",
    "underVoltage": "under_voltage voltage_2 low_voltage lack_voltage",
    "overCurrent": "over_current current overcurrent",
    "overPower": "over_power power overload",
    "overTemperature": "over_temperature high_temp high_temperature temperature temp",
    "leakage": "leakage leakage_current",
}
ALARM_STATE: Final = vocabulary(
    normal="normal", ok="normal", clear="normal", no_alarm="normal", warning="warning", alarm="critical",
    critical="critical", alarming="critical",
)  # fmt: skip
TESTED: Final = vocabulary(
    success="passed", check_success="passed", passed="passed", ok="passed", failure="failed", check_failure="failed",
    failed="failed", fail="failed", comm_fault="failed", radar_fault="failed",
)  # fmt: skip
CHECKED: Final = vocabulary(
    checking="checking", testing="checking", success="success", check_success="success", passed="success",
    ok="success",
    failure="failure", check_failure="failure", failed="failure", fail="failure", other="other", others="other",
)  # fmt: skip
DIM: Final = vocabulary(off="off", low="dim", dim="dim", medium="medium", middle="medium", high="bright", auto="auto")
FLOW: Final = vocabulary(
    consuming="importing", forward="importing", importing="importing", producing="exporting",
    reverse="exporting", exporting="exporting", idle="idle", none="idle",
)  # fmt: skip
PROGRAMMING: Final = vocabulary(
    setpoint="setpoint", schedule="schedule", schedule_with_preheat="scheduleWithPreheat", eco="eco"
)
CHANGED_BY: Final = vocabulary(manual="manual", schedule="schedule", externally="external", external="external")


def breaker_event() -> Conversion:
    """Words of breakers: trip_over_current, over_current_trip, current_trip and the same for alarms."""
    meanings: dict[str, str] = {"normal": "normal", "none": "normal"}
    for ours, words in _CAUSES.items():
        for word, what in product(words.split(), ("Trip", "Alarm")):
            meanings |= dict.fromkeys((f"{word}_{what.lower()}", f"{what.lower()}_{word}"), f"{ours}{what}")
    for who, state in product(("remote", "manual"), ("on", "off")):
        meanings[f"{who}_{state}"] = f"{who}{state.capitalize()}"
    return vocabulary(**meanings)

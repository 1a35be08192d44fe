"""Actions, events and write-only properties of MIoT as commands and events of the schema."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from schemas.mappings.miot.row import ANY, MiotKey, compact
from schemas.value import Scalar

Fixed: TypeAlias = tuple[tuple[str, Scalar], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """A MIoT action is one of our commands. `arguments` pairs our argument with the action's in-parameter."""

    source: MiotKey
    capability: str
    command: str
    arguments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteRow:
    """Writing a word, or any value where `word` is "*", to a property is one of our commands.

    `fixed` are arguments the word stands for; their size is the device's own step. `argument` takes the value.
    """

    source: MiotKey
    word: str
    capability: str
    command: str
    fixed: Fixed = ()
    argument: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """A MIoT event is one of ours. `fields` pairs our field with the event's argument."""

    source: MiotKey
    capability: str
    event: str
    fields: tuple[tuple[str, str], ...] = ()


def _do(services: str, names: str, to: str, **arguments: str) -> Iterator[ActionRow]:
    capability, command = to.split(".")
    for service in services.split():
        for name in names.split():
            pairs = tuple(arguments.items())
            yield ActionRow(source=(service, name), capability=capability, command=command, arguments=pairs)


def _write(services: str, names: str, words: str, to: str, argument: str = "", **fixed: Scalar) -> Iterator[WriteRow]:
    capability, command = to.split(".")
    for service in services.split():
        for name in names.split():
            for word in words.split():
                yield WriteRow(
                    source=(service, name),
                    word=word,
                    capability=capability,
                    command=command,
                    fixed=tuple(fixed.items()),
                    argument=argument,
                )


def _tell(services: str, names: str, to: str, **fields: str) -> Iterator[EventRow]:
    capability, event = to.split(".")
    for service in services.split():
        for name in names.split():
            yield EventRow(source=(service, name), capability=capability, event=event, fields=tuple(fields.items()))


_COOKERS: Final = (
    "cooker pressure-cooker induction-cooker microwave-oven oven steam-oven air-fryer kettle health-pot juicer "
    "coffee-machine multifunction-cooking-pot custom"
)
_COVERS: Final = "curtain airer window-opener motor-controller blind roller-blind"

ACTION_ROWS: Final = (
    *_do("*", "toggle toggle-switch", "onOff.toggle"),
    *_do("identify", "identify", "deviceInformation.identify"),
    *_do(
        "*",
        "reset-filter-life reset-brush-life reset-mop-life reset-filter reset-consumable "
        "reset-life reset-dust-bag-life",
        "consumableMonitoring.resetCondition",
    ),
    *_do("vacuum sweep", "start-sweep start-clean start-sweep-mop start-only-sweep start-mop", "robotVacuum.start"),
    *_do("vacuum-extend clean", "start-clean", "robotVacuum.start"),
    *_do("vacuum sweep vacuum-extend clean", "stop-sweeping stop-sweep stop-clean", "robotVacuum.stop"),
    *_do("vacuum sweep", "pause-sweeping pause", "robotVacuum.pause"),
    *_do("vacuum sweep", "continue-sweep resume", "robotVacuum.resume"),
    *_do("vacuum sweep", "start-room-sweep", "serviceArea.selectAreas", areas="room-ids"),
    *_do("battery go-charging", "start-charge start-charging", "robotVacuum.goHome"),
    *_do("vacuum", "start-charge stop-and-gocharge", "robotVacuum.goHome"),
    *_do(_COOKERS, "start-cook cooking-start start", "cookingProgram.startCook", program="cook-mode"),
    *_do(_COOKERS, "cancel-cooking stop-cook stop-cooking", "cookingProgram.cancelCooking"),
    *_do("air-fryer washer dryer dishwasher oven microwave-oven", "pause", "operationalState.pause"),
    *_do(
        "air-fryer washer dryer dishwasher oven microwave-oven custom", "resume resume-cook", "operationalState.resume"
    ),
    *_do("washer dryer dishwasher", "start-wash start start-dry", "operationalState.start"),
    *_do("washer dryer dishwasher", "stop-washing stop", "operationalState.stop"),
    *_do("ptc-bath-heater bath-heater", "stop-working", "bathControl.stop"),
    *_do("play-control", "play", "mediaPlayback.play"),
    *_do("play-control", "pause", "mediaPlayback.pause"),
    *_do("play-control", "stop", "mediaPlayback.stop"),
    *_do("play-control", "next", "mediaPlayback.next"),
    *_do("play-control", "previous", "mediaPlayback.previous"),
    *_do("intelligent-speaker", "play-text", "announcement.announce", text="text-content"),
    *_do(
        "intelligent-speaker",
        "execute-text-directive",
        "microphoneControl.executeText",
        text="text-content",
        silent="silent-execution",
    ),
    *_do("feeder pet-feeder", "pet-food-out feed", "petCare.feed", portions="feeding-measure"),
    *_do("litter-box pet-toilet", "start-clean clean", "petCare.clean"),
    *_do("gas-sensor", "self-check self-test", "gasLeakAlarm.selfTest"),
    *_do("smoke-sensor", "self-check self-test", "smokeCoAlarm.selfTestRequest"),
    *_do("gas-sensor", "mute", "gasLeakAlarm.mute"),
    *_do("toilet", "flush-on flush", "smartToilet.flush"),
    *_do("*", "reboot restart", "deviceHealth.restart"),
)

WRITE_ROWS: Final = (
    *_write(_COVERS, "motor-control", "open up rise opening 打开 上升", "windowCovering.open"),
    *_write(_COVERS, "motor-control", "close down lower drop closing 关闭 下降", "windowCovering.close"),
    *_write(_COVERS, "motor-control", "pause stop 暂停 停止", "windowCovering.stop"),
    *_write("fan fan-control motor-controller", "motor-control swing-step-move", "left", "fanControl.nudge", angle=-5),
    *_write("fan fan-control motor-controller", "motor-control swing-step-move", "right", "fanControl.nudge", angle=5),
    *_write("*", "h-swing-step-move", "left", "fanControl.nudge", angle=-5),
    *_write("*", "h-swing-step-move", "right", "fanControl.nudge", angle=5),
    *_write("switch light ambient-light night-light fan outlet", "toggle switch-control", "*", "onOff.toggle"),
    *_write("*", "brightness-delta", "*", "levelControl.step", "amount"),
    *_write(
        "*", "ct-adjust-alexa color-temperature-adjust", "increase", "colorControl.stepColorTemperature", amount=500
    ),
    *_write(
        "*", "ct-adjust-alexa color-temperature-adjust", "decrease", "colorControl.stepColorTemperature", amount=-500
    ),
    *_write("valve water-valve gas-valve", "motor-control control", "open on", "valveControl.open"),
    *_write(
        "*", "ct-adjust-alexa color-temperature-adjust", "increase", "colorControl.stepColorTemperature", amount=500
    ),
    *_write(
        "*", "ct-adjust-alexa color-temperature-adjust", "decrease", "colorControl.stepColorTemperature", amount=-500
    ),
    *_write("valve water-valve gas-valve", "motor-control control", "close off", "valveControl.close"),
)

EVENT_ROWS: Final = (
    *_tell(
        "air-fryer cooker pressure-cooker oven microwave-oven health-pot",
        "cooking-finished",
        "cookingProgram.cookingFinished",
    ),
    *_tell("custom", "cook-finish cook-complete", "cookingProgram.cookingFinished"),
    *_tell("motion-sensor", "motion-detected", "occupancySensing.occupancyChanged"),
    *_tell("vibration-sensor", "vibration", "soundAndVibration.vibration"),
    *_tell("smoke-sensor", "smoke-alarm", "smokeCoAlarm.smokeAlarm"),
    *_tell("gas-sensor", "gas-alarm gas-leak", "gasLeakAlarm.gasAlarm"),
    *_tell("button switch-sensor remote-control", "click single-click short-press", "genericSwitch.shortRelease"),
    *_tell("button switch-sensor remote-control", "long-press", "genericSwitch.longPress"),
    *_tell("button switch-sensor remote-control", "double-click", "genericSwitch.multiPressComplete"),
    *_tell("washer dryer clothes-dryer", "washing-completed completed cycle-finished", "laundryControl.cycleFinished"),
    *_tell(
        "roborock-vacuum vacuum-extend clean",
        "clean-completed cleanup-completed finish-clean",
        "robotVacuum.operationCompletion",
    ),
    *_tell("roborock-vacuum vacuum", "error", "robotVacuum.operationalError"),
)


_ACTIONS: Final = {row.source: row for row in reversed(ACTION_ROWS)}
_EVENTS: Final = {row.source: row for row in reversed(EVENT_ROWS)}
_WRITES: Final = {(*row.source, compact(row.word) or row.word): row for row in reversed(WRITE_ROWS)}
_WRITTEN: Final = frozenset(row.source for row in WRITE_ROWS)


def action(service: str, name: str) -> ActionRow | None:
    """Give the row of an action; one of its service before one of any."""
    return _ACTIONS.get((service, name)) or _ACTIONS.get((ANY, name))


def event(service: str, name: str) -> EventRow | None:
    """Give the row of an event."""
    return _EVENTS.get((service, name)) or _EVENTS.get((ANY, name))


def written(service: str, name: str, word: str) -> WriteRow | None:
    """Give the command that writing a word to a property stands for."""
    for place in (service, ANY):
        for key in (compact(word), ANY):
            found = _WRITES.get((place, name, key))
            if found is not None:
                return found
    return None


def is_written(service: str, name: str) -> bool:
    """Whether writing to a property stands for commands at all."""
    return (service, name) in _WRITTEN or (ANY, name) in _WRITTEN

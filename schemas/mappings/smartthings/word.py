"""The words and forms of SmartThings values, as conversions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from schemas.conversion import Conversion, ConversionError, enum_map, folded, null_as
from schemas.value import Scalar, Value
from schemas.vocabulary import Kind


def truth(true: str, false: str, *, also_true: tuple[str, ...] = (), also_false: tuple[str, ...] = ()) -> Conversion:
    """Two words for true and false; further words are read and never written."""
    more: dict[Scalar, Scalar] = dict.fromkeys(also_true, True)
    return _folding({true: True, false: False}, more | dict.fromkeys(also_false, False))


def words(pairs: Mapping[str, Scalar], **aliases: Scalar) -> Conversion:
    """Words one to one; `aliases` are read and never written."""
    meanings: dict[Scalar, Scalar] = dict(pairs.items())
    more: dict[Scalar, Scalar] = dict(aliases.items())
    return _folding(meanings, more)


def _folding(pairs: dict[Scalar, Scalar], aliases: dict[Scalar, Scalar]) -> Conversion:
    """Read every word folded as well, which is how `fitted` looks up those of one device."""
    lower: dict[Scalar, Scalar] = {folded(str(word)): ours for word, ours in (aliases | pairs).items()}
    return enum_map(pairs, aliases=lower | aliases)


ON_OFF: Final = truth("on", "off")
TRUE_FALSE: Final = truth("true", "false")
ENABLED: Final = truth("enabled", "disabled")
DETECTED: Final = truth("detected", "clear", also_true=("tested",), also_false=("not detected", "notDetected"))
ACTIVE: Final = truth("active", "inactive")
PRESENT: Final = truth("present", "not present", also_true=("occupied",), also_false=("unoccupied", "notPresent"))
MUTED: Final = truth("muted", "unmuted")
LOCKED: Final = truth("locked", "unlocked", also_false=("paused",))
OPEN: Final = truth("open", "closed")
NORMAL_ALARM: Final = words({"detected": "critical", "clear": "normal"}, tested="warning")


def number_text(factor: int = 1, **others: int) -> Conversion:
    """Numbers that SmartThings writes as texts, such as "1400", times a factor; `others` are words for a number.

    "none" is not known.
    """
    back = {number: word for word, number in reversed(others.items())}

    def decode(value: Value) -> Value:
        if value is None or value == "none":
            return None
        if isinstance(value, str) and value in others:
            return others[value]
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", value):
            return float(value) * factor if "." in value else int(value) * factor
        raise ConversionError("a number written as a text", value)

    def encode(value: Value) -> Value:
        if value is None:
            return "none"
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
            raise ConversionError("a number below 1e9", value)
        shown = value / factor
        return back.get(int(value)) or (str(int(shown)) if shown.is_integer() else f"{shown:.6g}")

    texts = frozenset({Kind.STRING, Kind.ENUM})
    return Conversion(name=f"number-text({factor})", decode=decode, encode=encode, sources=texts, rescales=True)


def _clock(value: Value) -> Value:
    if value is None:
        return None
    found = re.fullmatch(r"([01][0-9]|2[0-3]):?([0-5][0-9])", value) if isinstance(value, str) else None
    if found is None:
        raise ConversionError("a time of day, hh:mm or hhmm", value)
    return int(found[1]) * 60 + int(found[2])


def _clock_text(value: Value) -> Value:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1440:
        raise ConversionError("minutes since midnight, 0 to 1439", value)
    return f"{value // 60:02}{value % 60:02}"


TIME_OF_DAY: Final = Conversion(
    name="time-of-day", decode=_clock, encode=_clock_text, sources=frozenset({Kind.STRING, Kind.ENUM}), rescales=True
)
"""hhmm or hh:mm to minutes since midnight."""


def _lasting(value: Value) -> Value:
    if value is None:
        return None
    found = re.fullmatch(r"([0-9]{1,3}):([0-5][0-9]):([0-5][0-9])", value) if isinstance(value, str) else None
    if found is None:
        raise ConversionError("a time, hh:mm:ss", value)
    return (int(found[1]) * 60 + int(found[2])) * 60 + int(found[3])


def _lasting_text(value: Value) -> Value:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 3_600_000:
        raise ConversionError("whole seconds below 1000 hours", value)
    return f"{value // 3600:02}:{value // 60 % 60:02}:{value % 60:02}"


DURATION: Final = Conversion(
    name="duration",
    decode=_lasting,
    encode=_lasting_text,
    sources=frozenset({Kind.STRING, Kind.ENUM}),
    rescales=True,
)
"""hh:mm:ss to seconds."""


def _hours_minutes(value: Value) -> Value:
    if value is None:
        return None
    found = re.fullmatch(r"([0-9]{1,2}):([0-5][0-9])", value) if isinstance(value, str) else None
    if found is None:
        raise ConversionError("a time, hh:mm", value)
    return int(found[1]) * 3600 + int(found[2]) * 60


def _hours_minutes_text(value: Value) -> Value:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 360_000:
        raise ConversionError("whole seconds below 100 hours", value)
    return f"{value // 3600:02}:{value // 60 % 60:02}"


HOURS_MINUTES: Final = Conversion(
    name="hours-minutes",
    decode=_hours_minutes,
    encode=_hours_minutes_text,
    sources=frozenset({Kind.STRING, Kind.ENUM}),
    rescales=True,
)
"""hh:mm that is left to seconds; what is written is cut to whole minutes."""


def _share(value: Value) -> Value:
    if value is None:
        return None
    found = re.fullmatch(r"([0-9]{1,3}) ?%", value) if isinstance(value, str) else None
    if found is None:
        raise ConversionError("a share, such as 70%", value)
    return int(found[1])


def _share_text(value: Value) -> Value:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1000:
        raise ConversionError("per cent below 1000", value)
    return f"{round(value)}%"


SHARE_TEXT: Final = Conversion(
    name="share-text",
    decode=_share,
    encode=_share_text,
    sources=frozenset({Kind.STRING, Kind.ENUM}),
    rescales=True,
)
"""Per cent written as a text, "70%"."""


LEVEL: Final = Conversion(
    name="level",
    decode=lambda value: value,
    encode=lambda value: value,
    sources=frozenset({Kind.ENUM, Kind.INTEGER}),
    rescales=True,
)
"""A word whose place in the device's own list is the value, as with Matter's SelectedTemperatureLevel."""


def levels(values: tuple[Scalar, ...]) -> Conversion:
    """Fit `LEVEL` to the list of one device."""
    pairs: dict[Scalar, Scalar] = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return replace(_folding(pairs, {}), name=LEVEL.name, sources=LEVEL.sources)


def _inputs(value: Value) -> Value:
    if value is None:
        return None
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return [{"id": one, "name": one} for one in value]
    raise ConversionError("a list of names", value)


def _names(value: Value, field: str = "name") -> Value:
    if value is None:
        return None
    if isinstance(value, list) and all(isinstance(one, dict) and isinstance(one.get(field), str) for one in value):
        return [one[field] for one in value if isinstance(one, dict)]
    raise ConversionError("a list of objects with a name", value)


INPUT_NAMES: Final = Conversion(
    name="input-names", decode=_inputs, encode=lambda value: _names(value, "id"), sources=frozenset({Kind.LIST})
)
"""A list of names to our list of inputs; SmartThings keeps no other name for them."""


def _records(value: Value) -> Value:
    if value is None:
        return None
    told = value if isinstance(value, list) else [None]
    if all(isinstance(one, dict) and one.keys() == {"id", "name"} for one in told):
        return value
    raise ConversionError("a list of objects with id and name", value)


INPUT_RECORDS: Final = Conversion(
    name="input-records", decode=_records, encode=_records, sources=frozenset({Kind.LIST})
)
"""A list of {id, name}, which is what our list of inputs is."""

MODE_NAMES: Final = Conversion(name="mode-names", decode=_names, encode=_inputs, sources=frozenset({Kind.LIST}))
"""A list of {id, name} to the names; the way back has no ids but the names."""


def _pairs(value: Value, name: str, time: str, expected: str) -> Iterator[tuple[str, int]]:
    """Give the name and the time of each entry of a list of objects that have these two fields and no other."""
    for one in value if isinstance(value, list) else [None]:
        fields = one if isinstance(one, dict) and one.keys() == {name, time} else {}
        called, lasting = fields.get(name), fields.get(time)
        if not isinstance(called, str) or isinstance(lasting, bool) or not isinstance(lasting, int):
            raise ConversionError(expected, value)
        yield called, lasting


def _plan(value: Value) -> Value:
    if value is None:
        return None
    jobs = _pairs(value, "jobName", "timeInMin", "a list of jobs with whole minutes")
    return [{"name": name, "duration": minutes * 60} for name, minutes in jobs]


def _jobs(value: Value) -> Value:
    if value is None:
        return None
    phases = _pairs(value, "name", "duration", "a list of phases with whole seconds")
    return [{"jobName": name, "timeInMin": seconds // 60} for name, seconds in phases]


PLAN: Final = Conversion(name="plan", decode=_plan, encode=_jobs, sources=frozenset({Kind.LIST}))
"""Samsung's jobs to come, with whole minutes, to our planned phases."""


def _phases(value: Value) -> Value:
    if value is None:
        return None
    told = _pairs(value, "phaseName", "timeInMin", "a list of phases with whole minutes")
    return [{"name": name, "duration": minutes * 60} for name, minutes in told]


def _to_phases(value: Value) -> Value:
    if value is None:
        return None
    phases = _pairs(value, "name", "duration", "a list of phases with whole seconds")
    return [{"phaseName": name, "timeInMin": seconds // 60} for name, seconds in phases]


PHASES: Final = Conversion(name="phases", decode=_phases, encode=_to_phases, sources=frozenset({Kind.LIST}))
"""The same as `PLAN`, with the jobs of one phase put together."""

CYCLES: Final = Conversion(
    name="cycles",
    decode=lambda value: _names(value, "cycle"),
    encode=lambda value: [{"cycle": one} for one in value] if isinstance(value, list) else None,
    sources=frozenset({Kind.LIST}),
)
"""A list of {cycle, …} to the codes of the programs; what each of them allows is not in them."""

_PRESET: Final = {"id": "id", "name": "name", "mediaSource": "source", "imageUrl": "imageUrl"}


def _presets(value: Value) -> Value:
    return _renamed(value, _PRESET)


def _to_presets(value: Value) -> Value:
    return _renamed(value, {ours: theirs for theirs, ours in _PRESET.items()})


def _renamed(value: Value, names: Mapping[str, str]) -> Value:
    """Rename the fields of each object of a list; each has no other field and all are texts."""
    if value is None:
        return None
    found: list[Value] = []
    for one in value if isinstance(value, list) else [None]:
        if (
            not isinstance(one, dict)
            or not one.keys() <= names.keys()
            or not all(isinstance(t, str) for t in one.values())
        ):
            raise ConversionError(f"a list of objects of {', '.join(names)}", value)
        found.append({names[name]: text for name, text in one.items()})
    return found


PRESETS: Final = Conversion(name="presets", decode=_presets, encode=_to_presets, sources=frozenset({Kind.LIST}))
"""What somebody stored to be played, to ours."""


def unknown(word: str, inner: Conversion) -> Conversion:
    """Take one word to mean "not known"."""
    return null_as(word, inner)

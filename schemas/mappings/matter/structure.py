"""Structs that become records of ours, field by field; what a struct holds besides is left where it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from schemas.conversion import IDENTITY, Conversion, ConversionError, numbered, rounded, scale
from schemas.mappings.matter.conversion import EPOCH_S, MILLI
from schemas.mappings.matter.given import MONEY
from schemas.mappings.matter.path import found, merged, placed
from schemas.mappings.matter.row import Given
from schemas.value import Value
from schemas.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Part:
    """A field of our record and where the struct keeps it, as a path."""

    ours: str
    theirs: str
    convert: Conversion = IDENTITY


def record(*parts: Part, also: Mapping[str, Value] | None = None) -> Conversion:
    """One struct as one record. `also` are fields that the struct has to have besides."""

    def decode(value: Value) -> Value:
        if value is None:
            return None
        if not isinstance(value, dict):
            raise ConversionError("a struct", value)
        pairs = ((part.ours, part.convert.decode(found(part.theirs, value))) for part in parts)
        return {ours: one for ours, one in pairs if one is not None}

    def encode(value: Value) -> Value:
        if value is None:
            return None
        if not isinstance(value, dict):
            raise ConversionError("a record", value)
        struct = dict(also or {})
        for part in parts:
            if value.get(part.ours) is not None:
                struct = merged(struct, placed(part.theirs, rounded(part.convert.encode)(value[part.ours])))
        return struct

    return Conversion(name="record", decode=decode, encode=encode, sources=frozenset({Kind.OBJECT}))


def records(*parts: Part, also: Mapping[str, Value] | None = None) -> Conversion:
    """A list of structs as a list of records."""
    one = record(*parts, also=also)

    def each(convert: Conversion, value: Value, *, out: bool) -> Value:
        if value is None:
            return None
        if not isinstance(value, list):
            raise ConversionError("a list of structs", value)
        return [convert.encode(entry) if out else convert.decode(entry) for entry in value]

    return Conversion(
        name="records",
        decode=lambda value: each(one, value, out=False),
        encode=lambda value: each(one, value, out=True),
        sources=frozenset({Kind.LIST}),
    )


MODE_OPTIONS: Final = records(Part("mode", "mode"), Part("label", "label"), also={"semanticTags": []})

VERTICES: Final = records(Part("x", "x"), Part("y", "y"))
ZONE_USE: Final = numbered(motion=0, privacy=1, focus=2)
ZONES: Final = records(
    Part("zone", "zoneId"),
    Part("source", "zoneSource", numbered(maker=0, user=1)),
    Part("name", "twoDCartesianZone.name"),
    Part("use", "twoDCartesianZone.use", ZONE_USE),
    Part("polygon", "twoDCartesianZone.vertices", VERTICES),
    Part("color", "twoDCartesianZone.color"),
    also={"zoneType": 0},
)

ROOMS: Final = numbered(
    balcony=4, bathroom=6, bedroom=7, diningRoom=21, garage=34, garden=36, hallway=43, childRoom=45, kitchen=47,
    livingRoom=52, study=88, utilityRoom=92,
)  # fmt: skip
ROOMS_LIKE: Final[dict[int, str]] = {
    16: "hallway", 27: "hallway", 28: "hallway", 30: "hallway", 26: "bathroom", 38: "bathroom", 68: "bathroom",
    95: "bathroom", 29: "livingRoom", 53: "livingRoom", 81: "livingRoom", 39: "bedroom", 41: "bedroom", 69: "bedroom",
    46: "childRoom", 57: "childRoom", 65: "childRoom", 49: "utilityRoom", 51: "study", 58: "study", 3: "garden",
    32: "garden", 50: "garden", 10: "diningRoom", 91: "balcony",
}  # fmt: skip
"""Tags of the area namespace (0x10): rooms of ours, and rooms that are much the same. Others are `vendor:<number>`."""


def _room(value: Value) -> Value:
    return ROOMS_LIKE.get(value) or ROOMS.decode(value) if isinstance(value, int) else ROOMS.decode(value)


AREA_TYPES: Final = Conversion(name="area", decode=_room, encode=ROOMS.encode, sources=ROOMS.sources)

AREAS: Final = records(
    Part("id", "areaId"),
    Part("mapId", "mapId"),
    Part("name", "areaInfo.locationInfo.locationName"),
    Part("floor", "areaInfo.locationInfo.floorNumber"),
    Part("areaType", "areaInfo.locationInfo.areaType", AREA_TYPES),
)
MAPS: Final = records(Part("id", "mapId"), Part("name", "name"))

PRIORITIES: Final = numbered(low=0, medium=1, high=2, critical=3)
MESSAGES: Final = records(
    Part("id", "messageId"),
    Part("text", "messageText"),
    Part("priority", "priority", PRIORITIES),
    Part("start", "startTime", EPOCH_S),
    Part("duration", "duration", MILLI),
    also={"messageControl": 0},
)

_MILLIWATT: Final = scale(1, 1000)
_MILLIWATT_HOUR: Final = scale(1, 1_000_000)
_SLOTS: Final = records(
    Part("minDuration", "minDuration"),
    Part("maxDuration", "maxDuration"),
    Part("defaultDuration", "defaultDuration"),
    Part("elapsedTime", "elapsedSlotTime"),
    Part("remainingTime", "remainingSlotTime"),
    Part("pausable", "slotIsPausable"),
    Part("minPauseDuration", "minPauseDuration"),
    Part("maxPauseDuration", "maxPauseDuration"),
    Part("nominalPower", "nominalPower", _MILLIWATT),
    Part("minPower", "minPower", _MILLIWATT),
    Part("maxPower", "maxPower", _MILLIWATT),
    Part("nominalEnergy", "nominalEnergy", _MILLIWATT_HOUR),
)
FORECAST: Final = record(
    Part("forecastId", "forecastId"),
    Part("activeSlot", "activeSlotNumber"),
    Part("startTime", "startTime", EPOCH_S),
    Part("endTime", "endTime", EPOCH_S),
    Part("earliestStartTime", "earliestStartTime", EPOCH_S),
    Part("latestEndTime", "latestEndTime", EPOCH_S),
    Part("pausable", "isPausable"),
    Part("slots", "slots", _SLOTS),
    Part(
        "updateReason",
        "forecastUpdateReason",
        numbered(internalOptimization=0, localOptimization=1, gridOptimization=2),
    ),
)


def _prices(currency: Value) -> Conversion:
    return records(
        Part("periodStart", "periodStart", EPOCH_S),
        Part("periodEnd", "periodEnd", EPOCH_S),
        Part("price", "price", MONEY.build(currency)),
        Part("priceLevel", "priceLevel"),
        Part("description", "description"),
    )


PRICES: Final = Given(attributes=MONEY.attributes, names=MONEY.names, build=_prices)
"""Prices to come, in the currency that the cluster names."""

"""SmartThings' table: places exist, every row there and back, contexts, facets, plumbing."""

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.catalogue import catalogue
from schemas.conversion import SHARE, Conversion, ConversionError, fitted
from schemas.descriptions.smartthings import claimed_kind
from schemas.mapping import Fit, Row, Source, fits
from schemas.mappings.smartthings import ROWS, SmartThingsKey, index
from schemas.mappings.smartthings.consumable import PARTS, part_of
from schemas.mappings.smartthings.facet import Use, facet_of
from schemas.mappings.smartthings.key import CONTEXTS, key_of
from schemas.mappings.smartthings.plumbing import is_plumbing, is_production
from schemas.mappings.smartthings.twin import TWINS
from schemas.mappings.smartthings.word import (
    CYCLES,
    DURATION,
    HOURS_MINUTES,
    INPUT_NAMES,
    INPUT_RECORDS,
    LEVEL,
    MODE_NAMES,
    PHASES,
    PLAN,
    PRESETS,
    SHARE_TEXT,
    TIME_OF_DAY,
    levels,
    number_text,
    truth,
    words,
)
from schemas.registry import Spec
from schemas.vocabulary import Kind

if TYPE_CHECKING:
    from schemas.value import Value

REGISTRY: Final = catalogue()
SPECIAL: Final = frozenset(
    one.name for one in (INPUT_NAMES, INPUT_RECORDS, MODE_NAMES, PLAN, PHASES, CYCLES, PRESETS, LEVEL, SHARE)
)
SCALARS: Final = tuple(row for row in ROWS if row.convert.name not in SPECIAL)
NUMERIC: Final = (Kind.INTEGER, Kind.NUMBER)


def spec_of(row: Row[SmartThingsKey]) -> Spec:
    return REGISTRY.spec(row.capability, row.name)


def fit_of(row: Row[SmartThingsKey]) -> Fit:
    found = fits(row, spec_of(row), Source(kind=claimed_kind(row.convert, spec_of(row)), unit="", access="rwn"))
    assert isinstance(found, Fit), (row.source, found)
    return found


@pytest.mark.parametrize("row", SCALARS, ids=lambda row: ".".join(filter(None, row.source)))
def test_a_row_fits_what_it_is_made_for(row: Row[SmartThingsKey]) -> None:
    assert fit_of(row).spec is spec_of(row)


def test_a_claim_is_made_once() -> None:
    claims = [(row.source, row.capability, row.name, row.convert.name) for row in ROWS]
    assert len(claims) == len(set(claims))


@given(data=st.data())
@pytest.mark.parametrize("kind", sorted({spec_of(row).kind for row in SCALARS}))
def test_values_go_there_and_back(kind: Kind, data: st.DataObject) -> None:
    rows = [row for row in SCALARS if spec_of(row).kind is kind]
    row = data.draw(st.sampled_from(rows))
    spec, found = spec_of(row), fit_of(row)
    value = data.draw(values_of(row, spec, found).filter(lambda one: row.convert.null is None or one))
    again = found.decode(found.encode(value))
    if kind in NUMERIC:
        assert isinstance(again, int | float)
        assert again == pytest.approx(value, abs=spec.step or 1e-6, rel=1e-9)
    else:
        assert again == value


def values_of(row: Row[SmartThingsKey], spec: Spec, found: Fit) -> st.SearchStrategy[Any]:
    """Values of ours that the source can hold."""
    told = set((row.convert.pairs or {}).values())
    members = [one for one in spec.values or () if not told or one in told]
    numbers = st.integers(int(found.minimum or 0), int(min(found.maximum or 1439, 1e9)))
    if row.convert.name.startswith("number-text"):
        factor = int(row.convert.name[12:-1])
        return numbers.map(lambda number: number // factor * factor)
    if row.convert is DURATION:
        return st.integers(0, 259200)
    if row.convert is HOURS_MINUTES:
        return st.integers(0, 4320).map(lambda minutes: minutes * 60)
    if row.convert is TIME_OF_DAY:
        return st.integers(0, 1439)
    drawn: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.BOOLEAN: st.booleans(),
        Kind.ENUM: st.sampled_from(members or [""]),
        Kind.ENUMSET: st.sampled_from(members or [""]).map(lambda one: [one]),
        Kind.TIMESTAMP: st.integers(0, 4_102_444_800_000),
        Kind.LIST: st.lists(st.text(max_size=8), max_size=4),
        Kind.INTEGER: numbers,
        Kind.NUMBER: numbers,
    }
    return drawn.get(spec.kind, st.text(min_size=1, max_size=8))


@given(st.lists(st.sampled_from(["quickWash", "Normal", "spin only", "extraHigh", "none"]), min_size=1, unique=True))
def test_a_device_gets_its_own_words_back(told: list[str]) -> None:
    table = words({"quickWash": "quick", "normal": "normal", "extraHigh": "max"}, none="off", **{"spin only": "spin"})
    own = fitted(table, tuple(told))
    for word in told:
        assert own.encode(own.decode(word)) == word


@given(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=12, unique_by=str.casefold))
def test_levels_are_places_in_the_list(told: list[str]) -> None:
    table = levels(tuple(told))
    assert [table.decode(word) for word in told] == list(range(len(told)))
    assert [table.encode(number) for number in range(len(told))] == told


@given(st.integers(0, 5000), st.sampled_from([1, 60]))
def test_numbers_in_texts(number: int, factor: int) -> None:
    table = number_text(factor)
    assert table.decode(str(number)) == number * factor
    assert table.decode(table.encode(number * factor)) == number * factor


def test_words_beside_the_numbers() -> None:
    spin = number_text(noSpin=0, rinseHold=0)
    assert [spin.decode(word) for word in ("noSpin", "rinseHold", "1400", "none")] == [0, 0, 1400, None]
    assert [spin.encode(number) for number in (0, 1200, None)] == ["noSpin", "1200", "none"]
    with pytest.raises(ConversionError, match="a number written as a text"):
        spin.decode("extraHigh")


@given(st.integers(0, 3_599_999))
def test_durations(seconds: int) -> None:
    assert DURATION.decode(DURATION.encode(seconds)) == seconds


@pytest.mark.parametrize("value", ["1:2", "01:60:00", 90, "soon"])
def test_what_is_no_duration(value: Any) -> None:
    with pytest.raises(ConversionError, match="a time, hh:mm:ss"):
        DURATION.decode(value)


@pytest.mark.parametrize("value", ["2460", "12:7", "noon", 12, True])
def test_a_time_of_day_is_hours_and_minutes(value: Any) -> None:
    with pytest.raises(ConversionError, match="a time of day"):
        TIME_OF_DAY.decode(value)


def test_inputs_modes_and_phases() -> None:
    assert INPUT_NAMES.encode(INPUT_NAMES.decode(["HDMI1", "USB"])) == ["HDMI1", "USB"]
    assert INPUT_RECORDS.decode([{"id": "HDMI2", "name": "PC"}]) == [{"id": "HDMI2", "name": "PC"}]
    assert MODE_NAMES.decode([{"id": "modeMovie", "name": "Film"}]) == ["Film"]
    jobs: Value = [{"jobName": "wash", "timeInMin": 42}]
    assert PLAN.decode(jobs) == [{"name": "wash", "duration": 2520}]
    assert PLAN.encode(PLAN.decode(jobs)) == jobs


@pytest.mark.parametrize("value", ["wash", [{"jobName": "wash"}], [{"jobName": 1, "timeInMin": 2}], [None]])
def test_what_is_no_plan_is_refused(value: Any) -> None:
    with pytest.raises(ConversionError, match="a list of jobs"):
        PLAN.decode(value)


def test_programs_phases_and_presets() -> None:
    assert CYCLES.decode([{"cycle": "1C", "supportedOptions": {}}, {"cycle": "1B"}]) == ["1C", "1B"]
    assert CYCLES.decode(CYCLES.encode(["1C"])) == ["1C"]
    phases: Value = [{"phaseName": "rinse", "timeInMin": 48}]
    assert PHASES.decode(phases) == [{"name": "rinse", "duration": 2880}]
    assert PHASES.encode(PHASES.decode(phases)) == phases
    presets: Value = [{"id": "10", "name": "News", "mediaSource": "Radio", "imageUrl": "https://a.example/1"}]
    assert PRESETS.decode(presets) == [
        {"id": "10", "name": "News", "source": "Radio", "imageUrl": "https://a.example/1"}
    ]
    assert PRESETS.encode(PRESETS.decode(presets)) == presets


@pytest.mark.parametrize("value", ["News", [{"id": 1, "name": "News"}], [{"id": "1", "colour": "red"}], [None], {}])
def test_what_is_no_list_of_presets_is_refused(value: Any) -> None:
    with pytest.raises(ConversionError, match="a list of objects of id"):
        PRESETS.decode(value)


@pytest.mark.parametrize(
    ("table", "value"),
    [(HOURS_MINUTES, "1:60"), (HOURS_MINUTES, "soon"), (HOURS_MINUTES, 90), (SHARE_TEXT, "70"), (SHARE_TEXT, "x%")],
)
def test_texts_that_are_neither_time_nor_share_are_refused(table: Conversion, value: Any) -> None:
    with pytest.raises(ConversionError):
        table.decode(value)


@given(st.integers(0, 5999))
def test_hours_and_minutes(minutes: int) -> None:
    assert HOURS_MINUTES.decode(HOURS_MINUTES.encode(minutes * 60)) == minutes * 60


@pytest.mark.parametrize("group", TWINS, ids=lambda group: group[0])
def test_what_repeats_another_has_a_place_with_it(group: tuple[str, ...]) -> None:
    """Both are claimed, for the same property, and by rows of one kind of thing."""
    keys = [key_of(name) for name in group]
    for one, other in combinations(keys, 2):
        assert one[:2] != other[:2]
        assert {place(row) for row in rows_of(one)} & {place(row) for row in rows_of(other)}, (one, other)


def rows_of(key: SmartThingsKey) -> list[Row[SmartThingsKey]]:
    return [row for row in ROWS if row.source[:2] == key[:2] and (not key.path or row.source.path == key.path)]


def place(row: Row[SmartThingsKey]) -> tuple[str, str]:
    return row.capability, row.name


def test_repeats_are_mutual_and_never_of_oneself() -> None:
    named = {row.source: row.repeats for row in ROWS}
    for row in ROWS:
        assert all((one.capability, one.attribute) != row.source[:2] for one in row.repeats)
        assert all(row.source in named[one] for one in row.repeats)


def test_truths_read_more_words_than_they_write() -> None:
    present = truth("present", "not present", also_true=("occupied",))
    assert [present.decode(word) for word in ("present", "not present", "occupied")] == [True, False, True]
    assert [present.encode(value) for value in (True, False)] == ["present", "not present"]


def test_a_key_is_read_from_one_text() -> None:
    assert key_of("custom.picturemode.pictureMode") == ("custom.picturemode", "pictureMode", "", "")
    assert key_of("a.b/c@d") == ("a", "b", "c", "d")


def test_the_row_of_a_context_comes_first() -> None:
    rows = index()["presenceSensor", "presence"]
    assert [f"{row.capability}.{row.name}" for row in rows] == ["locationTracking.atHome", "occupancySensing.occupied"]


def test_every_context_is_known() -> None:
    assert {row.source.which for row in ROWS} - {""} <= CONTEXTS.keys()


@pytest.mark.parametrize(
    ("capability", "attribute", "described", "use"),
    [
        ("airConditionerMode", "supportedAcModes", "airConditionerMode", Use.VALUES),
        ("thermostatCoolingSetpoint", "coolingSetpointRange", "coolingSetpoint", Use.RANGE),
        ("custom.dustFilter", "dustFilterUsageStep", "dustFilterUsage", Use.STEP),
        ("windowShade", "supportedWindowShadeCommands", "windowShade", Use.COMMANDS),
        ("samsungce.cooktopHeatingPower", "manualLevelMax", "manualLevel", Use.MAXIMUM),
        ("thermostatMode", "supportedThermostatModes", "thermostatMode", Use.VALUES),
        ("samsungce.selfCheck", "supportedActions", "status", Use.COMMANDS),
        ("lock", "supportedLockValues", "lock", Use.VALUES),
        ("doorControl", "supportedDoorControlCommands", "door", Use.COMMANDS),
        ("mediaPlayback", "supportedPlaybackCommands", "playbackStatus", Use.COMMANDS),
        ("fineDustHealthConcern", "supportedFineDustValues", "fineDustHealthConcern", Use.VALUES),
        ("samsungce.dustFilterAlarm", "supportedAlarmThresholds", "alarmThreshold", Use.VALUES),
    ],
)
def test_what_describes_another(capability: str, attribute: str, described: str, use: Use) -> None:
    found = facet_of(capability, attribute)
    assert found is not None
    assert (found.attribute, found.use) == (described, use)


@pytest.mark.parametrize(
    ("capability", "attribute"),
    [
        ("switch", "switch"),
        ("nobody.knows", "supportedThings"),
        ("nobody.knows", "supportedCommands"),
        ("samsungce.viewInside", "supportedFocusAreas"),
        ("ocf", "n"),
    ],
)
def test_what_stands_for_itself(capability: str, attribute: str) -> None:
    assert facet_of(capability, attribute) is None


def test_filters_and_tanks_are_endpoints() -> None:
    assert part_of("custom.dustFilter", "dustFilterUsage") == "dustFilter"
    assert part_of("samsungce.detergentAutoReplenishment", "babyDetergentDosage") == "babyDetergent"
    assert part_of("switch", "switch") == ""
    assert part_of("samsungce.dustFilterAlarm", "alarmThreshold") == part_of("custom.dustFilter", "dustFilterUsage")
    assert {name for _, name in PARTS if name} <= {row.source.attribute for row in ROWS}


def test_plumbing_is_told_by_name_and_namespace() -> None:
    assert all(map(is_plumbing, ("ocf", "sec.wifiConfiguration", "custom.disabledCapabilities")))
    assert not any(map(is_plumbing, ("switch", "samsungce.kidsLock", "firmwareUpdate", "samsungim.hueSyncMode")))
    assert not is_plumbing("mediaGroup", "groupId")
    assert is_plumbing("custom.energyType", "energyType")
    assert not is_plumbing("custom.energyType", "energySavingLevel")
    assert is_production("switch")
    assert not is_production("samsungce.kidsLock")

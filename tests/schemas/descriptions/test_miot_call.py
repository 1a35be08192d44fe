"""What is sent for our commands."""

from gzip import open as gzip_open
from pathlib import Path

from schemas.descriptions.miot import documents, read
from schemas.descriptions.miot_call import MiotCall, calls
from schemas.registry import Registry
from tests.schemas.descriptions.instance import device, prop, words

CORPUS = Path(__file__).parents[2] / "corpora" / "miot-spec-instances.jsonl.gz"


def test_a_word_of_a_motor_is_written_as_its_number() -> None:
    curtain = device(
        "curtain",
        {2: "curtain"},
        prop(2, 5, "motor-control", "uint8", access=["write"], valueList=words("Pause", "Open", "Close")),
    )
    found = {one.command: one for one in calls(read(curtain))}
    assert found["open"] == MiotCall(
        endpoint=1, capability="windowCovering", command="open", siid=2, iid=5, is_action=False, value=1
    )
    assert (found["close"].value, found["stop"].value) == (2, 0)


def test_an_action_takes_our_argument_under_its_own_number() -> None:
    cooker = device(
        "cooker",
        {2: "cooker"},
        prop(2, 7, "cook-mode", "uint8", access=[], valueList=words("Rice", "Soup")),
        actions=[{"siid": 2, "aiid": 3, "type": "start-cook", "in": [9, 7]}],
    )
    (one,) = calls(read(cooker))
    assert (one.command, one.iid, one.is_action) == ("startCook", 3, True)
    assert (one.arguments, one.into) == ((("program", 7),), (9, 7))


def test_the_value_of_an_argument_is_written_where_the_property_is_the_argument() -> None:
    light = device(
        "light",
        {2: "light"},
        prop(2, 4, "brightness-delta", "int8", access=["write"], valueRange=[-100, 100, 1]),
        prop(2, 5, "toggle", "bool", access=["write"]),
    )
    step, toggle = calls(read(light))
    assert (step.command, step.arguments, step.value) == ("step", (("amount", 4),), None)
    assert (toggle.command, toggle.value) == ("toggle", True)


def test_what_the_schema_has_no_command_for_is_no_call() -> None:
    fan = device("fan", {2: "fan"}, actions=[{"siid": 2, "aiid": 1, "type": "dance", "in": []}])
    assert calls(read(fan)) == ()


def test_every_call_of_the_corpus_is_a_command_of_the_schema() -> None:
    registry = Registry.load()
    with gzip_open(CORPUS, "rt", encoding="utf-8") as file:
        found = [one for document in documents(file) for one in calls(read(document))]
    assert len(found) > 100
    for one in found:
        known = {argument.name for argument in registry.command(one.capability, one.command).arguments}
        assert {name for name, _ in one.arguments} | {name for name, _ in one.fixed} <= known

import json

import pytest

from schemas.scenarios import SCENARIOS
from tests.gateway.cli.running import is_one_line, run


def test_the_list_counts_roles_and_targets() -> None:
    told = json.loads(run("schema", "list", "--scenarios", "--json").out)["scenarios"]
    assert [row["id"] for row in told] == list(SCENARIOS)
    sleep = next(row for row in told if row["id"] == "sleep")
    assert (sleep["zh"], sleep["roles"]) == ("智慧睡眠", len(SCENARIOS["sleep"].roles))
    people = run("schema", "list", "--scenarios", COLUMNS="80").out
    assert all(name in people for name in SCENARIOS)


@pytest.mark.parametrize("name", SCENARIOS)
def test_on_a_narrow_screen_no_name_is_cut(name: str) -> None:
    told = run("schema", "show", name, COLUMNS="80").out
    for role in SCENARIOS[name].roles:
        assert all(word in told for word in (role.id, *role.device_types, *role.members))


def test_numbers_and_what_nobody_published() -> None:
    told = run("schema", "show", "comfort").out
    assert "± 2 degree Celsius" in told
    assert "does not tell the number" in " ".join(told.split())
    assert "公开摘要" in run("schema", "show", "comfort", "--lang", "zh").out
    found = json.loads(run("schema", "show", "comfort", "--json").out)["scenario"]
    values = {one["id"]: (one["value"], one["unit"]) for one in found["targets"]}
    assert values == {"temperatureSwing": (2, "Cel"), "livingRoomNoise": (None, "dB[SPL]")}


def test_a_near_name_is_suggested() -> None:
    done = run("schema", "show", "securty")
    assert done.code == 2
    assert "security" in done.err


@pytest.mark.parametrize("arguments", [("--scenarios", "--types"), ("--scenarios", "--group", "kitchen")])
def test_what_excludes_each_other(arguments: tuple[str, ...]) -> None:
    done = run("schema", "list", *arguments)
    assert done.code == 2
    assert is_one_line(done.err)

"""What `hutong status` shows of an adapter."""

import pytest

from gateway.cli.status import _print, _row

CORE = {
    "name": "zigbee",
    "type": "mqtt",
    "state": "connected",
    "reason": "",
    "devices": 3,
    "restarts": 0,
    "faults": 1,
    "process": "core",
    "pid": None,
    "memory_mb": None,
}


def test_an_adapter_is_shown_with_its_process_its_memory_and_its_restarts() -> None:
    assert _row(CORE) == ("zigbee", "mqtt", "connected", 3, 0, 1, "core")
    own = CORE | {"process": "own", "pid": 77, "memory_mb": 41.5, "restarts": 2}
    assert _row(own) == ("zigbee", "mqtt", "connected", 3, 2, 1, "own, 77, 41.5 MB")
    gone = CORE | {"process": "own", "state": "broken"}
    assert _row(gone)[2:] == ("broken", 3, 0, 1, "own")


def test_why_one_is_not_well_stands_below_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    reason = "the package aiohomekit is not installed; pip install 'hutong[homekit]', and start anew"
    _print({"ready": False, "demo_speed": None, "contracts": [], "adapters": [CORE | {"reason": reason}]})
    told = capsys.readouterr().out
    assert f"\nzigbee: {reason}\n" in told
    assert not any(word in told for word in ("False", "None", "[]"))

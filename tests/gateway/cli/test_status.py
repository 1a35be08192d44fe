"""What `hutong status` shows of an adapter."""

from gateway.cli.status import _row

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
    assert _row(CORE) == ("zigbee", "mqtt", "connected", "", 3, 0, 1, "core", "")
    own = CORE | {"process": "own", "pid": 77, "memory_mb": 41.5, "restarts": 2}
    assert _row(own) == ("zigbee", "mqtt", "connected", "", 3, 2, 1, "own, 77", 41.5)
    gone = CORE | {"process": "own", "state": "broken", "reason": "no heartbeat for 5 s"}
    assert _row(gone)[2:] == ("broken", "no heartbeat for 5 s", 3, 0, 1, "own", "")

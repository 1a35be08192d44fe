"""The drill, against a stage that recovers when the test says so."""

from typing import TYPE_CHECKING, Any, cast

import pytest

from gateway.cli.output import CliError
from gateway.demo import drill as module
from gateway.demo.drill import Drill, Recovery

if TYPE_CHECKING:
    from gateway.demo.stage import Stage


class FakeStage:
    """Answers as a gateway does, but for `blind` questions after each blow, which nobody answers."""

    def __init__(self, blind: int, lost: str = "") -> None:
        self.client = self
        self.blows: list[str] = []
        self._blind = blind
        self._left = 0
        self._lost = lost  # a device that does not come back

    def kill(self, name: str) -> None:
        self.blows.append(name)
        self._left = self._blind

    async def restart_broker(self) -> None:
        self.kill("broker")

    async def call(self, method: str, path: str, _body: object = None) -> Any:
        if method == "POST":
            return self.kill(path)
        if self._left:
            self._left -= 1
            raise CliError("is the gateway running?")
        here = [name for name in ("d_1", "d_2") if not (self.blows and name == self._lost)]
        return {
            "/status": {"ready": True, "egress_connected": True},
            "/adapters": {"adapters": [{"state": "connected"}]},
            "/devices": {"devices": [{"id": name, "available": True} for name in here]},
        }[path]


def drill(stage: FakeStage, said: list[str]) -> Drill:
    return Drill(cast("Stage", stage), said.append, 0, 0)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "POLL_S", 0)
    monkeypatch.setattr(module, "WAIT_S", 0.2)


async def test_each_part_is_struck_once_and_its_return_is_told() -> None:
    stage, said = FakeStage(blind=3), list[str]()
    it = drill(stage, said)
    await it.run()
    assert stage.blows == ["gateway.app", "gateway.egress", "broker", "/adapters/home/restart"]
    assert [one.what for one in it.recoveries] == ["core", "egress", "broker", "adapter"]
    assert all(one.recovered_s is not None for one in it.recoveries)
    assert said[:2] == ["drill: core killed", f"drill: core is back after {it.recoveries[0].recovered_s} s"]


async def test_a_device_that_does_not_come_back_is_no_recovery() -> None:
    stage, said = FakeStage(blind=0, lost="d_2"), list[str]()
    it = drill(stage, said)
    await it._strike("core", it._kill_core)
    assert it.recoveries == [Recovery(what="core", recovered_s=None)]
    assert said[-1] == "drill: core DID NOT COME BACK"

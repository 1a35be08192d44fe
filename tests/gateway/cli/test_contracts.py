"""How contracts are listed, and what a contract that names something else is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from gateway.cli import contracts
from privacy.canonical import plain
from privacy.contract import Input
from tests.gateway.cli.running import run
from tests.gateway.core.gate.stage import power_contract

FINDING = {"path": "inputs[0].property", "code": "changed-unit", "reason": "a/b was number W", "fix": "approve it anew"}
LISTED: dict[str, Any] = {"hash": "ab" * 32, "name": "energy", "recipient": "Acme", "findings": [FINDING]}


def test_a_suspended_contract_is_listed_with_place_rule_and_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = {"contracts": [{**LISTED, "state": "suspended"}]}
    monkeypatch.setattr(contracts, "with_client", lambda _work: answer)
    told = run("contracts", "list", COLUMNS="200")
    assert told.code == 0
    assert "suspended" in told.out
    assert "energy: inputs[0].property: a/b was number W; approve it anew" in told.out
    assert json.loads(run("contracts", "list", "--json").out) == answer["contracts"]


def test_a_check_offline_names_what_the_schema_does_not_have(tmp_path: Path) -> None:
    gone = Input(name="power", capability="electricalPowerMeasurement", property="horsepower")
    document = plain(power_contract(1, "")) | {"inputs": [plain(gone)]}
    document["sink"]["tls"]["ca_sha256"] = "a" * 64
    file = tmp_path / "contract.json"
    file.write_text(json.dumps(document))
    told = run("contracts", "check", str(file), "--profile", "demo")
    assert told.code == 2
    assert "inputs[0].property: the schema has no electricalPowerMeasurement/horsepower; see" in told.err

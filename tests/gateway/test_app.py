"""The core process from the outside: what it refuses, what it leaves behind, and that it ends when told."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.adapters import plan_adapters
from gateway.app import _write_claim
from gateway.config import load_config
from gateway.demo.process import Program
from tests.flows.stage import until
from tests.gateway.cli.running import is_one_line

CONFIG = """\
[paths]
state_dir = "{folder}/state"
runtime_dir = "{folder}/run"
[api]
port = 0
mdns = false
[egress]
state_dir = "{folder}/egress"
runtime_dir = "{folder}/egress-run"
"""


def write(folder: Path, more: str = "") -> Path:
    path = folder / "hutong.toml"
    path.write_text(CONFIG.format(folder=folder) + more)
    return path


def refused(module: str, config: Path) -> str:
    """Run a process that cannot start; it says why in one line, with the code that ends `hutong run`."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", module, "-c", str(config)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert is_one_line(done.stderr), done.stderr
    return done.stderr


@pytest.mark.parametrize("module", ["gateway.app", "gateway.egress"])
def test_a_configuration_that_cannot_be_used_is_refused_by_both(tmp_path: Path, module: str) -> None:
    path = write(tmp_path, "core_user = 7\n")
    assert refused(module, path).startswith(str(path))
    assert "No such file" in refused(module, tmp_path / "none.toml")
    assert not (tmp_path / "state").exists()
    assert not (tmp_path / "egress").exists()


def test_the_core_asks_the_adapters_before_it_touches_anything(tmp_path: Path) -> None:
    told = refused("gateway.app", write(tmp_path, '[adapters.x]\ntype = "mqtt"\nhost = "8.8.8.8"\n'))
    assert "adapters.x.host: it is a public address" in told
    assert not (tmp_path / "state").exists()


def test_the_core_refuses_a_root_key_that_is_none_and_a_database_of_the_future(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    (state / "root.key").write_bytes(b"short")
    assert "root.key" in refused("gateway.app", write(tmp_path))
    (state / "root.key").unlink()
    newer = f"import sqlite3; sqlite3.connect({str(state / 'trust.db')!r}).execute('PRAGMA user_version = 999')"
    subprocess.run([sys.executable, "-c", newer], check=True)
    assert "trust.db" in refused("gateway.app", write(tmp_path))


@pytest.mark.network
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_the_core_alone_serves_and_ends_when_told(tmp_path: Path, number: signal.Signals) -> None:
    """Without egress, adapters, systemd or anybody who claims it."""
    config = write(tmp_path, '[log]\nformat = "json"\n')
    program = Program(
        "core", (sys.executable, "-P", "-m", "gateway.app", "-c", str(config)), tmp_path / "log", os.environ
    )
    await program.start()
    code = tmp_path / "run" / "claim-code"
    await until(lambda: code.exists() and code.read_text().endswith("\n"))
    assert code.stat().st_mode & 0o777 == 0o600
    assert program.process is not None
    os.kill(program.process.pid, number)
    await program.wait()
    assert program.process.returncode == 0
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert any("local API at https://127.0.0.1:" in line["message"] for line in lines)
    assert {path.name for path in (tmp_path / "state").iterdir()} >= {"root.key", "state.db", "trust.db", "tls"}
    assert (tmp_path / "state" / "root.key").stat().st_mode & 0o777 == 0o600


async def test_the_claim_code_is_its_owners_and_goes_with_the_claim(tmp_path: Path) -> None:
    path = tmp_path / "run" / "claim-code"
    await asyncio.to_thread(_write_claim, path, "ABCD")
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("ABCD\n", 0o600)
    await asyncio.to_thread(_write_claim, path, "EFGH")
    assert path.read_text() == "EFGH\n"
    await asyncio.to_thread(_write_claim, path, None)
    assert not path.exists()


def test_every_section_becomes_a_plan_with_its_own_keys(tmp_path: Path) -> None:
    more = '[adapters.a]\ntype = "mqtt"\nport = 1884\n[adapters.b]\ntype = "mqtt"\n'
    plans = plan_adapters(load_config(write(tmp_path, more), {}))
    assert [(plan.name, plan.type, plan.manifest.id, dict(plan.settings)) for plan in plans] == [
        ("a", "mqtt", "mqtt", {"port": 1884}),
        ("b", "mqtt", "mqtt", {}),
    ]

"""A running gateway is struck again and again: nothing confirmed is lost, nothing is sent twice unmarked."""

import asyncio
import json
import os
import secrets
import sys
from typing import Any

import pytest

from gateway.demo.stage import WITH_US
from tests.faults.ground import ROOT

pytestmark = [pytest.mark.network, pytest.mark.broker]


async def strike(faults: int, seed: int, *options: str) -> dict[str, Any]:
    """Run a campaign in a process of its own, which may make itself a mount namespace."""
    command = (
        *WITH_US,
        sys.executable,
        "-m",
        "tests.faults",
        f"--faults={faults}",
        f"--seed={seed}",
        "--json",
        *options,
    )
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        out, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert out, err.decode()[-4000:]
    told: dict[str, Any] = json.loads(out)
    return told | {"course": err.decode()}


def holds(told: dict[str, Any]) -> None:
    """The promise: nothing lost, nothing twice unmarked, no two stories, and no hand needed."""
    counts = {name: told[name] for name in ("losses", "unmarked_duplicates", "disagreements", "not_recovered")}
    assert set(counts.values()) == {0}, f"seed {told['seed']}: {counts}\n{told['what']}\n{told['course']}"
    assert told["answered"] > 0


async def test_a_few_faults() -> None:
    told = await strike(4, seed := secrets.randbelow(10_000), *_only("kill core at a sync", "kill egress after a sync"))
    holds(told)
    assert (told["seed"], told["faults"]) == (seed, 4)


@pytest.mark.long
@pytest.mark.timeout(2400)
async def test_two_hundred_faults() -> None:
    told = await strike(200, int(os.environ.get("FAULTS_SEED", secrets.randbelow(10_000))))
    holds(told)
    assert told["recovery"]["p50_s"] <= 3.0, told
    assert "kill hosted adapter" in told["by_kind"]
    assert told["envelopes"] > 20


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_fifty_faults_with_the_adapter_in_the_core() -> None:
    told = await strike(50, secrets.randbelow(10_000), "--in-core")
    holds(told)
    assert "kill hosted adapter" not in told["by_kind"]


@pytest.mark.long
@pytest.mark.timeout(1200)
async def test_a_kill_at_every_sync() -> None:
    told = await strike(0, secrets.randbelow(10_000), "--sweep")
    holds(told)
    assert told["faults"] - told["points_that_did_not_come"] > 20


def _only(*kinds: str) -> tuple[str, ...]:
    return tuple(f"--only={kind}" for kind in kinds)

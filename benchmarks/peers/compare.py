"""MQTT client libraries beside each other: the same broker and the same messages, by turns.

gmqtt is no dependency: it is installed into an environment of its own below `.peers/`, once.
"""

import asyncio
import subprocess
import sys
import venv
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.home import RAW_PREFIX
from benchmarks.measure import rounded
from benchmarks.peers.clients import CLIENTS
from benchmarks.run import Run, tell
from benchmarks.spine import PACE, Receiver

PEERS: Final = Path(__file__).parents[2] / ".peers"
GMQTT: Final = "gmqtt==0.8.0"
INSTALL_S: Final = 120
TURNS: Final = 3
MESSAGES: Final = 20_000  # of a burst
MEGABYTE: Final = 1 << 20


async def compare(run: Run) -> None:
    """Measure each library at a burst, at an even pace and at one long message."""
    pythons = await asyncio.to_thread(_pythons, run)
    async with run.place("clients-of-mqtt") as (folder, port):
        found: dict[str, list[dict[str, float]]] = {name: [] for name in pythons}
        for turn in range(TURNS):
            for name, python in pythons.items():
                tell(f"turn {turn + 1} of {TURNS}: {name}")
                found[name].append(await _turn(run, name, python, folder, port))
    rows = run.tables.setdefault("mqtt_clients", [])
    for name, turns in found.items():
        rows.append({"client": name} | {key: rounded(median(turn[key] for turn in turns)) for key in turns[0]})


async def _turn(run: Run, name: str, python: Path, folder: Path, port: int) -> dict[str, float]:
    receiver = Receiver(folder=folder, port=port, arguments=("benchmarks.peers.clients", name), python=python)
    burst = await receiver.receive(MESSAGES)
    paced = await receiver.receive(int(PACE * run.effort.steady_s), PACE)
    payload = bytes(run.effort.large_mb * MEGABYTE)
    long = await replace(receiver, message=lambda _number: (f"{RAW_PREFIX}/long", payload)).receive(1)
    return {
        "burst_cpu_us": burst["cpu_us"],
        "burst_per_s": burst["per_s"],
        "paced_cpu_us": paced["cpu_us"],
        "long_callback_ms": long["callback_ms"],
        "long_more_mb": long["more_mb"],
    }


def _pythons(run: Run) -> dict[str, Path]:
    """Give each library the interpreter of its environment; gmqtt is left out where it cannot be installed."""
    found = dict.fromkeys(CLIENTS, Path(sys.executable))
    try:
        found["gmqtt"] = installed(PEERS / "gmqtt")
    except (OSError, subprocess.SubprocessError) as error:
        run.note(f"gmqtt was not measured, for it could not be installed: {error}")
        del found["gmqtt"]
    return found


def installed(folder: Path) -> Path:
    """Return the interpreter that has gmqtt; OSError or SubprocessError where it cannot be made."""
    python = folder / "bin" / "python"
    if not _has_gmqtt(python):
        tell(f"installing {GMQTT} into {folder}")
        venv.create(folder, clear=True, with_pip=True)
        pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", GMQTT)
        subprocess.run(pip, check=True, timeout=INSTALL_S, stdout=sys.stderr)
    return python


def _has_gmqtt(python: Path) -> bool:
    return python.exists() and subprocess.run((python, "-c", "import gmqtt"), check=False, timeout=30).returncode == 0

"""The last word of the demonstration: what the recipient's own record says, held against the ledger."""

import asyncio
import base64
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from gateway.cli.client import Client
from gateway.cli.output import CliError
from gateway.demo.outside import HEADER_BYTES, stray_bytes, trapped_bytes
from gateway.demo.script import Script
from gateway.demo.stage import Stage
from privacy.contract import Contract
from privacy.frames import frames

SETTLE_TRIES: Final = 40
SETTLE_S: Final = 0.25

Document = dict[str, Any]


async def make_report(stage: Stage, script: Script) -> Document:
    """Ask the gateway, then the independent account."""
    client = stage.client
    capture = await _snapshot(stage)  # before the ledger is read, which then knows all of it
    entries = await _settled(client)
    explained = explain_bytes(entries, script.contract)
    path = stage.plan.folder / "explained.json"
    await asyncio.to_thread(path.write_text, json.dumps(explained), "utf-8")
    account = await _account(capture, path)
    verification = (await client.call("GET", "/ledger/verification"))["verification"]
    stray = await _stray_bytes(stage, capture)
    extra = max(0, account["connections"] - len(explained["sends"]))  # a slot has one connection
    ended = [record for record in records(entries) if record["result"] == "delivered"]
    return {
        "devices": (await client.call("GET", "/home"))["devices"],
        "updates": await _updates(client),
        "commands_ok": script.commands["confirmed"],
        "commands": dict(script.commands),
        "released": sum(one["kind"] == "envelope" for one in ended),
        "dummies": sum(one["kind"] == "dummy" for one in ended),
        "bytes_out": account["total_bytes"],
        "ledger": {"entries": verification["entries"], "verified": verification["verified"]},
        "unexplained_bytes": account["unexplained_bytes"] + stray + extra * HEADER_BYTES["tcp"],
        "stray_connections": account["stray"] + extra,
        "stray_bytes": stray,
        "outside": stage.outside.namespace or stage.outside.network,
    }


async def _snapshot(stage: Stage) -> Path:
    """Copy the recipient's record at a moment when no connection is open."""
    text = ""
    for _ in range(SETTLE_TRIES):
        text = await asyncio.to_thread(stage.capture.read_text, "utf-8")
        events = Counter(json.loads(line)["event"] for line in text.splitlines())
        if events["opened"] == events["closed"]:
            break
        await asyncio.sleep(SETTLE_S)
    path = stage.plan.folder / "accounted.jsonl"
    await asyncio.to_thread(path.write_text, text, "utf-8")
    return path


async def _settled(client: Client) -> list[Document]:
    """Wait until the ledger knows the end of every slot that it decided and that was sent."""
    entries: list[Document] = []
    for _ in range(SETTLE_TRIES):
        text = await client.text("/ledger/export")
        entries = [json.loads(line) for line in text.splitlines()]
        if not _open_slots(entries):
            break
        await asyncio.sleep(SETTLE_S)
    return entries


def _open_slots(entries: Iterable[Document]) -> set[tuple[str, int]]:
    bodies = [entry["entry"] for entry in entries]
    decided = {(one["contract"], one["slot"]) for one in bodies if one["type"] == "SlotDecided"}
    ended = {(one["record"]["contract"], one["record"]["slot"]) for one in bodies if one["type"] == "SlotEnded"}
    withdrawn = {one["withdrawal"]["contract"] for one in bodies if one["type"] == "ConsentWithdrawn"}
    return {one for one in decided - ended if one[0] not in withdrawn}


def records(entries: Iterable[Document]) -> list[Document]:
    """Give what the ledger knows of the ends of slots."""
    return [entry["entry"]["record"] for entry in entries if entry["entry"]["type"] == "SlotEnded"]


def explain_bytes(entries: Iterable[Document], contract: Contract | None) -> Document:
    """Turn the ledger into what simulators.account reads: bodies that may stand once, frames of the leases."""
    listed = list(entries)
    sends = [
        {"sha256": one["sha256"], "bytes": contract.cadence.envelope_bytes if contract else 0, "slot": one["slot"]}
        for one in records(listed)
        if one["kind"] != "missed"
    ]
    granted = [entry["entry"]["lease"] for entry in listed if entry["entry"]["type"] == "LeaseGranted"]
    leases = [{"frames": _literal(contract, lease)} for lease in granted if contract]
    return {"sends": sends, "leases": leases}


def _literal(contract: Contract, lease: Document) -> list[str]:
    """Give a lease's frames as bytes; the ledger names them by hash, and they follow from the contract."""
    ledgered = {frame["sha256"] for frame in lease["frames"]}
    found = [frame for frame in frames(contract, lease["pseudonym"]) if _sha256(frame.data) in ledgered]
    return [base64.b64encode(frame.data).decode() for frame in found]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


async def _account(capture: Path, explained: Path) -> Document:
    command = ("-m", "simulators.account", "--capture", str(capture), "--ledger", str(explained))
    process = await asyncio.create_subprocess_exec(sys.executable, "-P", *command, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    try:
        found: Document = json.loads(out)
    except json.JSONDecodeError as error:
        raise CliError("the independent account did not come to an end", 1) from error
    return found


async def _stray_bytes(stage: Stage, capture: Path) -> int:
    """Count what the sniffer saw go elsewhere; where nobody could watch the wire, what fell into the traps."""
    if not stage.outside.interface:
        return await asyncio.to_thread(trapped_bytes, capture)
    await stage.sniffer.end()
    return await asyncio.to_thread(stray_bytes, stage.flows, stage.outside, stage.ports.https)


async def _updates(client: Client) -> int:
    text = await client.text_outside("/metrics")
    found = re.search(r"^hutong_updates_total (\S+)", text, re.MULTILINE)
    return int(float(found[1])) if found else 0


def summary(report: Document, outcomes: Counter[str]) -> str:
    """Say the report in one paragraph."""
    ledger = "verified" if report["ledger"]["verified"] else "NOT VERIFIED"
    return (
        f"{report['devices']} devices, {report['updates']} updates, {report['commands_ok']} commands confirmed "
        f"of {outcomes.total()}; {report['released']} envelopes and {report['dummies']} dummies left, "
        f"{report['bytes_out']} bytes, of which {report['unexplained_bytes']} unexplained; "
        f"ledger: {report['ledger']['entries']} entries, {ledger}"
    )

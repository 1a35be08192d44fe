"""`hutong status`: how the gateway is, with an exit code for watchdogs and update agents."""

from typing import Annotated, Any

import typer

from gateway.cli.client import Client, with_client
from gateway.cli.config import JsonOption
from gateway.cli.output import console, print_json, print_table


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(status)


def status(
    *,
    check: Annotated[bool, typer.Option("--check", help="Only say whether it is well: exit code 0 or 1.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show the state of the core, its adapters, its keys and the way out."""
    found = with_client(_status)
    ready = bool(found["ready"])
    if as_json:
        print_json(found)
    elif check:
        console.print("ready" if ready else f"not ready: {found['reason']}")
    else:
        _print(found)
    if check and not ready:
        raise typer.Exit(1)


async def _status(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = await client.call("GET", "/status")
    found["adapters"] = (await client.call("GET", "/adapters"))["adapters"]
    return found


def _print(found: dict[str, Any]) -> None:
    facts = {key: value for key, value in found.items() if key != "adapters"}
    print_table(("", ""), ((key.replace("_", " "), _word(value)) for key, value in facts.items()))
    head = ("adapter", "type", "state", "devices", "restarts", "faults", "process")
    print_table(head, map(_row, found["adapters"]))
    for one in found["adapters"]:
        if one["reason"]:
            console.print(f"{one['name']}: {one['reason']}", soft_wrap=True, highlight=False)


def _word(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else value


def _row(one: dict[str, Any]) -> tuple[Any, ...]:
    known = (one["name"], one["type"], one["state"], one["devices"], one["restarts"], one["faults"])
    where = f"own, {one['pid']}" if one["pid"] else one["process"]
    return (*known, where if one["memory_mb"] is None else f"{where}, {one['memory_mb']} MB")

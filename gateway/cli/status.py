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
    print_table(("", ""), ((key.replace("_", " "), value) for key, value in facts.items()))
    rows = (
        (one["name"], one["type"], one["state"], one["reason"], one["devices"], one["restarts"], one["faults"])
        for one in found["adapters"]
    )
    print_table(("adapter", "type", "state", "reason", "devices", "restarts", "faults"), rows)

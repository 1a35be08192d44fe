"""`hutong ledger`: everything that left the home, and the proof that nothing is missing from the list."""

from pathlib import Path
from typing import Annotated, Any

import typer

from gateway.cli.client import Client, with_client
from gateway.cli.config import JsonOption
from gateway.cli.output import console, print_json, print_table

app = typer.Typer(help="Everything that left the home.", no_args_is_help=True)


@app.command()
def show(
    limit: Annotated[int, typer.Option(help="How many of the newest entries.", min=1, max=1000)] = 50,
    *,
    as_json: JsonOption = False,
) -> None:
    """Show the newest entries."""
    entries = with_client(lambda client: _newest(client, limit))
    if as_json:
        print_json(entries)
        return
    print_table(("entry", "what", "contract", "slot", "details"), (_row(entry) for entry in entries))


async def _newest(client: Client, limit: int) -> list[dict[str, Any]]:
    size = (await client.call("GET", "/ledger/verification"))["verification"]["entries"]
    after = max(size - limit, 0) - 1
    found: list[dict[str, Any]] = (await client.call("GET", f"/ledger/entries?after={after}&limit={limit}"))["entries"]
    return found


def _row(entry: dict[str, Any]) -> tuple[object, ...]:
    body = entry.get("entry", {})
    shown = {"type", "contract", "slot"}
    details = ", ".join(f"{key}={value}" for key, value in body.items() if key not in shown and value not in ("", None))
    return (
        entry.get("index", ""),
        body.get("type", ""),
        str(body.get("contract", ""))[:12],
        body.get("slot", ""),
        details[:100],
    )


@app.command()
def verify(*, as_json: JsonOption = False) -> None:
    """Verify the whole ledger; exit code 1 when an entry was changed, dropped or reordered."""
    found = with_client(lambda client: client.call("GET", "/ledger/verification"))["verification"]
    if as_json:
        print_json(found)
    else:
        console.print(f"{found['entries']} entries, {'verified' if found['verified'] else 'NOT VERIFIED'}")
    if not found["verified"]:
        raise typer.Exit(1)


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(help="Where to write it; standard output without.")] = None,
) -> None:
    """Write every entry as JSON lines, with what is needed to verify it elsewhere."""
    text = with_client(lambda client: client.text("/ledger/export"))
    if file is None:
        print(text, end="")  # noqa: T201
    else:
        file.write_text(text, "utf-8")
        console.print(f"{len(text.splitlines())} entries in {file}")

"""`hutong adapters`: which protocols are installed, and recordings of what an adapter says to its devices."""

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any, Final

import aiohttp
import typer

from gateway.adapters import AdapterError, adapter_types, load_manifest, missing_libraries
from gateway.cli.client import Client, with_client
from gateway.cli.config import JsonOption
from gateway.cli.output import CliError, console, print_json, print_table
from gateway.cli.pair import find_adapter

_GAP: Final = b'{"dropped":'
app = typer.Typer(help="Protocols that are installed, and recordings of their conversations.", no_args_is_help=True)


@app.command(name="list")
def list_types(*, as_json: JsonOption = False) -> None:
    """List the installed adapter types, what each was tested against, and which library is not installed."""
    found = [_told(name) for name in adapter_types()]
    if as_json:
        print_json(found)
        return
    rows = ((a["id"], _ready(a), a["version"], a["protocol"], a["en"], a["zh"], ", ".join(a["peers"])) for a in found)
    print_table(("id", "ready", "version", "protocol", "name", "名称", "tested against"), rows)
    for one in found:
        for why in filter(None, (one["error"], *one["missing"])):
            console.print(f"{one['id']}: {why}", soft_wrap=True, highlight=False)


def _ready(adapter: dict[str, Any]) -> str:
    return "no" if adapter["error"] or adapter["missing"] else "yes"


def _told(name: str) -> dict[str, Any]:
    try:
        one = load_manifest(name)
    except AdapterError as error:
        told = {"version": "", "protocol": "", "peer_tested": False, "peers": [], "pairs": False, "en": "", "zh": ""}
        return {"id": name, **told, "missing": [], "error": str(error)}
    return {
        "id": one.id,
        "version": one.version,
        "protocol": one.protocol,
        "peer_tested": bool(one.peers),
        "peers": list(one.peers),
        "pairs": one.pairing is not None,
        "en": one.en,
        "zh": one.zh,
        "missing": list(missing_libraries(name)),
        "error": "",
    }


@app.command()
def record(
    adapter: Annotated[str, typer.Argument(help="Name or type of the adapter.")],
    file: Annotated[Path, typer.Argument(help="Where the recording goes, for example miot.jsonl.")],
    *,
    seconds: Annotated[float, typer.Option(min=1, max=600, help="How long to record.")] = 60.0,
) -> None:
    """Record what an adapter and its devices say to each other, without names, keys and addresses.

    Look through the file before you give it to anybody: what makers put into messages of their own is not known here.
    """
    count, missing = with_client(lambda client: _record(client, adapter, file, seconds))
    console.print(f"{count} messages in {file}", markup=False)
    if missing:
        console.print(f"{missing} more came faster than they could be taken, and are not in it", markup=False)


async def _record(client: Client, adapter: str, file: Path, seconds: float) -> tuple[int, int]:
    name = await find_adapter(client, adapter)
    console.print(f"recording {name} for {seconds:g} s; Ctrl-C ends it sooner", markup=False)
    count, missing = -1, 0  # the first line is the head
    try:
        with file.open("xb") as out:
            async for line in client.lines(f"/adapters/{name}/recording?seconds={seconds:g}", seconds + 30):
                out.write(line)
                if line.startswith(_GAP):
                    missing += int(json.loads(line)["dropped"])
                else:
                    count += 1
    except FileExistsError as error:
        raise CliError(f"{file}: is there already; name another file") from error
    except asyncio.CancelledError:
        console.print(f"ended; {max(count, 0)} messages in {file}", markup=False)
        raise
    except (OSError, aiohttp.ClientError) as error:
        raise CliError(f"{file}: {error}", 1) from error
    return max(count, 0), missing

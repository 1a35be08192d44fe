"""`hutong search`, `pair` and `unpair`: find devices, take them into the home, part from them."""

import asyncio
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import typer

from gateway.cli.client import Client, with_client
from gateway.cli.config import JsonOption
from gateway.cli.output import CliError, console, errors, print_json, print_table
from schemas.pairing import STILL_PAIRED

Document = dict[str, Any]
WAIT_S = 20

AdapterArgument = Annotated[str, typer.Argument(help="Name or type of the adapter, for example miot.")]


def register(app: typer.Typer) -> None:
    """Add the commands; what follows the adapter's name is what its pairing asks for."""
    app.command()(search)
    app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(pair)
    app.command()(unpair)


def search(
    adapter: AdapterArgument,
    *,
    seconds: Annotated[float, typer.Option(min=0.5, max=30, help="How long to search.")] = 5.0,
    as_json: JsonOption = False,
) -> None:
    """Search for devices that an adapter could pair, on the interfaces of its configuration."""
    if not as_json:
        errors.print(f"searching for {seconds:g} s …")
    found = with_client(lambda client: _search(client, adapter, seconds))
    if as_json:
        print_json(found)
        return
    if not found["candidates"]:
        console.print(f"nothing found; `hutong pair {adapter}` tells what it takes to pair by address", soft_wrap=True)
        return
    rows = ((c["name"], c["model"], c["address"], _note(c), c["key"]) for c in found["candidates"])
    print_table(("name", "model", "address", "", "key"), rows)


def _note(candidate: Document) -> str:
    return "paired" if candidate["paired"] else str(candidate["note"])


async def _search(client: Client, adapter: str, seconds: float) -> Document:
    name = await find_adapter(client, adapter)
    found: Document = await client.call("POST", f"/adapters/{name}/search", {"seconds": seconds})
    return found


async def find_adapter(client: Client, wanted: str) -> str:
    """Give the name of an adapter by its name, or by its type where there is one of that type."""
    listed = (await client.call("GET", "/adapters"))["adapters"]
    names = [str(one["name"]) for one in listed if one["name"] == wanted]
    names = names or [str(one["name"]) for one in listed if one["type"] == wanted]
    if len(names) == 1:
        return names[0]
    if names:
        raise CliError(f"{wanted}: {len(names)} adapters have this type; name one of {', '.join(names)}")
    raise CliError(f"{wanted}: no such adapter runs; add [adapters.{wanted}] to the configuration and restart")


def pair(
    context: typer.Context,
    adapter: AdapterArgument,
    *,
    as_json: JsonOption = False,
) -> None:
    """Pair a device, for example: hutong pair miot --host 192.168.7.20 --token-file token.txt.

    Without options it tells what pairing takes. Each answer is an option of its own; `--NAME-file FILE` reads it from a
    file, so that it is not in the shell's history. A secret that is missing is asked for, without an echo. Ctrl-C
    cancels the attempt.
    """
    given = options(context.args)
    try:
        done = with_client(lambda client: _pair(client, adapter, given, quiet=as_json))
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    if as_json:
        print_json(done)
    if done.get("state") == "failed":
        raise typer.Exit(1)


def options(arguments: Sequence[str]) -> dict[str, str]:
    """Read `--name value` and `--name=value`."""
    found: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        match = re.fullmatch(r"--([a-z][a-z0-9-]*)(?:=(.*))?", rest.pop(0), re.DOTALL)
        if match is None or (match[2] is None and not rest):
            raise CliError("pair: write each answer as --NAME VALUE; without any, what is needed is listed")
        found[match[1]] = match[2] if match[2] is not None else rest.pop(0)
    return found


async def _pair(client: Client, adapter: str, given: Mapping[str, str], *, quiet: bool) -> Document:
    name = await find_adapter(client, adapter)
    plan: Document = await client.call("GET", f"/adapters/{name}/pairing")
    if not given:
        if not quiet:
            _print_plan(adapter, plan)
        return plan
    answers = _answers(plan["asks"], given)
    begun = asyncio.ensure_future(client.call("POST", f"/adapters/{name}/pairings", {"answers": answers}))
    try:
        attempt = await _follow(client, name, plan, await asyncio.shield(begun), quiet=quiet)
    except asyncio.CancelledError:  # Ctrl-C
        await _cancel(client, name, await begun)
        raise
    if not quiet:
        after: Document = await client.call("GET", f"/adapters/{name}/pairing")
        _print_paired([one for one in after["paired"] if one not in plan["paired"]])
    return attempt


async def _follow(client: Client, name: str, plan: Document, attempt: Document, *, quiet: bool) -> Document:
    names = {one["id"]: f"{one['en']} {one['zh']}" for one in plan["steps"]}
    told = 0
    while True:
        if not quiet:
            _print_told(attempt["told"][told:], names)
        told = len(attempt["told"])
        if attempt["state"] != "running":
            return attempt
        path = f"/adapters/{name}/pairings/{quote(attempt['id'])}?after={told}&wait_s={WAIT_S}"
        attempt = await client.call("GET", path)


async def _cancel(client: Client, name: str, attempt: Document) -> None:
    try:
        await client.call("DELETE", f"/adapters/{name}/pairings/{quote(attempt['id'])}")
    except CliError as error:
        errors.print(f"not cancelled: {error}", markup=False, soft_wrap=True)
    else:
        errors.print("the attempt was cancelled", markup=False)
    errors.print(f"`hutong pair {name}` lists what is paired", markup=False, soft_wrap=True)


def _answers(asks: Iterable[Document], given: Mapping[str, str]) -> dict[str, str]:
    """Put together what was given, reading files and asking for secrets."""
    left = dict(given)
    answers: dict[str, str] = {}
    for ask in asks:
        name = ask["id"]
        if f"{name}-file" in left:
            answers[name] = _text(Path(left.pop(f"{name}-file")))
        elif name in left:
            answers[name] = _text(Path(left.pop(name))) if ask["file"] else left.pop(name)
        elif ask["secret"] and ask["required"] and sys.stdin.isatty():
            answers[name] = typer.prompt(ask["en"], hide_input=True)
    if left:
        known = ", ".join(f"--{one['id']}" for one in asks)
        raise CliError(f"pair: nobody asks for --{next(iter(left))}; there are {known}")
    return answers


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CliError(f"{path}: cannot be read ({error}); give a text file") from error


def _print_plan(adapter: str, plan: Document) -> None:
    rows = (
        (f"--{one['id']}", "yes" if one["required"] else "", f"{one['en']} {one['zh']}", one["example"])
        for one in plan["asks"]
    )
    print_table(("option", "needed", "", "example"), rows, title=f"hutong pair {adapter}")
    steps = " → ".join(one["en"] for one in plan["steps"])
    console.print(f"steps: {steps}")
    _print_paired(plan["paired"])


def _print_paired(paired: Iterable[Document]) -> None:
    for one in paired:
        console.print(f"paired: {one['name']}, key {one['key']}", soft_wrap=True, highlight=False)


def _print_told(told: Iterable[Document], names: Mapping[str, str]) -> None:
    for one in told:
        name = names.get(one["step"], one["step"])
        if one["state"] == "failed":
            console.print(f"✗ {name}: {one['reason']} ({one['code']})", markup=False, soft_wrap=True)
            if one["fix"]:
                console.print(f"  {one['fix']}", markup=False, soft_wrap=True)
        elif one["state"] == "done":
            console.print(f"✓ {name}", markup=False, soft_wrap=True)


def unpair(
    adapter: AdapterArgument,
    key: Annotated[str, typer.Argument(help="Key of what is paired; `hutong pair ADAPTER` lists them.")],
) -> None:
    """Part from a device, bridge or hub, and destroy what is kept of it."""
    left = with_client(lambda client: _unpair(client, adapter, key))
    console.print(f"parted from {key}", markup=False, soft_wrap=True)
    if left is not None:
        _print_left(left)


async def _unpair(client: Client, adapter: str, key: str) -> Document | None:
    name = await find_adapter(client, adapter)
    left: Document | None = await client.call("POST", f"/adapters/{name}/unpair", {"key": key})
    return left


def _print_left(left: Document) -> None:
    """Say that the home has let go, and the device has not."""
    sure = left["code"] == STILL_PAIRED
    en, zh = ("still has", "仍保留配对") if sure else ("may still have", "可能仍保留配对")
    told = f"the device itself {en} the pairing 设备本身{zh}: {left['reason']} ({left['code']})"
    console.print(told, markup=False, soft_wrap=True, highlight=False)
    fix = left["fix"] or "reset it by hand, as its manual says, before it is paired again"
    console.print(f"  {fix}\n  再次配对前，请按说明书将设备恢复出厂设置", markup=False, soft_wrap=True, highlight=False)

"""`hutong devices`, `set`, `invoke` and `forget`: what there is, what it shall do, and that it is gone."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final

import typer

from gateway.cli.client import Client, with_client
from gateway.cli.config import JsonOption
from gateway.cli.output import CliError, console, print_json, print_table
from schemas.registry import Registry

Document = dict[str, Any]
Aliases = Mapping[tuple[str, str], tuple[str, str]]
NONE: Final[Aliases] = MappingProxyType({})
ConfirmOption = Annotated[
    bool, typer.Option("--confirm", help="Confirm a command that can do harm: unlock, open a valve, heat.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(devices)
    app.command(name="set")(set_properties)
    app.command()(invoke)
    app.command()(forget)


def devices(
    device: Annotated[str, typer.Argument(help="Name or id; all devices without it.")] = "",
    *,
    as_json: JsonOption = False,
) -> None:
    """List the devices, or one device with its properties."""
    if device:
        found, faults = with_client(lambda client: _looked_at(client, device))
    else:
        found, faults = with_client(lambda client: client.call("GET", "/devices")), []
    if as_json:
        print_json(found)
    elif device:
        _print_one(found)
        _print_faults(faults)
    else:
        _print_all(found["devices"])


def forget(device: Annotated[str, typer.Argument(help="Name or id.")]) -> None:
    """Let go of a device that its adapter no longer has. Should it come back, it has its id again."""

    async def work(client: Client) -> None:
        await client.call("DELETE", f"/devices/{await find_device(client, device)}")

    with_client(work)
    console.print(f"forgotten: {device}", markup=False, soft_wrap=True)


async def _looked_at(client: Client, device: str) -> tuple[Document, list[Document]]:
    found = await _one(client, device)
    faults = (await client.call("GET", "/faults"))["faults"] if found["faults"] else []
    return found, [one for one in faults if one["device"] == found["id"]]


async def _one(client: Client, device: str) -> Document:
    found: Document = await client.call("GET", f"/devices/{await find_device(client, device)}")
    return found


async def find_device(client: Client, wanted: str) -> str:
    """Return the id of a device by id or by name."""
    listed = (await client.call("GET", "/devices"))["devices"]
    matches = [one["id"] for one in listed if wanted in (one["id"], one["name"])]
    if len(matches) != 1:
        fault = "there is no such device" if not matches else f"{len(matches)} devices have this name"
        raise CliError(f"{wanted}: {fault}; see `hutong devices` for ids")
    return str(matches[0])


def _print_all(listed: list[Document]) -> None:
    rows = ((one["name"], one["room"], _types(one), "yes" if one["available"] else "no", one["id"]) for one in listed)
    print_table(("name", "room", "type", "reachable", "id"), rows)
    for one in listed:
        if not one["available"]:
            console.print(f"{one['name']}: {one['reason']}", soft_wrap=True, highlight=False)


def _types(device: Document) -> str:
    return ", ".join(dict.fromkeys(endpoint["device_type"] for endpoint in device["endpoints"]))


def _print_one(device: Document) -> None:
    maker = " ".join(filter(None, (device["manufacturer"], device["model"])))
    console.print(f"{device['name']}{maker and f' ({maker})'}, {device['id']}", soft_wrap=True)
    if not device["available"]:
        console.print(f"not reachable: {device['reason']}", soft_wrap=True)
    _print_labels(device["endpoints"])
    rows = ((one["path"], _shown(one), one["unit"], _age(one["age_s"]), one["access"]) for one in device["properties"])
    print_table(("property", "value", "unit", "age", "access"), rows)
    if device["commands"]:
        print_table(
            ("command", "arguments", "hazards"),
            (
                (f"{c['endpoint']}/{c['capability']}/{c['name']}", " ".join(c["arguments"]), " ".join(c["hazards"]))
                for c in device["commands"]
            ),
        )


def _print_labels(endpoints: list[Document]) -> None:
    """Say what the number is that begins a property or command, where its device has a word for it."""
    if labelled := [one for one in endpoints if one["label"]]:
        print_table(("endpoint", "label", "type"), ((one["id"], one["label"], one["device_type"]) for one in labelled))


def _print_faults(faults: list[Document]) -> None:
    for one in faults:
        times = f", {one['count']} times" if one["count"] > 1 else ""
        told = "; ".join(filter(None, (one["reason"], one["fix"])))
        console.print(f"fault {one['code']}{times}: {told} ({one['place']})", soft_wrap=True, highlight=False)


def _shown(one: Document) -> str:
    if one["withheld"]:
        return f"(needs {one['withheld']})"
    return "" if one["value"] is None else json.dumps(one["value"], ensure_ascii=False).strip('"')


def _age(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.0f} s"


def set_properties(
    device: Annotated[str, typer.Argument(help="Name or id.")],
    changes: Annotated[list[str], typer.Argument(help="property=value, for example onOff.onOff=true")],
    *,
    confirm: ConfirmOption = False,
    as_json: JsonOption = False,
) -> None:
    """Write properties of a device and wait until it reports them."""
    aliases = Registry.load().aliases

    async def work(client: Client) -> Document:
        found = await _one(client, device)
        paths = [one["path"] for one in found["properties"]]
        body = {
            "properties": dict(_change(text, paths, aliases) for text in changes),
            "confirmation": _confirmation(confirm),
        }
        return await _wish(client, found, "PATCH", "properties", body)

    _print_outcome(with_client(work), as_json)


def invoke(
    device: Annotated[str, typer.Argument(help="Name or id.")],
    command: Annotated[str, typer.Argument(help="For example onOff.toggle, or 1/onOff/toggle")],
    arguments: Annotated[list[str] | None, typer.Argument(help="name=value")] = None,
    *,
    confirm: ConfirmOption = False,
    as_json: JsonOption = False,
) -> None:
    """Invoke a command of a device."""

    async def work(client: Client) -> Document:
        found = await _one(client, device)
        paths = [f"{one['endpoint']}/{one['capability']}/{one['name']}" for one in found["commands"]]
        path = _match(command, paths)
        body = {"arguments": dict(_pair(a) for a in arguments or ()), "confirmation": _confirmation(confirm)}
        return await _wish(client, found, "POST", f"commands/{path}", body)

    _print_outcome(with_client(work), as_json)


async def _wish(client: Client, device: Document, method: str, path: str, body: Document) -> Document:
    """Ask for something of a device; what is wrong with it names the device."""
    try:
        answer: Document = await client.call(method, f"/devices/{device['id']}/{path}", body)
    except CliError as error:
        raise CliError(f"{device['name']}: {error}", error.code) from error
    return answer


def _confirmation(confirm: bool) -> str:
    return "person" if confirm else ""


def _change(text: str, paths: list[str], aliases: Aliases) -> tuple[str, Any]:
    name, value = _pair(text)
    return _match(name, paths, aliases), value


def _pair(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise CliError(f"{text}: write it as name=value")
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value


def _match(name: str, paths: list[str], aliases: Aliases = NONE) -> str:
    """Return the full path of `onOff.onOff`, `onOff/onOff` or `1/onOff/onOff`; endpoint 1 wins where many fit."""
    wanted = name if "/" in name else name.replace(".", "/", 1)
    matches = _matches(wanted, paths) or _formerly(wanted, paths, aliases)
    if not matches:
        raise CliError(f"{name}: the device has no such property or command; see `hutong devices NAME`")
    return matches[0]


def _matches(wanted: str, paths: list[str]) -> list[str]:
    return [path for path in paths if wanted in (path, path.split("/", 1)[1])]


def _formerly(wanted: str, paths: list[str], aliases: Aliases) -> list[str]:
    """Give the paths that a former name had; the gateway reads them and answers with today's."""
    endpoint, _, rest = wanted.partition("/") if wanted[:1].isdigit() else ("", "", wanted)
    capability, _, name = rest.partition("/")
    today = "/".join(aliases.get((capability, name), (capability, name)))
    found = _matches(f"{endpoint}/{today}" if endpoint else today, paths)
    return [f"{path.split('/', 1)[0]}/{rest}" for path in found if today != rest]


def _said(answer: Document) -> str:
    match answer["outcome"]:
        case "unconfirmed":
            return "unconfirmed: it was sent, and the device has not told that it did it"
        case "waiting":
            return f"waiting: the device sleeps, and is told when it wakes within {answer['within_s']:g} s"
        case outcome:
            return str(outcome)


def _print_outcome(answer: Document, as_json: bool) -> None:
    if as_json:
        print_json(answer)
    else:
        console.print(_said(answer), soft_wrap=True, highlight=False)
        for was, now in answer.get("renamed", {}).items():
            console.print(f"{was} is {now} today")

"""`hutong contracts`: who may get what; checking, explaining, approving and withdrawing it."""

import asyncio
import base64
import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from gateway.cli.client import Client, with_client
from gateway.cli.config import JsonOption
from gateway.cli.output import CliError, console, print_json, print_table
from gateway.cli.run import DEFAULT_CONFIG, ConfigOption
from gateway.config import ConfigError, load_config
from gateway.egress.admin import Denied, PinKey, SetCredential, ask_admin
from gateway.egress.errors import EgressError
from privacy.approval import ApprovalInvalid, ApprovalKey
from privacy.compile import compile_contract
from privacy.compiled import Compiled
from privacy.consent import Consent, separate_needed
from privacy.contract import Contract
from privacy.document import parse_contract
from privacy.envelope import contract_hash
from privacy.errors import ContractInvalid
from privacy.explain import explain as explain_compiled
from privacy.profile import PROFILES
from schemas.registry import Registry

T = TypeVar("T")

app = typer.Typer(help="Who may get what.", no_args_is_help=True)
keys = typer.Typer(help="The residents' approval keys.", no_args_is_help=True)
app.add_typer(keys, name="key")

FileArgument = Annotated[Path, typer.Argument(help="The contract (JSON).")]
HashArgument = Annotated[str, typer.Argument(help="The contract's name or hash, or the hash's first letters.")]
ProfileOption = Annotated[str, typer.Option(help=f"One of {', '.join(PROFILES)}.")]
LanguageOption = Annotated[str, typer.Option(help="zh or en.")]
PassphraseOption = Annotated[
    str, typer.Option(prompt=True, hide_input=True, envvar="HUTONG_PASSPHRASE", help="Of the key file.")
]


@app.command(name="list")
def list_contracts(*, as_json: JsonOption = False) -> None:
    """List the contracts and how they stand."""
    found = with_client(lambda client: client.call("GET", "/contracts"))["contracts"]
    if as_json:
        print_json(found)
        return
    rows = ((one.get("hash", "")[:16], one.get("name"), one.get("recipient"), one.get("state")) for one in found)
    print_table(("contract", "name", "recipient", "state"), rows)
    for one in found:
        for finding in one.get("findings", ()):
            console.print(f"{one['name']}: {finding['path']}: {finding['reason']}; {finding['fix']}")


@app.command()
def check(file: FileArgument, profile: ProfileOption = "manufacturer", *, as_json: JsonOption = False) -> None:
    """Check a contract offline: form, types, labels, ceilings of a profile. Exit code 2 names every fault."""
    compiled = _compile(file, profile)
    facts = {"hash": compiled.hash, "profile": profile, "ok": True, "sensitivity": compiled.sensitivity.name.lower()}
    if as_json:
        print_json(facts)
    else:
        console.print(f"{file}: good under {profile}\nhash {compiled.hash}")


@app.command()
def explain(file: FileArgument, profile: ProfileOption = "manufacturer", language: LanguageOption = "en") -> None:
    """Say in plain words what a contract would release, to whom, and how to end it."""
    words = explain_compiled(_compile(file, profile))
    print(words.zh if language == "zh" else words.en)  # noqa: T201


@app.command()
def add(file: FileArgument) -> None:
    """Hand a contract to the gateway. Nothing leaves before it is approved."""
    document = json.loads(_read(file))
    answer = with_client(lambda client: client.call("POST", "/contracts", {"document": document}))
    console.print(answer["hash"])


@app.command()
def preview(contract: HashArgument) -> None:
    """Show what a contract would have released from the recent past. Nothing is sent."""

    async def work(client: Client) -> Any:
        return await client.call("GET", f"/contracts/{await _find(client, contract)}/preview")

    print_json(with_client(work)["preview"])


@app.command()
def approve(
    file: FileArgument,
    key: Annotated[Path, typer.Option(help="The resident's key file.")],
    passphrase: PassphraseOption,
    profile: ProfileOption = "manufacturer",
    separate: Annotated[
        bool, typer.Option(help="Agree also to what needs separate consent (sensitive, another handler, abroad).")
    ] = False,
) -> None:
    """Approve a contract with a resident's key. The gateway relays the signature and cannot make one."""
    contract, compiled = parse_contract(_read(file)), _compile(file, profile)
    needed = separate_needed(compiled)
    if needed and not separate:
        raise CliError(f"{file}: needs separate consent for {', '.join(sorted(needed))}; read it and add --separate")
    resident = _open_key(key, passphrase)

    async def work(client: Client) -> Any:
        now_ms = (await client.call("GET", "/home"))["now_ms"]
        if now_ms is None:
            raise CliError("the gateway does not know the time yet; approve when it does", 1)
        document = sign(resident, contract, now_ms, profile, tuple(sorted(needed)))
        body = {"approval": base64.b64encode(document).decode()}
        return await client.call("POST", f"/contracts/{contract_hash(contract)}/approval", body)

    print_json(with_client(work)["result"])


def sign(resident: ApprovalKey, contract: Contract, now_ms: int, profile: str, separate: tuple[Any, ...] = ()) -> bytes:
    """Make the signed approval of one contract by one resident."""
    consent = Consent(
        id=secrets.token_hex(16),
        contract=contract_hash(contract),
        key_id=resident.key_id,
        given_at_ms=now_ms,
        separate=separate,
        profile=profile,
    )
    return resident.approve(consent, contract)


@app.command()
def withdraw(contract: HashArgument) -> None:
    """Withdraw a contract: before the next byte, and what is queued is dropped."""

    async def work(client: Client) -> Any:
        return await client.call("POST", f"/contracts/{await _find(client, contract)}/withdrawal", {})

    print_json(with_client(work)["result"])


@app.command()
def token(
    contract: HashArgument,
    file: Annotated[Path, typer.Argument(help="A file that holds the sink's token and nothing else.")],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Hand the token of a contract's sink to the egress process. The core never sees it."""
    text = _read(file).decode("ascii", "replace").strip()
    full = with_client(lambda client: _find(client, contract))
    _ask_egress(config, SetCredential(contract=full, token=text), str(file))
    console.print("kept by egress")


@keys.command()
def new(
    file: Annotated[Path, typer.Argument(help="Where to keep the key.")],
    passphrase: Annotated[
        str,
        typer.Option(prompt=True, confirmation_prompt=True, hide_input=True, envvar="HUTONG_PASSPHRASE"),
    ],
) -> None:
    """Make a resident's approval key, kept under a passphrase."""
    if file.exists():
        raise CliError(f"{file}: exists already; name another file")
    resident = ApprovalKey.from_seed(secrets.token_bytes(32))
    file.touch(mode=0o600)
    file.write_bytes(_or_fail(lambda: resident.to_pem(passphrase), file))
    console.print(f"{file}: made; public key {resident.public.hex()}")


@keys.command()
def pin(
    file: Annotated[Path, typer.Argument(help="The key file.")],
    passphrase: PassphraseOption,
    name: Annotated[str, typer.Option(help="Whose key it is.")] = "",
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Tell the egress process, over its own admin socket, whose approvals count. Needs its user or root."""
    resident = _open_key(file, passphrase)
    _ask_egress(config, PinKey(key=resident.public.hex(), name=name), str(file))
    console.print("pinned")


def _ask_egress(config: Path, message: PinKey | SetCredential, place: str) -> None:
    """Ask the egress process over its own admin socket, which the core cannot reach."""
    try:
        settings = load_config(config).egress
        answer = asyncio.run(ask_admin(settings.admin_socket, message))
    except ConfigError as error:
        raise CliError(str(error)) from error
    except (OSError, EgressError) as error:
        raise CliError(f"the egress process cannot be asked: {error}; run this as its user while it runs", 1) from error
    if isinstance(answer, Denied):
        raise CliError(f"{place}: {answer.reason}", 1)


async def _find(client: Client, start: str) -> str:
    listed = (await client.call("GET", "/contracts"))["contracts"]
    matches = [one["hash"] for one in listed if start == one["name"] or one["hash"].startswith(start.lower())]
    if len(matches) != 1:
        fault = "there is no such contract" if not matches else f"{len(matches)} contracts begin like this"
        raise CliError(f"{start}: {fault}; see `hutong contracts list`")
    return str(matches[0])


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CliError(f"{file}: {error.strerror}; name a file of JSON") from error


def _compile(file: Path, profile: str) -> Compiled:
    if profile not in PROFILES:
        raise CliError(f"--profile {profile}: there is no such profile; one of {', '.join(PROFILES)}")
    data = _read(file)
    try:
        return compile_contract(
            parse_contract(data), Registry.load(), PROFILES[profile], demonstration=PROFILES[profile].demonstration
        )
    except ContractInvalid as error:
        raise CliError("\n".join(f"{file}: {finding}" for finding in error.findings)) from error


def _open_key(file: Path, passphrase: str) -> ApprovalKey:
    data = _read(file)
    return _or_fail(lambda: ApprovalKey.from_pem(data, passphrase), file)


def _or_fail(make: Callable[[], T], file: Path) -> T:
    try:
        return make()
    except ApprovalInvalid as error:
        raise CliError(f"{file}: {error}") from error

"""`hutong config`: check, schema, show and explain the configuration."""

from pathlib import Path
from typing import Annotated, Any

import typer

from gateway.adapters import AdapterError, absent_now, check_adapters, whole_schema
from gateway.cli.output import CliError, console, errors, print_json
from gateway.cli.run import DEFAULT_CONFIG, ConfigOption
from gateway.config import Config, ConfigError, ConfigFault, load_config

app = typer.Typer(help="Check, show and explain the configuration.", no_args_is_help=True)
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def load_or_fail(path: Path) -> Config:
    """Load a configuration, its adapters included; every fault in one error."""
    try:
        config = load_config(path)
        check_adapters(path, config)
    except (ConfigError, AdapterError) as error:
        raise CliError(str(error)) from error
    return config


@app.command()
def check(config: ConfigOption = DEFAULT_CONFIG, *, as_json: JsonOption = False) -> None:
    """Check the file; exit code 0 when it can be used, 2 when not. An interface that is not there now is a warning."""
    faults, warnings = _looked_at(config)
    if as_json:
        found = {"faults": [_fault_json(f) for f in faults], "warnings": [_fault_json(w) for w in warnings]}
        print_json({"ok": not faults} | found)
    if faults:
        if as_json:
            raise typer.Exit(2)
        raise CliError("\n".join(map(str, faults)))
    if not as_json:
        for one in warnings:
            errors.print(f"warning: {one}", soft_wrap=True, highlight=False)
        console.print(f"{config}: good")


def _looked_at(path: Path) -> tuple[tuple[ConfigFault, ...], tuple[ConfigFault, ...]]:
    """Give the faults, and what is only to be warned of."""
    try:
        config = load_config(path)
        check_adapters(path, config)
    except ConfigError as error:
        return error.faults, ()
    return (), absent_now(path, config)


def _fault_json(fault: ConfigFault) -> dict[str, Any]:
    return {"file": fault.file, "line": fault.line, "key": fault.key, "reason": fault.reason, "fix": fault.fix}


@app.command()
def schema() -> None:
    """Print the JSON Schema of the file, for editors, with the keys of all installed adapters."""
    print_json(whole_schema())


@app.command()
def show(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Print the configuration in force, defaults and environment included. Secrets stay in their files."""
    print_json(load_or_fail(config).model_dump(mode="json"))


@app.command()
def explain(key: Annotated[str, typer.Argument(help="For example api.port, or adapters.mqtt.host")]) -> None:
    """Say what a key means, its type and its default."""
    document = whole_schema()
    node: dict[str, Any] = document
    for part in key.split("."):
        found = _step(document, node, part)
        if found is None:
            raise CliError(f"{key}: there is no key {part!r}; one of: {', '.join(_names(document, node))}")
        node = found
    print_json({"key": key} | {k: v for k, v in node.items() if k not in {"title", "$defs"}})


def _resolve(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in node:
        target: dict[str, Any] = document["$defs"][node["$ref"].rsplit("/", 1)[1]]
        return target | {k: v for k, v in node.items() if k != "$ref"}
    return node


def _step(document: dict[str, Any], node: dict[str, Any], part: str) -> dict[str, Any] | None:
    node = _resolve(document, node)
    child = node.get("properties", {}).get(part)
    child = child and child.get("then", child)  # what an adapter of that type adds
    if child is None:
        child = next(iter(node.get("patternProperties", {}).values()), None)
    if child is None and isinstance(node.get("additionalProperties"), dict):
        child = node["additionalProperties"]
    if child is None and part.isdigit():  # a fault names the place in a list
        child = node.get("items")
    return None if child is None else _resolve(document, child)


def _names(document: dict[str, Any], node: dict[str, Any]) -> list[str]:
    return list(_resolve(document, node).get("properties", {})) or ["(none)"]

"""Every command is a small file here; this one only puts them together."""

import typer

from gateway.cli import (
    adapters,
    claim,
    config,
    contracts,
    demo,
    devices,
    ledger,
    mapping,
    pair,
    run,
    schema,
    schema_coverage,
    schema_diff,
    status,
)

app = typer.Typer(
    name="hutong",
    help="Hutong (互通): one gateway for every device of the home, and one watched way out of it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(adapters.app, name="adapters")
app.add_typer(config.app, name="config")
app.add_typer(contracts.app, name="contracts")
app.add_typer(ledger.app, name="ledger")
app.add_typer(schema.app, name="schema")
schema.app.command()(schema_diff.diff)
schema.app.command()(schema_coverage.coverage)
for module in (claim, demo, devices, mapping, pair, run, status):
    module.register(app)

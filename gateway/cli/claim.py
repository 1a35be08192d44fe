"""`hutong claim`: become the gateway's administrator with the one-time code."""

from typing import Annotated
from urllib.parse import urlsplit

import typer

from gateway.cli.client import Access, Client, client_file, fetch_fingerprint, save_access, with_client
from gateway.cli.output import CliError, console


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(claim)


def claim(
    url: Annotated[str, typer.Argument(help="For example https://127.0.0.1:8443")],
    code: Annotated[str, typer.Argument(help="The one-time code that the gateway showed at its first start.")],
    name: Annotated[str, typer.Option(help="What the token is called in lists.")] = "command line",
    fingerprint: Annotated[
        str, typer.Option(help="SHA-256 of the certificate, as the gateway showed it; else the first one is trusted.")
    ] = "",
) -> None:
    """Turn the one-time code into a token and keep it for the other commands."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise CliError(f"{url}: is not the address of a gateway; write it as https://HOST:PORT")
    try:
        seen = fetch_fingerprint(parts.hostname, parts.port or 8443)
    except OSError as error:
        raise CliError(f"{url}: {error}; is the gateway running?", 1) from error
    if fingerprint and fingerprint.lower().replace(":", "") != seen:
        raise CliError(f"{url}: shows the certificate {seen}, not the one you named; do not trust this connection", 1)
    access = Access(url=f"https://{parts.netloc}", fingerprint=seen)

    async def work(client: Client) -> str:
        answer = await client.call("POST", "/claim", {"code": code, "name": name})
        return str(answer["token"])

    token = with_client(work, access)
    save_access(client_file(), Access(url=access.url, fingerprint=seen, token=token))
    console.print(f"claimed; the token is in {client_file()}\ncertificate SHA-256 {seen}")

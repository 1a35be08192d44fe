"""Talking to a running gateway: where it is and with which token, pinned to its own certificate."""

import asyncio
import hashlib
import json
import os
import ssl
import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self, TypeVar

import aiohttp

from gateway.cli.output import CliError

T = TypeVar("T")
TIMEOUT_S: Final = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How a gateway is reached. The token is in no repr."""

    url: str
    fingerprint: str  # SHA-256 of the certificate, hexadecimal
    token: str = field(repr=False, default="")


def client_file(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the file where `hutong claim` keeps the access."""
    if named := environ.get("HUTONG_CLIENT"):
        return Path(named)
    return Path(environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "hutong" / "client.toml"


def load_access(path: Path) -> Access:
    """Read the access; CliError says how to get one."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        access = Access(url=table["url"], fingerprint=table["fingerprint"], token=table["token"])
        aiohttp.Fingerprint(bytes.fromhex(access.fingerprint))
    except FileNotFoundError as error:
        raise CliError(f"{path}: there is no access yet; run `hutong claim URL CODE` first") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CliError(f"{path}: cannot be used ({error}); remove it and run `hutong claim` again") from error
    return access


def save_access(path: Path, access: Access) -> None:
    """Write the access, readable by its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = "".join(f"{key} = {json.dumps(value)}\n" for key, value in _items(access))
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _items(access: Access) -> tuple[tuple[str, str], ...]:
    return ("url", access.url), ("fingerprint", access.fingerprint), ("token", access.token)


class Client:
    """One session with the API. Raises CliError with the gateway's own words when it refuses."""

    def __init__(self, access: Access) -> None:
        self.access = access
        self._pin = aiohttp.Fingerprint(bytes.fromhex(access.fingerprint))  # one object: the pool compares by identity
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        headers = {"Authorization": f"Bearer {self.access.token}"} if self.access.token else {}
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
        self._session = aiohttp.ClientSession(headers=headers, timeout=timeout)
        return self

    async def __aexit__(self, *exc: object) -> None:
        if self._session is not None:
            await self._session.close()

    @property
    def session(self) -> aiohttp.ClientSession:
        """The open session."""
        if self._session is None:
            raise RuntimeError("the client is not open")
        return self._session

    @property
    def pin(self) -> aiohttp.Fingerprint:
        """The certificate that the gateway must show."""
        return self._pin

    def url(self, path: str) -> str:
        """Return the address of one resource of the API."""
        return f"{self.access.url}/api/v1{path}"

    async def call(self, method: str, path: str, body: Any = None) -> Any:
        """Call the API and return the JSON answer, of failed commands too (their outcome is in it)."""
        try:
            async with self.session.request(method, self.url(path), json=body, ssl=self.pin) as response:
                answer = await response.json(content_type=None)
                if response.status >= 400 and "outcome" not in (answer or {}):
                    raise CliError(_problem(answer, response.status), 1)
                return answer
        except (aiohttp.ClientError, TimeoutError) as error:
            raise CliError(f"{self.access.url}: {_reason(error)}; is the gateway running?", 1) from error

    async def lines(self, path: str, timeout_s: float) -> AsyncIterator[bytes]:
        """Fetch a resource that is sent line by line, and give the lines as they come."""
        timeout = aiohttp.ClientTimeout(total=timeout_s)
        try:
            async with self.session.get(self.url(path), ssl=self.pin, timeout=timeout) as response:
                if response.status >= 400:
                    raise CliError(_problem(await response.json(content_type=None), response.status), 1)
                async for line in response.content:
                    yield line
        except (aiohttp.ClientError, TimeoutError) as error:
            raise CliError(f"{self.access.url}: {_reason(error)}; is the gateway running?", 1) from error

    async def text(self, path: str) -> str:
        """Fetch a resource of the API as text."""
        return await self._text(self.url(path))

    async def text_outside(self, path: str) -> str:
        """Fetch what stands beside the API: /metrics, /readyz."""
        return await self._text(f"{self.access.url}{path}")

    async def _text(self, url: str) -> str:
        try:
            async with self.session.get(url, ssl=self.pin) as response:
                return await response.text()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise CliError(f"{self.access.url}: {_reason(error)}; is the gateway running?", 1) from error


def _reason(error: BaseException) -> str:
    if isinstance(error, aiohttp.ServerFingerprintMismatch):
        return "shows another certificate than the one that was claimed"
    if isinstance(error, aiohttp.ClientConnectorError):
        number = error.os_error.errno  # the words of asyncio name the address once more
        return os.strerror(number) if number else "no connection"
    return str(error) or type(error).__name__


def _problem(answer: Any, status: int) -> str:
    if not isinstance(answer, dict):
        return f"the gateway answered {status}"
    if answer.get("code") == "confirmation-required":
        answer = answer | {"fix": "if you mean it, say so with --confirm"}
    said = str(answer.get("detail") or answer.get("title") or f"status {status}")
    told = f"{said}; {answer['fix']}" if answer.get("fix") else said
    return f"{_place(str(answer['place']))}: {told}" if answer.get("place") else told


def _place(pointer: str) -> str:
    """Name a place of a request as a person wrote it: an answer of pairing is an option."""
    return f"--{pointer.removeprefix('/answers/')}" if pointer.startswith("/answers/") else pointer.lstrip("/")


def with_client(work: Callable[[Client], Awaitable[T]], access: Access | None = None) -> T:
    """Run one piece of work with an open client."""
    found = access or load_access(client_file())

    async def run() -> T:
        async with Client(found) as client:
            return await work(client)

    return asyncio.run(run())


def fetch_fingerprint(host: str, port: int) -> str:
    """Read the certificate a gateway shows, for the first contact only; the person compares it with the label."""
    pem = ssl.get_server_certificate((host, port), timeout=10)
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()

"""A real MQTT broker on loopback, for the demo and the tests.

`python -m simulators.broker --port N --dir D` becomes mosquitto where it is installed, else runs amqtt (pure Python,
MQTT 3.1.1 only). The broker is ready when its port accepts a connection.
"""

import argparse
import asyncio
import base64
import hashlib
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

HOST = "127.0.0.1"
_START_TIMEOUT_S = 15.0
_STOP_TIMEOUT_S = 5.0
_PBKDF2_ROUNDS = 101  # mosquitto's own default for its `$7$` hashes
_BECAME_BUSY = "the port is taken or the configuration is wrong"

Engine = Literal["mosquitto", "amqtt"]


class BrokerMissingError(RuntimeError):
    """No broker can be started on this machine."""

    def __init__(self) -> None:
        super().__init__(
            "no MQTT broker found: install one with `apt install mosquitto`, or `pip install 'hutong[demo]'`"
        )


class BrokerStartError(RuntimeError):
    """The broker ended or stayed silent while starting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsListener:
    """A second listener that speaks TLS; `client_ca` makes a client certificate a duty."""

    port: int
    certificate: Path
    key: Path
    client_ca: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerSettings:
    """What to start. `passwords` holds `user:password` lines; without it anybody on loopback may connect."""

    port: int
    directory: Path
    passwords: Path | None = None
    tls: TlsListener | None = None
    max_packet_mb: int = 64


def free_port(host: str = HOST) -> int:
    """A TCP port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def find_mosquitto() -> str | None:
    """Debian keeps daemons outside the PATH of ordinary users."""
    return shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")


def choose_engine() -> Engine:
    """mosquitto, else amqtt, else one clear error."""
    if find_mosquitto():
        return "mosquitto"
    if importlib.util.find_spec("amqtt"):
        return "amqtt"
    raise BrokerMissingError


def mosquitto_hash(password: str, salt: bytes | None = None) -> str:
    """mosquitto_passwd's `$7$` form: PBKDF2-HMAC-SHA512, 12 bytes of salt, 64 bytes of key."""
    salt = salt or secrets.token_bytes(12)
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _PBKDF2_ROUNDS)
    return f"$7${_PBKDF2_ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(key).decode()}"


def _credentials(passwords: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(passwords.read_text().splitlines(), start=1):
        user, colon, password = line.strip().partition(":")
        if not colon or not user:
            raise BrokerStartError(f"{passwords}:{number}: write one `user:password` a line")
        yield user, password


def _private_file(path: Path, text: str) -> Path:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    return path


def _listener_lines(settings: BrokerSettings) -> Iterator[str]:
    yield f"listener {settings.port} {HOST}"
    if settings.tls is None:
        return
    yield f"listener {settings.tls.port} {HOST}"
    yield f"certfile {settings.tls.certificate}"
    yield f"keyfile {settings.tls.key}"
    if settings.tls.client_ca:
        yield f"cafile {settings.tls.client_ca}"
        yield "require_certificate true"


def write_mosquitto_conf(settings: BrokerSettings) -> Path:
    """Write mosquitto.conf (and hashed passwords) below `directory`; bound to loopback, nothing persisted."""
    settings.directory.mkdir(parents=True, exist_ok=True)
    lines = [
        "per_listener_settings false",
        "persistence false",
        "log_dest stderr",
        f"user {pwd.getpwuid(os.geteuid()).pw_name}",  # as root it would drop to an account that cannot read our files
        f"max_packet_size {settings.max_packet_mb * 1024 * 1024}",
        "max_queued_messages 100000",
        f"allow_anonymous {'false' if settings.passwords else 'true'}",
    ]
    if settings.passwords:
        hashed = "".join(f"{user}:{mosquitto_hash(word)}\n" for user, word in _credentials(settings.passwords))
        lines.append(f"password_file {_private_file(settings.directory / 'mosquitto.passwords', hashed)}")
    conf = settings.directory / "mosquitto.conf"
    conf.write_text("\n".join([*lines, *_listener_lines(settings), ""]))
    return conf


def _amqtt_config(settings: BrokerSettings) -> dict[str, Any]:
    listeners: dict[str, Any] = {"default": {"type": "tcp", "bind": f"{HOST}:{settings.port}"}}
    if settings.tls:
        listeners["tls"] = {
            "type": "tcp",
            "bind": f"{HOST}:{settings.tls.port}",
            "ssl": True,
            "certfile": str(settings.tls.certificate),
            "keyfile": str(settings.tls.key),
        }
    return {"listeners": listeners, "plugins": _amqtt_plugins(settings)}


def _amqtt_plugins(settings: BrokerSettings) -> dict[str, Any]:
    if settings.passwords is None:
        return {"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}}
    from pwdlib import PasswordHash  # noqa: PLC0415 - comes with amqtt, which is optional
    from pwdlib.hashers.argon2 import Argon2Hasher  # noqa: PLC0415

    hasher = PasswordHash((Argon2Hasher(),))
    hashed = "".join(f"{user}:{hasher.hash(word)}\n" for user, word in _credentials(settings.passwords))
    file = _private_file(settings.directory / "amqtt.passwords", hashed)
    return {"amqtt.plugins.authentication.FileAuthPlugin": {"password_file": str(file)}}


async def _serve_amqtt(settings: BrokerSettings) -> None:
    from amqtt.broker import Broker as AmqttBroker  # type: ignore[import-untyped]  # noqa: PLC0415 - optional

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    settings.directory.mkdir(parents=True, exist_ok=True)
    broker = AmqttBroker(_amqtt_config(settings))
    await broker.start()
    await stop.wait()
    await broker.shutdown()


def _command(settings: BrokerSettings, engine: Engine) -> list[str]:
    if engine == "mosquitto":
        return [find_mosquitto() or "mosquitto", "-c", str(write_mosquitto_conf(settings))]
    command = [sys.executable, "-m", "simulators.broker", "--engine", "amqtt"]
    command += ["--port", str(settings.port), "--dir", str(settings.directory)]
    if settings.passwords:
        command += ["--password-file", str(settings.passwords)]
    if settings.tls:
        command += ["--tls-port", str(settings.tls.port), "--certificate", str(settings.tls.certificate)]
        command += ["--key", str(settings.tls.key)]
    return command


class Broker:
    """A broker process for the time of an `async with`; its log is `directory/broker.log`."""

    def __init__(self, settings: BrokerSettings, engine: Engine | None = None) -> None:
        self.settings = settings
        self._engine = engine
        self._said_before = 0  # bytes of the log from earlier starts
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """The process to signal or kill in a test of recovery."""
        if self._process is None:
            raise BrokerStartError("the broker is not running")
        return self._process.pid

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Start (or start again after `stop` or a kill) and return when its ports accept."""
        self.settings.directory.mkdir(parents=True, exist_ok=True)
        engine = self._engine or choose_engine()
        command = _command(self.settings, engine)
        with (self.settings.directory / "broker.log").open("ab") as log:
            self._said_before = log.tell()
            self._process = await asyncio.create_subprocess_exec(
                *command, stdout=log, stderr=log, stdin=asyncio.subprocess.DEVNULL
            )
        try:
            await asyncio.wait_for(self._wait_until_accepting(self._process, engine), _START_TIMEOUT_S)
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Ask the broker to end; kill it if it does not."""
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _STOP_TIMEOUT_S)
        except TimeoutError:
            process.kill()
            await process.wait()

    async def _wait_until_accepting(self, process: asyncio.subprocess.Process, engine: Engine) -> None:
        log = self.settings.directory / "broker.log"
        while not (self._says_running(log, engine) and await _accepts(self.settings.port)):
            if process.returncode is not None:
                raise BrokerStartError(f"the broker ended with code {process.returncode}: {_BECAME_BUSY}; see {log}")
            await asyncio.sleep(0.02)

    def _says_running(self, log: Path, engine: Engine) -> bool:
        """Whether mosquitto has come through its configuration: it listens before it has read its certificates."""
        with log.open("rb") as said:
            said.seek(self._said_before)
            return engine != "mosquitto" or b" running" in said.read()


async def _accepts(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(HOST, port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulators.broker", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="TCP port on 127.0.0.1")
    parser.add_argument("--dir", type=Path, required=True, help="folder for the configuration")
    parser.add_argument(
        "--password-file", type=Path, help="`user:password` lines; without it anonymous clients are allowed"
    )
    parser.add_argument("--engine", choices=("mosquitto", "amqtt"), help="default: mosquitto if installed, else amqtt")
    parser.add_argument("--tls-port", type=int, help="a second listener that speaks TLS")
    parser.add_argument("--certificate", type=Path, help="server certificate (PEM) of the TLS listener")
    parser.add_argument("--key", type=Path, help="its private key (PEM)")
    parser.add_argument("--client-ca", type=Path, help="demand a client certificate of this authority (mosquitto only)")
    return parser


def _settings(options: argparse.Namespace) -> BrokerSettings:
    tls = None
    if options.tls_port:
        tls = TlsListener(
            port=options.tls_port, certificate=options.certificate, key=options.key, client_ca=options.client_ca
        )
    return BrokerSettings(port=options.port, directory=options.dir, passwords=options.password_file, tls=tls)


def main() -> None:
    """Say what starts in one JSON line, then be the broker until SIGTERM."""
    options = _parser().parse_args()
    try:
        engine: Engine = options.engine or choose_engine()
        settings = _settings(options)
        command = _command(settings, engine)
    except (BrokerMissingError, BrokerStartError, OSError) as error:
        raise SystemExit(f"simulators.broker: {error}") from error
    starting = {"event": "starting", "engine": engine, "host": HOST, "port": settings.port, "pid": os.getpid()}
    sys.stdout.write(json.dumps(starting) + "\n")
    sys.stdout.flush()
    if engine == "amqtt":
        asyncio.run(_serve_amqtt(settings))
    else:
        os.execv(command[0], command)  # noqa: S606 - this process becomes the broker: one pid to watch and to stop


if __name__ == "__main__":
    main()

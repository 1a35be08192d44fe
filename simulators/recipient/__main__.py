"""`python -m simulators.recipient`: listen, record, and sum up at SIGTERM."""

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

from simulators.recipient.mqtt import Credentials
from simulators.recipient.recorder import Recorder
from simulators.recipient.server import Recipient, RecipientSettings


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulators.recipient", description=__doc__)
    parser.add_argument("--host", default="127.77.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument("--https-port", type=int, default=0, help="port of the HTTPS endpoint (0: a free one)")
    parser.add_argument("--mqtts-port", type=int, default=0, help="port of the MQTT-over-TLS endpoint (0: a free one)")
    parser.add_argument("--capture", type=Path, required=True, help="JSON lines of all that arrived (appended)")
    parser.add_argument(
        "--cert-dir", type=Path, required=True, help="folder of ca.pem, server.pem, client.pem and keys"
    )
    parser.add_argument("--tcp-trap", type=int, action="append", default=[], help="also count connections to this port")
    parser.add_argument("--udp-trap", type=int, action="append", default=[], help="also count datagrams to this port")
    parser.add_argument("--demand-client-certificate", action="store_true", help="refuse senders without client.pem")
    parser.add_argument("--mqtt-login", metavar="USER:FILE", help="demand this user with the password in FILE")
    return parser


def _credentials(login: str | None) -> Credentials | None:
    if login is None:
        return None
    user, colon, file = login.partition(":")
    if not colon:
        raise SystemExit("simulators.recipient: --mqtt-login wants USER:FILE")
    return Credentials(username=user, password=Path(file).read_text().strip())


def _settings(options: argparse.Namespace) -> RecipientSettings:
    return RecipientSettings(
        host=options.host,
        https_port=options.https_port,
        mqtts_port=options.mqtts_port,
        cert_dir=options.cert_dir,
        credentials=_credentials(options.mqtt_login),
        demand_client_certificate=options.demand_client_certificate,
        tcp_traps=options.tcp_trap,
        udp_traps=options.udp_trap,
    )


def _say(event: str, **fields: Any) -> None:
    sys.stdout.write(json.dumps({"event": event, **fields}) + "\n")
    sys.stdout.flush()


async def _run(settings: RecipientSettings, recorder: Recorder) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with Recipient(settings, recorder) as recipient:
        ca = str(settings.cert_dir / "ca.pem")
        _say("ready", host=settings.host, ca=ca, **recipient.ports, skipped_traps=recipient.skipped_traps)
        await stop.wait()
    _say("summary", **recorder.summary())


def main() -> None:
    """Run until SIGTERM."""
    options = _parser().parse_args()
    options.capture.parent.mkdir(parents=True, exist_ok=True)
    try:
        with options.capture.open("a") as out:
            asyncio.run(_run(_settings(options), Recorder(out)))
    except OSError as error:
        raise SystemExit(f"simulators.recipient: {error}") from error


if __name__ == "__main__":
    main()

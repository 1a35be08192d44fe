"""`python -m benchmarks.raw_process`: the raw limit of start and memory, a process that only imports and listens.

`core` imports what the core cannot do without, holds so many values in lists and answers /readyz over TLS;
`egress` imports what the process with the way out cannot do without, and waits.
"""

import argparse
import importlib
import sys
import time

CORE = (
    "aiohttp.web",
    "aiosqlite",
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.x509",
    "ifaddr",
    "jinja2",
    "paho.mqtt.client",
    "prometheus_client",
    "pydantic",
    "pythonjsonlogger.json",
    "rfc8785",
    "ssl",
    "zeroconf.asyncio",
)
EGRESS = (
    "asyncio",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "rfc8785",
    "ssl",
)


def egress() -> None:
    """Hold the imports of the egress process."""
    for name in EGRESS:
        importlib.import_module(name)
    sys.stdout.write('{"ready": true}\n')
    sys.stdout.flush()
    time.sleep(3600)


def core(port: int, certificate: str, key: str, properties: int) -> None:
    """Serve /readyz and hold values of so many properties."""
    for name in CORE:
        importlib.import_module(name)
    import ssl  # noqa: PLC0415

    from aiohttp import web  # noqa: PLC0415

    values = [[float(number) for number in range(properties)] for _ in range(4)]

    async def ready(_request: web.Request) -> web.Response:
        return web.Response(text=f"ready {len(values)}\n")

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    app = web.Application()
    app.add_routes([web.get("/readyz", ready)])
    web.run_app(app, host="127.0.0.1", port=port, ssl_context=context, access_log=None, print=None)


def main() -> None:
    """Be one of the two."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", choices=("core", "egress"))
    parser.add_argument("--port", type=int, default=0, help="where core listens on 127.0.0.1")
    parser.add_argument("--certificate", default="", help="its certificate (PEM)")
    parser.add_argument("--key", default="", help="and the key of it (PEM)")
    parser.add_argument("--properties", type=int, default=1000, help="how many values core holds")
    options = parser.parse_args()
    if options.which == "egress":
        egress()
    else:
        core(options.port, options.certificate, options.key, options.properties)


if __name__ == "__main__":
    main()

"""Measures the stream: CPU of the server for each change, and the time from publishing to a client's hand.

Run `python -m tests.gateway.northbound.measure_stream`. The clients live in a process of their own, over TLS.
"""

import asyncio
import contextlib
import json
import multiprocessing
import ssl
import statistics
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

import aiohttp

from gateway.northbound.scope import Scope
from schemas.device import DeviceDescription
from schemas.vocabulary import VENDOR, Kind
from tests.gateway.northbound.fake_home import FakeHome, prop
from tests.gateway.northbound.running import X509_V_FLAG_NO_CHECK_TIME, Running, running

DEVICES, SECONDS = 50, 4.0


async def listen(url: str, token: str, certificate: str, clients: int, pipe: Connection) -> None:
    context = ssl.create_default_context(cafile=certificate)
    context.verify_flags |= ssl.VerifyFlags(X509_V_FLAG_NO_CHECK_TIME)
    delays: list[int] = []
    received = 0
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=context)) as session:

        async def one(first: bool) -> None:
            nonlocal received
            async with session.ws_connect(url, headers={"Authorization": f"Bearer {token}"}) as socket:
                await socket.receive_str()
                await socket.receive_str()
                pipe.send("ready")
                async for message in socket:
                    now_ns = time.monotonic_ns()
                    if not first:
                        continue
                    changes = json.loads(message.data)["changes"]
                    received += len(changes)
                    delays.extend(now_ns - int(value) for c in changes for value in c["values"].values())

        await asyncio.gather(*(one(number == 0) for number in range(clients)))
    pipe.send((received, delays))


def child(url: str, token: str, certificate: str, clients: int, pipe: Connection) -> None:
    asyncio.run(listen(url, token, certificate, clients, pipe))


async def measure(clients: int, rate: int, gap_ms: float) -> dict[str, float | int]:
    home = FakeHome()
    names = [f"d_{number:a>16}" for number in range(DEVICES)]
    for name in names:
        home.add(name, DeviceDescription(key=name, name=name, properties=(prop(VENDOR, "x.n", Kind.NUMBER),)))
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder), home=home, stream_gap_ms=gap_ms, max_connections_per_peer=64) as it:
            token = await it.token(*(scope for scope in Scope if scope.startswith("read")))
            ours, theirs = multiprocessing.Pipe()
            certificate = str(it.api.certificate.certificate)
            url = f"{it.root}/api/v1/stream"
            process = multiprocessing.get_context("spawn").Process(
                target=child, args=(url, token, certificate, clients, theirs)
            )
            process.start()
            for _ in range(clients):
                await asyncio.to_thread(ours.recv)
            sent, cpu_s = await publish(it, names, rate)
            frames = it.api.metrics.counts.frames
            await asyncio.sleep(0.3)
            it.api.hub.stop()
            received, delays = await asyncio.to_thread(ours.recv)
            await asyncio.to_thread(process.join)
    assert received == sent, (received, sent)
    cuts = statistics.quantiles(delays, n=100)
    return {
        "clients": clients,
        "rate": rate,
        "gap_ms": gap_ms,
        "changes_a_frame": round(sent / frames, 2),
        "cpu_us_a_change": round(cpu_s / sent * 1e6, 1),
        "p50_ms": round(cuts[49] / 1e6, 2),
        "p99_ms": round(cuts[98] / 1e6, 2),
    }


async def publish(it: Running, names: list[str], rate: int) -> tuple[int, float]:
    """Publish single changes evenly; returns how many, and the CPU time beyond that of the same loop unheard."""
    unheard = FakeHome()
    for name in names:
        unheard.add(name, it.home.entries[name].description)
    quiet_s = (await paced(unheard, names, rate))[1]
    sent, cpu_s = await paced(it.home, names, rate)
    return sent, cpu_s - quiet_s


async def paced(home: FakeHome, names: list[str], rate: int) -> tuple[int, float]:
    start_s, cpu_s, sent = time.monotonic(), time.process_time(), 0
    while (passed_s := time.monotonic() - start_s) < SECONDS:
        while sent < passed_s * rate:
            home.report(names[sent % DEVICES], (0, float(time.monotonic_ns())))
            sent += 1
        await asyncio.sleep(0.001)
    return sent, time.process_time() - cpu_s


async def main() -> None:
    for clients, rate in ((1, 20), (1, 1000), (20, 20), (20, 1000), (20, 5000)):
        for gap_ms in (10.0, 0.0):
            with contextlib.suppress(KeyboardInterrupt):
                sys.stdout.write(json.dumps(await measure(clients, rate, gap_ms)) + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())

"""`python -m benchmarks.crowd`: many clients of one stream, in a process of their own so that the bench can go on.

Prints {"ready": true} when all have their snapshot, and {"mark": VALUE} whenever all have seen a newer marker. Of the
other frames nobody parses anything: what is measured is what many clients cost the core.
"""

import argparse
import asyncio
import json
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Final

from benchmarks.stage import MOST_FRAME
from benchmarks.stream import StreamReader
from gateway.cli.client import Client, load_access

PATIENCE_S: Final = 600.0


async def run(access: Path, count: int) -> None:
    """Read until the process is ended; SilenceError when the gateway sends a client away."""
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(Client(load_access(access)))
        readers = [await stack.enter_async_context(_reader(client)) for _ in range(count)]
        for reader in readers:
            await reader.until(lambda one=reader: one.marker != "", "the marker's device")  # type: ignore[misc]
        say({"ready": True})
        told = 0.0
        while True:
            for reader in readers:
                await reader.until(lambda one=reader, at=told: one.mark > at, "a marker", PATIENCE_S)  # type: ignore[misc]
            told = min(reader.mark for reader in readers)
            say({"mark": told})


def _reader(client: Client) -> StreamReader:
    url = client.url("/stream")
    return StreamReader(lambda: client.session.ws_connect(url, ssl=client.pin, max_msg_size=MOST_FRAME), sparing=True)


def say(record: dict[str, Any]) -> None:
    """Print one line for the bench."""
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--access", type=Path, required=True, help="file with the address and the token")
    parser.add_argument("--count", type=int, required=True, help="clients")
    options = parser.parse_args()
    asyncio.run(run(options.access, options.count))


if __name__ == "__main__":
    main()

"""`python -m benchmarks.load`: publish the load, as fast as the broker takes it or at a fixed rate."""

import argparse
import time

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from benchmarks.home import discovery, message

WINDOW = 2000  # messages in paho's queue at most


def connected(port: int) -> mqtt.Client:
    """A client with a running network thread."""
    client = mqtt.Client(CallbackAPIVersion.VERSION2)
    client.max_queued_messages_set(0)
    client.connect("127.0.0.1", port)
    client.loop_start()
    while not client.is_connected():
        time.sleep(0.01)
    return client


def publish(client: mqtt.Client, first: int, count: int, rate: float) -> None:
    """Publish values; `rate` in messages a second, 0 for as fast as possible."""
    started = time.monotonic()
    info = None
    for number in range(count):
        if rate and (ahead := number / rate - (time.monotonic() - started)) > 0:
            time.sleep(ahead)
        info = client.publish(*message(first + number))
        if number % WINDOW == WINDOW - 1:
            info.wait_for_publish(30)
    if info is not None:
        info.wait_for_publish(30)


def main() -> None:
    """Announce the home, or publish values."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--rate", type=float, default=0)
    parser.add_argument("--announce", action="store_true")
    options = parser.parse_args()
    client = connected(options.port)
    if options.announce:
        for topic, payload in discovery():
            client.publish(topic, payload, qos=1, retain=True).wait_for_publish(30)
    publish(client, options.first, options.count, options.rate)
    client.disconnect()
    client.loop_stop()


if __name__ == "__main__":
    main()

"""`python -m benchmarks.raw_receive`: the raw limit of receiving, paho-mqtt in a select loop and nothing else."""

import argparse
import json
import select
import sys
import time

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from benchmarks.home import PREFIX


def main() -> None:
    """Receive a number of messages and print what each cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--count", type=int, required=True)
    options = parser.parse_args()
    seen = 0

    def on_message(_client: mqtt.Client, _userdata: object, _message: mqtt.MQTTMessage) -> None:
        nonlocal seen
        seen += 1

    client = mqtt.Client(CallbackAPIVersion.VERSION2)
    client.on_message = on_message
    client.on_connect = lambda c, *_: c.subscribe(f"{PREFIX}/#")
    client.on_subscribe = lambda *_: sys.stdout.write("ready\n") and sys.stdout.flush()
    client.connect("127.0.0.1", options.port)
    sock = client.socket()
    assert sock is not None
    began: float | None = None
    while seen < options.count:
        readable, writable, _ = select.select([sock], [sock] if client.want_write() else [], [], 1)
        if seen and began is None:
            began = time.process_time()
        if readable:
            for _ in range(16):
                client.loop_read()
                if not select.select([sock], [], [], 0)[0]:
                    break
        if writable:
            client.loop_write()
        client.loop_misc()
    cpu_us = (time.process_time() - (began or 0)) / options.count * 1e6
    sys.stdout.write(json.dumps({"cpu_us": cpu_us}) + "\n")


if __name__ == "__main__":
    main()

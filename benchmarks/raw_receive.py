"""`python -m benchmarks.raw_receive`: the raw limit of receiving, paho-mqtt in a select loop and nothing else."""

import argparse
import json
import select
import sys
import time

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from benchmarks.home import RAW_PREFIX

DRAIN = 16  # packets at most before the loop looks around


class Receiver:
    """Counts what comes and when the first came."""

    def __init__(self, port: int) -> None:
        self.seen = 0
        self.began_s = 0.0
        self.client = mqtt.Client(CallbackAPIVersion.VERSION2)
        self.client.on_message = self._on_message
        self.client.on_connect = lambda client, *_: client.subscribe(f"{RAW_PREFIX}/#")
        self.client.on_subscribe = lambda *_: _say({"ready": True})
        self.client.connect("127.0.0.1", port)

    def _on_message(self, _client: mqtt.Client, _data: object, _message: mqtt.MQTTMessage) -> None:
        if not self.seen:
            self.began_s = time.process_time()
        self.seen += 1

    def run(self, count: int) -> float:
        """Receive so many messages; returns the CPU time from the first to the last."""
        sock = self.client.socket()
        assert sock is not None
        while self.seen < count:
            readable, writable, _ = select.select([sock], [sock] if self.client.want_write() else [], [], 1)
            if readable:
                self._drain(count)
            if writable:
                self.client.loop_write()
            self.client.loop_misc()
        return time.process_time() - self.began_s

    def _drain(self, count: int) -> None:
        for _ in range(DRAIN):
            before = self.seen
            self.client.loop_read()
            if self.seen == before or self.seen >= count:
                return


def _say(record: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Receive a number of messages and print what each cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="of the broker on 127.0.0.1")
    parser.add_argument("--count", type=int, required=True, help="messages to receive")
    options = parser.parse_args()
    cpu_s = Receiver(options.port).run(options.count)
    _say({"cpu_us": cpu_s / (options.count - 1) * 1e6})


if __name__ == "__main__":
    main()

"""A real mosquitto on loopback, and a client of its own that is not ours."""

import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import paho.mqtt.client as paho
import pytest

MOSQUITTO = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")


@dataclass(frozen=True)
class Broker:
    """A running broker; `stop` and `start` let it vanish and return on the same port."""

    port: int
    folder: Path
    start: Callable[[], None]
    stop: Callable[[], None]


class Client:
    """paho in its own thread: what the other side of the broker does."""

    def __init__(self, port: int, **login: str) -> None:
        self._client = paho.Client(paho.CallbackAPIVersion.VERSION2)  # type: ignore[attr-defined]
        self.seen: list[tuple[str, bytes]] = []
        self._up = threading.Event()
        self._client.on_connect = lambda *_: self._up.set()
        self._client.on_message = lambda _c, _u, m: self.seen.append((m.topic, bytes(m.payload)))
        if login:
            self._client.username_pw_set(login["username"], login["password"])
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        assert self._up.wait(5)

    def listen(self, topic: str) -> None:
        done = threading.Event()
        self._client.on_subscribe = lambda *_: done.set()
        self._client.subscribe(topic, 1)
        assert done.wait(5)

    def publish(self, topic: str, payload: bytes | str, *, retain: bool = False, qos: int = 1) -> None:
        info = self._client.publish(topic, payload, qos, retain)
        info.wait_for_publish(30)

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def make_broker(tmp_path: Path) -> Iterator[Callable[..., Broker]]:
    """Start brokers with further lines of configuration."""
    if MOSQUITTO is None:
        pytest.skip("mosquitto is not installed (apt install mosquitto)")
    running: list[subprocess.Popen[bytes]] = []

    def make(*lines: str) -> Broker:
        port = free_port()
        config = tmp_path / f"broker-{port}.conf"
        listener = f"listener {port} 127.0.0.1"
        config.write_text("\n".join(["user root", listener, "log_dest stderr", *(lines or ("allow_anonymous true",))]))
        process: list[subprocess.Popen[bytes]] = []

        def start() -> None:
            one = subprocess.Popen([str(MOSQUITTO), "-c", str(config)], stderr=subprocess.PIPE)
            assert one.stderr is not None
            said = []
            for line in one.stderr:
                said.append(line)
                if b"running" in line:
                    break
            else:
                raise AssertionError(b"".join(said).decode())
            threading.Thread(target=lambda: [None for _ in one.stderr or ()], daemon=True).start()
            process[:] = [one]
            running.append(one)

        def stop() -> None:
            process[0].kill()
            process[0].wait()

        start()
        return Broker(port, tmp_path, start, stop)

    yield make
    for one in running:
        one.kill()
        one.wait()
        if one.stderr is not None:
            one.stderr.close()


@pytest.fixture
def broker(make_broker: Callable[..., Broker]) -> Broker:
    """Give a broker that lets everybody in."""
    return make_broker()

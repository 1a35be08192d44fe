"""A real mosquitto on loopback."""

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.adapters.mqtt.broker import Broker, free_port

MOSQUITTO = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")


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

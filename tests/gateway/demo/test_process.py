import os
import sys
from pathlib import Path

import pytest

from gateway.demo import process
from gateway.demo.process import Program, StartError

pytestmark = pytest.mark.network  # child processes have pipes and sockets of their own


def program(folder: Path, code: str) -> Program:
    return Program("it", (sys.executable, "-c", code), folder / "log", os.environ)


async def test_it_reads_the_first_line_that_is_json(tmp_path: Path) -> None:
    it = program(tmp_path, "print('hello'); print('{\"a\": 1}'); print('{\"b\": 2}')")
    await it.start()
    assert await it.read_json() == {"a": 1}
    await it.end()
    assert not it.is_running


async def test_one_that_ends_too_early_shows_its_last_words(tmp_path: Path) -> None:
    it = program(tmp_path, "import sys; sys.exit('the port is taken')")
    await it.start()
    with pytest.raises(StartError, match=r"it did not get ready; it said:\n  the port is taken"):
        await it.read_json()
    await it.end()
    await it.start()

    async def never() -> bool:
        return False

    with pytest.raises(StartError, match="the port is taken"):
        await it.wait_until(never)
    await it.end()


async def test_one_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "START_S", 0.2)
    it = program(tmp_path, "import time; time.sleep(60)")
    await it.start()
    with pytest.raises(StartError, match="it did not get ready"):
        await it.read_json()
    await it.end()


async def test_one_that_does_not_listen_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "END_S", 0.2)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('{}', flush=True); time.sleep(60)"
    it = program(tmp_path, deaf)
    await it.start()
    await it.read_json()
    await it.end()
    assert it.process is not None
    assert it.process.returncode == -9


async def test_it_starts_again_after_a_kill(tmp_path: Path) -> None:
    it = program(tmp_path, "import os, time; print('{\"pid\": %d}' % os.getpid(), flush=True); time.sleep(60)")
    await it.start()
    first = (await it.read_json())["pid"]
    it.kill()
    await it.wait()
    await it.start()
    assert (await it.read_json())["pid"] != first
    assert it.is_running
    await it.end()


async def test_ending_what_never_began_is_no_fault(tmp_path: Path) -> None:
    it = program(tmp_path, "")
    it.kill()
    await it.end()
    assert not it.is_running

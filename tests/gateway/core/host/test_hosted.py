"""Real processes at the end of real sockets: what works, and whatever does not says why and leaves nothing behind."""

import asyncio
import json
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.core.clock import ManualClock
from gateway.core.host import child
from schemas.codec import encode
from schemas.commands import InvokeCommand, ReadProperties, SetProperties
from schemas.host import Alive, Answered, Grant, Introduced, framed
from schemas.outcomes import Failed, Refused, Sent
from schemas.updates import AdapterStateChanged, DeviceDescribed, EventOccurred, FaultReported, PropertiesReported
from tests.gateway.core.host.guests import LAMP
from tests.gateway.core.host.stage import children, host, hosted, lives, reason, until

pytestmark = pytest.mark.network

ON = SetProperties(id="c1", device="lamp", changes=((0, True),))


def invoke(command: str) -> InvokeCommand:
    return InvokeCommand(id="c2", device="lamp", endpoint=1, capability="vendor", command=command)


async def test_it_is_an_adapter_like_any_other(tmp_path: Path) -> None:
    before = await children()
    async with hosted(tmp_path, "WORKS") as it:
        assert await it.adapter.execute(ON) == Refused(
            command="c1", code="adapter-not-running", reason="its process has not started yet", retry=True
        )
        await until(lambda: len(it.told) == 2)
        assert it.told == [AdapterStateChanged(state="connected"), DeviceDescribed(device=LAMP)]
        assert await it.adapter.execute(ON) == Sent(command="c1")
        await until(lambda: len(it.told) == 3)
        report = it.told[2]
        assert isinstance(report, PropertiesReported)
        assert (report.device, report.changes) == ("lamp", ((0, True),))
        pid, vitals = it.host.vitals.pid, it.host.vitals
        assert (vitals.execute_timeout_s, pid is not None and lives(pid)) == (7.0, True)
    assert pid is not None
    assert not lives(pid)
    assert ((tmp_path / "left").exists(), vitals.pid, vitals.memory_mb) == (True, None, None)
    assert await children() == before


async def test_many_lives_leave_no_file_open(tmp_path: Path) -> None:
    async def live() -> None:
        async with hosted(tmp_path, "WORKS") as it:
            await until(lambda: len(it.told) == 2)

    await live()
    before = set(Path("/proc/self/fd").iterdir())
    for _ in range(3):
        await asyncio.gather(live(), live())
    assert len(set(Path("/proc/self/fd").iterdir())) == len(before)


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("EATS", "it used more than 256 MB"),
        ("SEGFAULT", "its process ended by SIGSEGV"),
        ("EXITS", "exit code 3: no more paper"),
        ("RAISES", "OSError: socket"),
        ("ENTERS", "ValueError: first"),
        ("ENDS", "it ended by itself"),
        ("SUDDEN", "KeyError: 'nothing'"),
        ("OLD", "it is written against contract 0, this is 1; update it"),
        ("COMPLAINS", "its settings: port: is no port; name one"),
        ("NOTHING", "tests.gateway.core.host.guests:NOTHING is str, not a Manifest"),
        ("no.such:MANIFEST", "ModuleNotFoundError: No module named 'no'"),
        ("tests.gateway.core.host.crash:MANIFEST", "its process ended by SIGSEGV"),
    ],
)
async def test_one_that_breaks_says_why(tmp_path: Path, what: str, why: str) -> None:
    before = await children()
    assert await reason(tmp_path, what) == why
    assert await children() == before


@pytest.mark.parametrize(
    ("what", "why"),
    [("BUSY", "no heartbeat for 5 s"), ("tests.gateway.core.host.asleep:M", "it did not start within 60 s")],
)
async def test_one_that_is_silent_is_ended(tmp_path: Path, what: str, why: str) -> None:
    clock = ManualClock()
    async with hosted(tmp_path, host(what, clock)) as it:
        if what == "BUSY":
            await until(lambda: len(it.told) == 2)
        await until(lambda: it.host.vitals.pid is not None)
        while not it.broke:
            await clock.advance(1)
            await asyncio.sleep(0.001)
        assert it.broke == why


async def test_one_that_is_slow_to_start_says_so_and_is_waited_for_by_nobody(tmp_path: Path) -> None:
    clock, go = ManualClock(), tmp_path / "go"
    async with hosted(tmp_path, host("LATE", clock), go=str(go)) as it:
        await until(lambda: it.adapter._channel._transport is not None)
        await clock.advance(11)
        await until(lambda: len(it.told) == 1)
        assert it.told == [AdapterStateChanged(state="degraded", reason="it has not started after 10 s")]
        await asyncio.to_thread(go.touch)
        await until(lambda: len(it.told) == 4)
        connected = AdapterStateChanged(state="connected")
        assert [one for one in it.told[1:] if one != connected] == [DeviceDescribed(device=LAMP)]
        assert it.told.count(connected) == 2


async def test_one_that_beats_is_not_ended(tmp_path: Path) -> None:
    async with hosted(tmp_path, host("WORKS", window_s=1)) as it:
        await until(lambda: it.host.vitals.memory_mb is not None)
        assert it.host.vitals.memory_mb is not None
        assert (it.broke, it.host.vitals.memory_mb > 5) == ("", True)


async def test_memory_that_grows_is_watched(tmp_path: Path) -> None:
    assert await reason(tmp_path, host("GROWS", memory_mb=64)) == "it used more than 64 MB"


@pytest.mark.long
async def test_a_share_of_the_processor_is_told_and_then_enforced(tmp_path: Path) -> None:
    async with hosted(tmp_path, host("BUSY", ManualClock(), window_s=1, cpu_percent=20)) as it:
        await until(lambda: bool(it.broke))
        assert it.broke == "it used more than 20 % of a processor for 2 s"
        told = it.told[-1]
        assert isinstance(told, AdapterStateChanged)
        assert (told.state, told.reason.endswith("% of a processor; allowed are 20 %")) == ("degraded", True)


@pytest.mark.parametrize("how", ["left", "killed"])
async def test_whatever_it_started_goes_with_it(tmp_path: Path, how: str) -> None:
    pids = tmp_path / "pids"
    async with hosted(tmp_path, host("FORKS", processes=64), children=20, pids=str(pids)) as it:
        await until(lambda: pids.exists() and len(pids.read_text().split()) == 20)
        forked = [int(pid) for pid in pids.read_text().split()]
        assert all(map(lives, forked))
        if how == "killed":
            assert it.host.vitals.pid is not None
            os.kill(it.host.vitals.pid, signal.SIGKILL)
            await until(lambda: bool(it.broke))
            assert it.broke == "its process ended by SIGKILL"
    assert not any(map(lives, forked))


async def test_too_many_processes_are_its_end(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    why = await reason(tmp_path, host("FORKS", processes=16), children=20, pids=str(pids))
    assert why == "it started more than 16 processes"
    assert not any(lives(int(pid)) for pid in pids.read_text().split())


async def test_one_that_does_not_leave_is_ended(tmp_path: Path) -> None:
    async with hosted(tmp_path, "HANGS") as it:
        await until(lambda: len(it.told) == 2)
        pid = it.host.vitals.pid
        began_s = asyncio.get_running_loop().time()
    assert pid is not None
    assert not lives(pid)
    assert asyncio.get_running_loop().time() - began_s < 5  # 2 s on a machine that has nothing else to do


async def test_a_slow_reader_holds_it_back_and_loses_nothing(tmp_path: Path) -> None:
    async with hosted(tmp_path, "FLOODS", read=False, seconds=0.5) as it:
        updates, numbers, last, most = it.adapter.updates(), [], 0, 0
        async for batch in updates:
            for one in batch:
                if isinstance(one, EventOccurred):
                    numbers.append(one.arrived_ns)
                elif isinstance(one, PropertiesReported):
                    last = one.changes[0][1]  # type: ignore[assignment]
            most = max(most, it.adapter._channel._waiting_bytes)
            if last == -1:
                break
            await asyncio.sleep(0.001)
        await updates.aclose()  # type: ignore[attr-defined]
        assert numbers == list(range(500, 500 * (len(numbers) + 1), 500))
        assert 0 < most < 1024 * 1024


async def test_what_is_no_update_becomes_a_fault(tmp_path: Path) -> None:
    async with hosted(tmp_path, "NONSENSE") as it:
        await until(lambda: len(it.told) == 8)
        kinds = [type(one).__name__ for one in it.told]
        fault, report = "FaultReported", "PropertiesReported"
        assert kinds == ["DeviceDescribed", report, fault, fault, fault, fault, report, fault]
        faults = [(one.device, one.place) for one in it.told if isinstance(one, FaultReported)]
        assert faults == [
            ("", ""),
            ("lamp", report),
            ("", "DeviceDescription"),
            ("lamp", report),
            ("lamp", report),
        ]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (b"\x00\x00\x00\x02{}", "it sent what is no message: $: key 'type' is missing"),
        (b"\xff" * 64, "it sent what is no message: $: a frame of 4294967295 bytes"),
        (b"\x00\x00\x00\x00", "it sent what is no message: $: a frame of 0 bytes"),
        (framed(b"\xff\xfe"), "it sent what is no message"),
        (framed(encode(Grant(bytes=9))), "it sent what is no message"),
        (framed(b'{"type":"Told"}'), "it sent what is no message: $: a batch without updates"),
        (framed(b'{"type":"Told","updates":7}'), "it sent what is no message: $: a batch without updates"),
    ],
)
async def test_garbage_is_its_end(tmp_path: Path, sent: bytes, why: str) -> None:
    assert (await reason(tmp_path, "SPOILS", hex=sent.hex())).startswith(why)


async def test_an_answer_that_nobody_asked_for_is_dropped(tmp_path: Path) -> None:
    answers = framed(encode(Answered(call=77, answer=Sent(command="x")))) + framed(encode(Alive()))
    async with hosted(tmp_path, "SPOILS", hex=answers.hex()) as it:
        await until(lambda: len(it.told) == 2)
        assert await it.adapter.execute(ON) == Sent(command="c1")


async def test_commands_are_answered_once(tmp_path: Path) -> None:
    async with hosted(tmp_path, "WORKS") as it:
        await until(lambda: len(it.told) == 2)
        adapter = it.adapter
        assert await adapter.execute(invoke("raise")) == Failed(
            command="c2", code="adapter-raised", reason="KeyError: 'no'"
        )
        found = await adapter.execute(invoke("nonsense"))
        assert isinstance(found, Failed)
        assert found.code == "adapter-answer"
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await adapter.execute(invoke("wait"))
        assert not adapter._calls
        assert await adapter.execute(ON) == Sent(command="c1")  # the link is usable
        waiting = asyncio.create_task(adapter.execute(invoke("wait")))
        await asyncio.sleep(0)
        assert it.host.vitals.pid is not None
        os.kill(it.host.vitals.pid, signal.SIGKILL)
        gone = Failed(command="c2", code="adapter-gone", reason="its process ended by SIGKILL")
        assert await waiting == gone
        found = await adapter.execute(ReadProperties(id="c3", device="lamp", properties=()))
        assert isinstance(found, Refused)
        assert found.code == "adapter-not-running"


async def test_more_commands_than_can_be_under_way_are_refused(tmp_path: Path) -> None:
    async with hosted(tmp_path, "WORKS") as it:
        await until(lambda: len(it.told) == 2)
        waiting = [asyncio.create_task(it.adapter.execute(invoke("wait"))) for _ in range(256)]
        await asyncio.sleep(0)
        found = await it.adapter.execute(ON)
        assert isinstance(found, Refused)
        assert (found.code, found.retry) == ("busy", True)
        for one in waiting:
            one.cancel()
        await asyncio.wait(waiting)


async def test_what_it_may_use(tmp_path: Path) -> None:
    async with hosted(tmp_path, host("USES", files=100, nice=7), password="hunter22") as it:
        await until(lambda: len(it.told) == 3)
        told = json.loads((tmp_path / "told.json").read_text())
    limits = {line[:26].strip(): line[26:].split()[:2] for line in told["limits"].splitlines()}
    memory = str((256 + 128) * 1024 * 1024)
    assert (told["status"], told["nice"], told["cwd"]) == ("1", os.nice(0) + 7, str(Path.cwd()))
    assert (limits["Max open files"], limits["Max core file size"]) == (["100", "100"], ["0", "0"])
    assert limits["Max data size"] == [memory, memory]
    assert told["settings"] == {"password": "hunter22"}
    assert "hunter22" not in f"{told['environ']}{told['argv']}"
    ours = {"PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONPATH", "PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE"}
    assert set(told["environ"]) <= ours | {"HOME", "TMPDIR", "MALLOC_ARENA_MAX"}
    assert told["environ"]["HOME"] == str(tmp_path)
    assert len(told["files"]) <= 10  # three, the socket, and what its loop opens


async def test_what_it_prints_is_logged_within_bounds_and_without_secrets(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "gateway.core.host")
    await reason(tmp_path, "EXITS", password="hunter22")
    assert [one.getMessage() for one in caplog.records] == [
        "adapter guest: the key is ***",
        "adapter guest: no more paper",
    ]
    caplog.clear()
    async with hosted(tmp_path, "CHATTERS") as it:
        await until(lambda: "line 4999" in it.adapter._child.voice.last)
    messages = [one.getMessage() for one in caplog.records]
    assert len(messages) < 60
    assert any(one.endswith("lines left out") for one in messages)


HELLO = framed(encode(Introduced(secret="guess", version="1", sdk="1")))
OPENED = "import os, socket, sys, time; s = socket.socket(fileno=int(sys.argv[1]));"
ANOTHER = """
import os, sys, time
if os.fork():
    time.sleep(600)
from adapters.sdk.host.__main__ import main
main(sys.argv[1:])
"""
STRANGE = {
    "mute": ("import time; time.sleep(600)", "it did not start within 60 s"),
    "holds its warden": (
        "import os, signal, time; os.kill(os.getppid(), signal.SIGSTOP); time.sleep(600)",
        "it did not start within 60 s",
    ),
    "hangs up": ("pass", "exit code 0"),
    "another": (ANOTHER, "somebody else than its process answered"),
    "wrong secret": (
        f"{OPENED} s.recv(999); s.sendall({HELLO!r}); time.sleep(600)",
        "somebody else than its process answered",
    ),
    "garbage": (f"{OPENED} s.sendall(b'GET / HTTP/1.1'); time.sleep(600)", "it sent what is no message"),
}


@pytest.mark.parametrize("kind", STRANGE)
async def test_one_that_does_not_introduce_itself_is_ended(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, why = STRANGE[kind]
    monkeypatch.setattr(child, "PROGRAM", ("-c", program))
    before, clock = await children(), ManualClock()
    async with hosted(tmp_path, host("WORKS", clock)) as it:
        if kind in {"mute", "holds its warden"}:
            await until(lambda: it.host.vitals.pid is not None)
            await clock.advance(64)
        await until(lambda: bool(it.broke))
        assert it.broke.startswith(why)
    assert await children() == before


async def test_a_killed_warden_takes_the_adapter_with_it(tmp_path: Path) -> None:
    async with hosted(tmp_path, "WORKS") as it:
        await until(lambda: len(it.told) == 2)
        pid, warden = it.host.vitals.pid, it.adapter._child._warden.pid
        os.kill(warden, signal.SIGKILL)
        await until(lambda: bool(it.broke))
        assert pid is not None
        await until(lambda: not lives(pid))
        assert it.broke == "its process hung up"


PARENT = """
import asyncio, sys
from pathlib import Path
from tests.gateway.core.host.stage import host, hosted, until

async def main(folder: Path) -> None:
    pids = folder / "pids"
    async with hosted(folder, host("FORKS", processes=64), children=6, pids=str(pids)) as it:
        await until(lambda: pids.exists() and len(pids.read_text().split()) == 6)
        print(it.host.vitals.pid, it.adapter._child._warden.pid, *pids.read_text().split(), flush=True)
        await asyncio.sleep(600)

asyncio.run(main(Path(sys.argv[1])))
"""


async def test_when_the_core_is_killed_nothing_of_it_is_left(tmp_path: Path) -> None:
    core = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PARENT, str(tmp_path)), stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "."}
    )
    assert core.stdout is not None
    pids = [int(pid) for pid in (await core.stdout.readline()).split()]
    assert (len(pids), all(map(lives, pids))) == (8, True)
    core.kill()
    await core.wait()
    await until(lambda: not any(map(lives, pids)))

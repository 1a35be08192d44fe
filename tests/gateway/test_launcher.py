import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from gateway import launcher
from gateway.launcher import Child, children, launch

pytestmark = pytest.mark.network  # child processes have pipes and sockets of their own


def child(code: str, *arguments: str, name: str = "child") -> Child:
    return Child(name=name, arguments=(sys.executable, "-c", code, *arguments))


async def until(path: Path, lines: int) -> list[str]:
    while True:
        found = path.read_text().splitlines() if path.exists() else []
        if len(found) >= lines:
            return found
        await asyncio.sleep(0.01)


async def test_a_child_that_dies_is_started_again_and_both_end_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launcher, "LONGEST_PAUSE_S", 0.01)
    dying = child("import sys; open(sys.argv[1], 'a').write('x\\n')", str(tmp_path / "dying"))
    staying = child(
        "import sys, time; open(sys.argv[1], 'a').write('x\\n'); time.sleep(60)", str(tmp_path / "staying"), name="s"
    )
    async with asyncio.TaskGroup() as group:
        running = group.create_task(launch((dying, staying)))
        await until(tmp_path / "dying", 2)
        await until(tmp_path / "staying", 1)
        os.kill(os.getpid(), signal.SIGTERM)
        assert await running == 0
    assert (tmp_path / "staying").read_text() == "x\n"


async def test_a_refused_configuration_ends_everything() -> None:
    assert await launch((child("import sys; sys.exit(2)"), child("import time; time.sleep(60)", name="other"))) == 2


async def test_only_the_core_speaks_to_systemd(tmp_path: Path) -> None:
    core, egress = children(tmp_path)
    assert core.hidden == ()
    show = "import os, sys; open(sys.argv[1], 'w').write(os.environ.get('NOTIFY_SOCKET', 'hidden')); sys.exit(2)"
    quiet = Child(name="e", arguments=(sys.executable, "-c", show, str(tmp_path / "seen")), hidden=egress.hidden)
    await launch((quiet,), {**os.environ, "NOTIFY_SOCKET": "/nowhere"})
    assert (tmp_path / "seen").read_text() == "hidden"

import subprocess
import sys
from pathlib import Path

import pytest

SUITE = """
import asyncio

async def deaf(never):
    while True:
        try:
            await never.wait()
        except asyncio.CancelledError:
            pass

async def test_it():
    left = asyncio.create_task(deaf(asyncio.Event()), name="deaf one")
    await asyncio.sleep(0)
    {end}
"""


@pytest.mark.parametrize("end", ["await left", "assert False", "pass"], ids=["test", "after a failure", "clean-up"])
def test_a_hang_ends_the_run_and_says_what_hung(tmp_path: Path, end: str) -> None:
    """Without this, one that follows a failure or a time-out would hang for ever."""
    (tmp_path / "test_hang.py").write_text(SUITE.replace("{end}", end), "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nasyncio_mode = auto\ntimeout = 0.3\n", "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.patience", "-p", "no:cacheprovider"]
    root = Path(__file__).parents[1]
    ended = subprocess.run(
        [*command, "-p", "no:schemathesis", "-o", f"pythonpath={root}", str(tmp_path / "test_hang.py")],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert ended.returncode == 1
    assert "test_hang.py::test_it did not end within 0.3 s" in ended.stderr
    assert "Task 'deaf one'" in ended.stderr
    assert "await never.wait()" in ended.stderr

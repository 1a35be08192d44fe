import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MINUTES = float(os.environ.get("SOAK_MINUTES", "135"))
KEPT = ROOT / "reports" / "soak.md"


def soak(*options: object) -> dict[str, object]:
    """Run the command as a person would; its progress goes to the terminal, whatever pytest holds back."""
    command = [sys.executable, "-m", "tests.soak", *map(str, options), "--json"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False)
    told: dict[str, object] = json.loads(done.stdout)
    assert done.returncode == (told["verdict"] != "passed")
    return told


@pytest.mark.long
@pytest.mark.broker
@pytest.mark.timeout(MINUTES * 60 + 600)
def test_an_hour_of_load_grows_nothing_and_loses_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with capfd.disabled():
        told = soak("--minutes", MINUTES, "--report", KEPT)
    assert told["faults"] == []

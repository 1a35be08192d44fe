"""What can be seen of running processes from outside, at one moment."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

MIB: Final = 1024.0
METRIC: Final = re.compile(r'^hutong_(\w+)(?:\{kind="(\w+)"\})? (\S+)$', re.MULTILINE)
WATCHED: Final = ("tasks", "waiting", "outbox", "folded_total", "stream_dropped_total", "stream_clients")


def process(pid: int) -> dict[str, float]:
    """Memory in MiB (proc(5): VmRSS, and what is the process's alone), open files, threads."""
    folder = Path(f"/proc/{pid}")
    status = _fields(folder / "status")
    rollup = _fields(folder / "smaps_rollup")
    return {
        "rss_mb": status["VmRSS"] / MIB,
        "uss_mb": (rollup["Private_Clean"] + rollup["Private_Dirty"]) / MIB,
        "files": float(sum(1 for _ in (folder / "fd").iterdir())),
        "threads": status["Threads"],
    }


def _fields(path: Path) -> dict[str, float]:
    lines = (line.split() for line in path.read_text("ascii", "replace").splitlines())
    return {words[0][:-1]: float(words[1]) for words in lines if len(words) > 1 and words[1].isdigit()}


def children(pid: int) -> list[int]:
    """Give the processes that a process started, theirs too, as they stand now."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    own = [int(child) for task in tasks for child in (task / "children").read_text("ascii").split()]
    return own + [grandchild for child in own for grandchild in children(child)]


def figures(text: str) -> dict[str, float]:
    """Read the figures that are watched out of Prometheus text: `name` or `name.kind`."""
    found = {".".join(filter(None, (name, kind))): float(value) for name, kind, value in METRIC.findall(text)}
    return {name: value for name, value in found.items() if name.split(".")[0] in WATCHED}


def disk_mb(folder: Path) -> float:
    """Size of the databases with their logs."""
    return sum(file.stat().st_size for file in folder.glob("*.db*")) / MIB / MIB


def flat(parts: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Join the figures of many parts under `part.name`."""
    return {f"{part}.{name}": value for part, figures in parts.items() for name, value in figures.items()}

"""What loading the schema costs a fresh process: the classes beyond pydantic's import, and the flat registry.

`python -m benchmarks.load WHAT` does it once and prints milliseconds of processor time and megabytes. Beside the
classes stand as many plain pydantic classes with as many fields, beside the registry `json.loads` of its file. Bytecode
is compiled beforehand, as in any second start.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from benchmarks.measure import Measured

REPEATS: Final = 5
LIMIT_S: Final = 30


def _catalogue() -> Callable[[], object]:
    _pydantic()

    def load() -> object:
        from schemas.catalogue import catalogue  # noqa: PLC0415

        return catalogue()

    return load


def _classes() -> Callable[[], object]:
    from schemas.registry import Registry  # noqa: PLC0415

    _pydantic()
    sizes = [len(one.properties) for one in Registry.load().capabilities.values()]
    lines = ["from typing import Annotated", "from pydantic import BaseModel, ConfigDict, Field"]
    for number, size in enumerate(sizes):
        lines += [f"class C{number}(BaseModel):", "    model_config = ConfigDict(strict=True, defer_build=True)"]
        lines += [f"    f{field}: Annotated[float | None, Field(ge=0, le={field})] = None" for field in range(size)]
    code = compile("\n".join(lines), "classes", "exec")
    space: dict[str, Any] = {}
    return lambda: exec(code, space)  # noqa: S102 - of the lines above


def _registry() -> Callable[[], object]:
    from schemas.registry import Registry  # noqa: PLC0415

    return Registry.load


def _parse() -> Callable[[], object]:
    from schemas.registry import PUBLISHED  # noqa: PLC0415

    return lambda: json.loads((PUBLISHED / "registry.json").read_bytes())


def _pydantic() -> None:
    """Import pydantic with all that a first class brings in."""
    from pydantic import BaseModel, create_model  # noqa: PLC0415

    create_model("First", __base__=BaseModel, one=(int, 0))


WAYS: Final = {"catalogue": _catalogue, "classes": _classes, "registry": _registry, "parse": _parse}


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def once(what: str) -> tuple[float, float]:
    """Load it in this process; gives milliseconds and megabytes."""
    load = WAYS[what]()
    before_mb, began_s = _resident_mb(), time.process_time()
    kept = load()
    taken_ms = (time.process_time() - began_s) * 1000
    after_mb = _resident_mb()
    del kept
    return taken_ms, after_mb - before_mb


def loads(folder: Path) -> Measured:
    """Measure both in processes of their own; bytecode goes into `folder`."""
    found = {what: _least(what, folder) for what in WAYS}
    return {
        "catalogue_load_ms": (found["catalogue"][0], found["classes"][0]),
        "catalogue_mb": (found["catalogue"][1], found["classes"][1]),
        "registry_load_ms": (found["registry"][0], found["parse"][0]),
        "registry_mb": (found["registry"][1], found["parse"][1]),
    }


def _least(what: str, folder: Path) -> tuple[float, float]:
    """Return the least of some repeats, which other processes disturbed least; the first one compiles."""
    runs = [_fresh(what, folder) for _ in range(REPEATS + 1)][1:]
    return min(ms for ms, _ in runs), min(mb for _, mb in runs)


def _fresh(what: str, folder: Path) -> tuple[float, float]:
    environ = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load", what],
        cwd=Path(__file__).parents[1],
        env={**environ, "PYTHONPYCACHEPREFIX": str(folder)},
        capture_output=True,
        check=True,
        text=True,
        timeout=LIMIT_S,
    )
    ms, mb = json.loads(done.stdout)
    return ms, mb


if __name__ == "__main__":
    sys.stdout.write(json.dumps(once(sys.argv[1])))

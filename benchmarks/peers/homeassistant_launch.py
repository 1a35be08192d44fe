"""`python -P homeassistant_launch.py OUT …`: Home Assistant as it is, with the watch of the benchmarks beside it.

It runs in the peer's own environment. mDNS is bound to loopback. SIGUSR1 begins to time the callbacks of the event
loop, SIGUSR2 writes the longest to OUT.
"""

import runpy
import signal
import sys
from functools import partialmethod
from importlib import import_module
from pathlib import Path
from typing import Any, Final

ROOT: Final = str(Path(__file__).parents[2])


def watch_on_signals(out: Path) -> None:
    """Obey the two signals; the watch needs the standard library only."""
    sys.path.append(ROOT)
    watch: Any = import_module("benchmarks.watch").Watch(out)
    sys.path.remove(ROOT)
    signal.signal(signal.SIGUSR1, lambda *_: watch.begin())
    signal.signal(signal.SIGUSR2, lambda *_: watch.end())


def stay_home() -> None:
    """Let mDNS see loopback alone, whoever asks for it."""
    zeroconf: Any = import_module("zeroconf")
    zeroconf.Zeroconf.__init__ = partialmethod(zeroconf.Zeroconf.__init__, interfaces=["127.0.0.1"])


def main() -> None:
    """Become Home Assistant; the arguments after OUT are its own."""
    watch_on_signals(Path(sys.argv[1]))
    stay_home()
    sys.argv = ["hass", *sys.argv[2:]]
    runpy.run_module("homeassistant", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()

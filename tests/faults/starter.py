"""`python -P -m tests.faults.starter NAME MODULE ARGUMENTS`: runs a process of the gateway with a hand on it."""

import os
import runpy
import sys
from pathlib import Path

from tests.faults.hand import Hand


def main() -> None:
    """Read where from the environment: FAULTS_HAND (orders, clock, tapes), FAULTS_DISK, FAULTS_TAPE (1: record)."""
    name, module, *arguments = sys.argv[1:]
    hand = Hand(
        Path(os.environ["FAULTS_HAND"]), name, Path(os.environ["FAULTS_DISK"]), taping=bool(os.environ["FAULTS_TAPE"])
    )
    hand.lay_on()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()

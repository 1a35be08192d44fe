"""Build the board of board.yaml with ESPHome's host platform into the folder that is named; g++ is needed."""

import shutil
import subprocess
import sys
from pathlib import Path

here, folder = Path(__file__).parent, Path(sys.argv[1])
shutil.copy(here / "board.yaml", folder)
command = [str(folder / "bin" / "esphome"), "compile", "board.yaml"]
done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
program = folder / ".esphome" / "build" / "hutong-board" / ".pioenvs" / "hutong-board" / "program"
if done.returncode or not program.exists():
    sys.exit("the board was not built: " + (done.stdout + done.stderr).strip()[-300:])
shutil.copy(program, folder / "board")

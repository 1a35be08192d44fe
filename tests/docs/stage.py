"""What the documents' examples run against: the lamp of docs/adapters.md, its adapter, and a whole gateway."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.docs.document import DOCS, ROOT, blocks

LIMIT_S: Final = 30.0
HUTONG: Final = Path(sys.executable).parent / "hutong"

LAMP: Final = """
import asyncio, json, sys

HELLO = {"id": "lamp-17", "name": "Garden lamp", "properties": [
    {"name": "power", "kind": "boolean"},
    {"name": "brightness", "kind": "integer", "minimum": 0, "maximum": 255},
    {"name": "mood", "kind": "string"}]}
state = {"power": False, "brightness": 51, "mood": "calm"}

async def serve(reader, writer):
    def say(what):
        writer.write(json.dumps(what).encode() + b"\\n")
    say(HELLO)
    say(state)
    while line := await reader.readline():
        wanted = json.loads(line)
        state.update(wanted)
        say(wanted)
    writer.close()

async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""
"""The lamp itself: not ours to show, so it stands here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A gateway that was claimed. `environment` holds what the documents' examples use."""

    folder: Path
    environment: Mapping[str, str]

    def run(self, language: str, text: str) -> str:
        """Run an example; gives what it printed. The test fails when it fails."""
        command = ["bash", "-euo", "pipefail", "-c", text] if language == "sh" else [sys.executable, "-c", text]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=dict(self.environment),
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        assert not done.returncode, f"{text}\n{done.stdout}\n{done.stderr}"
        return done.stdout


def plugin(folder: Path) -> None:
    """Install the adapter of docs/adapters.md as a package would be: the module and its entry point."""
    module, entry_point = (block.text for block in blocks(DOCS / "adapters.md") if block.mark == "file")
    (folder / "hutong_lines.py").write_text(module, "utf-8")
    about = folder / "hutong_lines-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: hutong-lines\nVersion: 1.0\n", "utf-8")
    group, line = re.findall(r'entry-points\."([^"]+)"\]\n(.+)', entry_point)[0]
    (about / "entry_points.txt").write_text(f"[{group}]\n{line.replace(chr(34), '')}\n", "utf-8")


@contextmanager
def gateway(folder: Path) -> Iterator[Stage]:
    """Start a lamp and a gateway with the adapter of the documents, and claim it."""
    plugin(folder)
    paths = os.pathsep.join((str(folder), str(ROOT)))
    path = os.pathsep.join((str(HUTONG.parent), os.environ["PATH"]))
    environment = {
        **os.environ,
        "PYTHONPATH": paths,
        "PATH": path,
        "HUTONG_CLIENT": str(folder / "client.toml"),
        "COLUMNS": "120",
    }
    with _process((sys.executable, "-c", LAMP), folder, environment) as lamp:
        port = lamp.stdout.readline().strip() if lamp.stdout else ""
        config = folder / "config.toml"
        config.write_text(CONFIG.format(folder=folder, lamp=port), "utf-8")
        with _process((str(HUTONG), "run", "-c", str(config)), folder, environment) as running:
            try:
                yield _claimed(folder, environment, running)
            finally:
                for file in folder.glob("*.pid"):  # what an example started and, having failed, did not stop
                    with suppress(ProcessLookupError):
                        os.kill(int(file.read_text()), signal.SIGTERM)


@contextmanager
def _process(
    command: tuple[str, ...], folder: Path, environment: Mapping[str, str]
) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _claimed(folder: Path, environment: Mapping[str, str], running: "subprocess.Popen[str]") -> Stage:
    url = code = ""
    for line in running.stdout or ():
        if found := re.search(r"hutong claim (\S+) ([A-Z0-9-]+)`", line):
            url, code = found.groups()
            break
    subprocess.run((str(HUTONG), "claim", url, code), env=environment, check=True, capture_output=True, timeout=LIMIT_S)
    client = (folder / "client.toml").read_text("utf-8")
    token = re.findall(r'token = "(.+)"', client)[0]
    more = {"HUTONG": f"{url}/api/v1", "CA": str(folder / "state" / "tls" / "api.crt"), "TOKEN": token}
    stage = Stage(folder=folder, environment={**environment, **more})
    _await_lamp(stage)
    device = json.loads(stage.run("sh", "hutong devices --json"))["devices"][0]["id"]
    return Stage(folder=folder, environment={**stage.environment, "DEVICE": device})


def _await_lamp(stage: Stage) -> None:
    """The lamp has been heard when its brightness has a value; asked anew, for nothing tells an outsider."""
    end = time.monotonic() + LIMIT_S
    while '"value": 20.0' not in stage.run("sh", "hutong devices --json; hutong devices 'Garden lamp' --json || true"):
        assert time.monotonic() < end, "the lamp was not heard"


CONFIG: Final = """\
[paths]
state_dir = "{folder}/state"
runtime_dir = "{folder}/run"

[api]
port = 0
mdns = false

[adapters.garden]
type = "lines"
host = "127.0.0.1"
port = {lamp}

[egress]
state_dir = "{folder}/egress"
runtime_dir = "{folder}/egress-run"
sink_networks = ["127.77.0.0/16"]
"""

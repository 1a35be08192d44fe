"""Where programs of others live: each in an environment of its own below .peers/, never in ours.

Beside this file, one folder a peer says what belongs in: `requirements.txt` (Python, every file by its hash) or
`package.json` with its lock (npm), or `debian.txt` (names of packages), and `prepare.py` what is then to be built.
`make peers` installs what is missing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
INSTALLED: Final = Path(os.environ.get("HUTONG_PEERS", ROOT / ".peers"))
LONGEST_S: Final = 900
POLICY: Final = Path("/usr/sbin/policy-rc.d")


class PeerMissing(Exception):  # noqa: N818
    """A peer cannot be installed here; the text says what is missing."""


@dataclass(frozen=True)
class Environment:
    """One peer's files. `python.txt` beside them names the least Python that it needs, as "3.12"."""

    name: str

    @property
    def wanted(self) -> Path:
        """What describes it."""
        return HERE / self.name

    @property
    def folder(self) -> Path:
        """Where it is installed."""
        return INSTALLED / self.name

    @property
    def stamp(self) -> str:
        """What it was installed from."""
        names = ("requirements.txt", "package-lock.json", "debian.txt", "python.txt", "prepare.py")
        files = [*(self.wanted / name for name in names), *sorted(self.wanted.glob("*.yaml"))]
        return hashlib.sha256(b"".join(file.read_bytes() for file in files if file.exists())).hexdigest()

    @property
    def is_installed(self) -> bool:
        """Whether it is there, as described."""
        stamp = self.folder / ".installed"
        return stamp.exists() and stamp.read_text() == self.stamp

    def install(self) -> None:
        """Install it anew. Raises PeerMissing."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        if (self.wanted / "debian.txt").exists():
            _install_debian((self.wanted / "debian.txt").read_text().split())
        if (self.wanted / "requirements.txt").exists():
            self._install_python()
        if (self.wanted / "package.json").exists():
            self._install_npm()
        if (self.wanted / "prepare.py").exists():
            _run(str(self.folder / "bin" / "python"), str(self.wanted / "prepare.py"), str(self.folder))
        (self.folder / ".installed").write_text(self.stamp)

    def _install_python(self) -> None:
        least = self.wanted / "python.txt"
        python = _python(least.read_text().strip() if least.exists() else "")
        _run(python, "-m", "venv", str(self.folder))
        flags = ("install", "-q", "--disable-pip-version-check", "--no-deps", "--require-hashes")
        _run(str(self.folder / "bin" / "python"), "-m", "pip", *flags, "-r", str(self.wanted / "requirements.txt"))

    def _install_npm(self) -> None:
        if shutil.which("npm") is None:
            raise PeerMissing("npm is missing: apt install npm")
        for name in ("package.json", "package-lock.json"):
            shutil.copy(self.wanted / name, self.folder)
        _run("npm", "ci", "--silent", "--no-audit", "--no-fund", folder=self.folder)

    def program(self, *parts: str) -> str:
        """Give the path of a file in it; skips the test, with a reason, where the peer is not installed."""
        if not self.is_installed:
            pytest.skip(f"the peer {self.name} is not installed: make peers")
        return str(self.folder.joinpath(*parts))

    @property
    def interpreter(self) -> str:
        """Its Python; skips the test as `program` does."""
        return self.program("bin", "python")


def _python(least: str) -> str:
    """Find a Python of at least this version: ours, or one on the path, or one of pyenv."""
    if not least or sys.version_info[:2] >= tuple(map(int, least.split("."))):
        return sys.executable
    minor = int(least.split(".")[1])
    for version in (f"3.{number}" for number in range(minor, minor + 4)):
        pyenv = sorted(Path("~/.pyenv/versions").expanduser().glob(f"{version}.*/bin/python"))
        for found in (*map(str, pyenv), shutil.which(f"python{version}")):
            if found and subprocess.run([found, "-c", "import venv"], capture_output=True, check=False).returncode == 0:
                return found
    raise PeerMissing(f"it needs Python {least} or later, and none was found on the path or in pyenv")


def _install_debian(packages: list[str]) -> None:
    missing = [name for name in packages if _dpkg(name) != 0]
    if not missing:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise PeerMissing(f"needs root: apt install {' '.join(missing)}")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing)
    with _no_services():
        try:
            _run(*install)
        except PeerMissing:  # what is there to be installed may never have been asked for
            _run("apt-get", "update", "-qq")
            _run(*install)


@contextmanager
def _no_services() -> Iterator[None]:
    """Let a package install its program and start none: 101 forbids it (policy-rc.d of invoke-rc.d(8))."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


def _dpkg(name: str) -> int:
    if shutil.which("dpkg") is None:
        return 1
    return subprocess.run(["dpkg", "-s", name], capture_output=True, check=False).returncode


def _run(*command: str, folder: Path | None = None) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=LONGEST_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PeerMissing(f"{command[0]}: {error}") from error
    if done.returncode != 0:
        last = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[-1]
        raise PeerMissing(f"{Path(command[0]).name} failed: {last[:300]}")


def known() -> list[Environment]:
    """Give every peer that is described here."""
    described = ("requirements.txt", "package.json", "debian.txt")
    return [
        Environment(p.name) for p in sorted(HERE.iterdir()) if p.is_dir() and any((p / d).exists() for d in described)
    ]

"""Find a Python 3.13, which this peer needs, and make an environment for it below `.peers/`, pinned with hashes."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

VARIABLE: Final = "HUTONG_HA_PYTHON"
WANTED: Final = "3.13"
LOCK: Final = Path(__file__).with_name("homeassistant.txt")
PLACE: Final = Path(__file__).parents[2] / ".peers" / "homeassistant"
ASK_S: Final = 20.0
INSTALL_S: Final = 900.0


class MissingError(Exception):
    """There is no such Python, or its environment could not be made; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that may have the interpreter."""

    where: str  # as a person reads it
    path: Path | None  # None: nothing is there


def candidates(named: str | None, environ: Mapping[str, str], home: Path) -> Iterator[Candidate]:
    """Give every place in turn; one that was named is the only one."""
    if told := named or environ.get(VARIABLE):
        yield Candidate(where="the one that was named", path=_found(told, environ))
        return
    yield Candidate(where=f"python{WANTED} in PATH", path=_found(f"python{WANTED}", environ))
    yield Candidate(where=f"uv python find {WANTED}", path=_by_uv(environ))
    yield Candidate(where=f"pyenv prefix {WANTED}", path=_by_pyenv(environ))
    root = Path(environ.get("PYENV_ROOT", home / ".pyenv"))
    for folder in sorted(root.glob(f"versions/{WANTED}*"), reverse=True) or (root,):
        yield Candidate(where="the versions folder of pyenv", path=_executable(folder))


def find_python(named: str | None) -> Path:
    """Return a Python 3.13 that starts; MissingError says where it was looked for."""
    looked = []
    for one in candidates(named, os.environ, Path.home()):
        if one.path and version_of(one.path) == WANTED:
            return one.path
        looked.append(one.where)
    raise MissingError(
        f"no Python {WANTED} found; looked at: {', '.join(dict.fromkeys(looked))}. Name one by {VARIABLE}"
    )


def version_of(python: Path) -> str:
    """Return major and minor version as the interpreter says, or nothing where it does not start."""
    return _said([str(python), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], os.environ)


def _found(name: str, environ: Mapping[str, str]) -> Path | None:
    found = shutil.which(name, path=environ.get("PATH", ""))
    return Path(found) if found else None


def _by_uv(environ: Mapping[str, str]) -> Path | None:
    """Ask uv, whether it is in PATH or in this environment; it must not download one."""
    uv = _found("uv", environ) or _found("uv", {"PATH": str(Path(sys.executable).parent)})
    said = uv and _said([str(uv), "python", "find", "--no-python-downloads", WANTED], environ)
    return Path(said) if said else None


def _by_pyenv(environ: Mapping[str, str]) -> Path | None:
    pyenv = _found("pyenv", environ)
    said = pyenv and _said([str(pyenv), "prefix", WANTED], environ)
    return _executable(Path(said)) if said else None


def _executable(folder: Path) -> Path | None:
    found = folder / "bin" / f"python{WANTED}"
    return found if found.exists() else None


def _said(command: list[str], environ: Mapping[str, str]) -> str:
    """Return what a program prints, or nothing where it fails."""
    try:
        done = subprocess.run(command, env=dict(environ), capture_output=True, text=True, timeout=ASK_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def environment(python: Path, place: Path = PLACE) -> Path:
    """Return the interpreter of an environment with the locked packages, made where it is missing or stale."""
    inside, stamp = place / "bin" / "python", place / ".installed"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text("ascii") == wanted and version_of(inside) == WANTED:
        return inside
    _run([str(python), "-m", "venv", "--clear", str(place)], "the environment could not be made")
    pip = [str(inside), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--no-deps", "--require-hashes", "-r", str(LOCK)], "its packages could not be installed")
    stamp.write_text(wanted, "ascii")
    return inside


def _run(command: list[str], otherwise: str) -> None:
    try:
        subprocess.run(command, env=own_environ(), check=True, capture_output=True, text=True, timeout=INSTALL_S)
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise MissingError(f"{otherwise}: {last}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingError(f"{otherwise}: {error}") from error


STRANGE: Final = frozenset(
    {"PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
)


def own_environ() -> dict[str, str]:
    """Return our variables without those that are for our own interpreter; bytecode is found beside the modules."""
    return {key: value for key, value in os.environ.items() if key not in STRANGE}

"""Refuse a core dependency that an aarch64 or armv7l hub would have to compile."""

import subprocess
import sys
import tempfile
from pathlib import Path

LOCK = Path("locks/py311.txt")
PLATFORMS = {
    "aarch64": ["manylinux_2_34_aarch64", "manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"],
    "armv7l": ["manylinux_2_34_armv7l", "manylinux_2_31_armv7l", "manylinux_2_17_armv7l", "manylinux2014_armv7l"],
}
BUILT_IN_THE_IMAGE = {"cffi"}  # no armv7l wheel in any version; the image builds it once (docs/decisions)


def locked(path: Path) -> list[str]:
    """Return `name==version` of each package a Linux hub installs."""
    lines = [line.split("\\")[0].strip() for line in path.read_text().splitlines() if line[:1].isalpha()]
    return [line.split(";")[0].strip() for line in lines if "win32" not in line]


def has_wheel(requirement: str, platforms: list[str]) -> bool:
    """Ask the package index for a wheel that fits; a pure one fits everywhere."""
    flags = [f"--platform={p}" for p in platforms]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps"]
        command += ["--only-binary=:all:", "--python-version=3.11", *flags, "-d", folder, requirement]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603


def main() -> int:
    """Print what is missing; exit code 1 if anything is."""
    missing = [
        f"{requirement}: no {machine} wheel"
        for requirement in locked(LOCK)
        for machine, platforms in PLATFORMS.items()
        if requirement.split("==")[0] not in BUILT_IN_THE_IMAGE and not has_wheel(requirement, platforms)
    ]
    print("\n".join(missing) or f"all {len(locked(LOCK))} core packages have wheels for {', '.join(PLATFORMS)}")
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main())

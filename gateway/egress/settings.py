"""The `[egress]` table of the configuration, read by this process itself: it takes no other word for it.

Only the standard library and our codec: the process with the way out loads no validation framework.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from schemas import codec

LEVELS = ("debug", "info", "warning", "error")
MAX_SPEED = 3600.0


class SettingsError(Exception):
    """The configuration cannot be used; nothing was started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EgressSettings:
    """[egress]: the folders, users and sinks of the process with the way out."""

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}  # where the core's check reads it too

    state_dir: str = "/var/lib/hutong-egress"
    """Its own folder, 0700, that the core cannot read."""
    runtime_dir: str = "/run/hutong-egress"
    """Where its sockets are: core.sock for the core, admin.sock for its own user and root."""
    core_user: str = ""
    """The user that the core runs as; empty: the same user."""
    sink_networks: tuple[str, ...] = ()
    """Networks, beside public addresses, that a sink may lie on: a relay at home, "192.0.2.0/24"."""
    public_sinks: bool = True
    """Whether sinks may lie on public addresses."""

    @property
    def core_socket(self) -> Path:
        """Where the core finds this process."""
        return Path(self.runtime_dir) / "core.sock"

    @property
    def admin_socket(self) -> Path:
        """Where residents' keys are pinned."""
        return Path(self.runtime_dir) / "admin.sock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What this process reads of the file."""

    egress: EgressSettings
    level: str
    speed: float
    origin_ms: int


def load_settings(path: Path) -> Loaded:
    """Read the file. Raises SettingsError with place and fix; `hutong config check` names the line as well."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        settings: EgressSettings = codec.from_tree(tables.get("egress", {}), EgressSettings)
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: {error}; see hutong config check") from error
    return Loaded(
        egress=settings, level=_level(tables, path), speed=_speed(tables, path), origin_ms=_origin(tables, path)
    )


def _table(tables: dict[str, Any], name: str, path: Path) -> dict[str, Any]:
    table = tables.get(name, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{path}: {name}: must be a table; write [{name}] above its keys")
    return table


def _level(tables: dict[str, Any], path: Path) -> str:
    level = _table(tables, "log", path).get("level", "info")
    if level not in LEVELS:
        raise SettingsError(f"{path}: log.level: {level!r} is no level; one of {', '.join(LEVELS)}")
    return str(level)


def _speed(tables: dict[str, Any], path: Path) -> float:
    speed = _table(tables, "demo", path).get("speed", 1.0)
    if isinstance(speed, bool) or not isinstance(speed, int | float) or not 1 <= speed <= MAX_SPEED:
        raise SettingsError(f"{path}: demo.speed: must be a number from 1 to {MAX_SPEED:g}")
    return float(speed)


def _origin(tables: dict[str, Any], path: Path) -> int:
    origin_ms = _table(tables, "demo", path).get("origin_ms", 0)
    if type(origin_ms) is not int or origin_ms < 0:
        raise SettingsError(f"{path}: demo.origin_ms: must be milliseconds since 1970")
    return origin_ms

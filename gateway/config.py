"""The configuration file: TOML, checked strictly, every fault with file, line, key and fix."""

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator
from pydantic_core import ErrorDetails

from adapters.sdk.contract import Budget
from gateway.core.policy import DEFAULT, Demand, Policy
from gateway.egress.settings import EgressSettings
from gateway.northbound.settings import ApiSettings
from gateway.position import find_line
from schemas.vocabulary import Hazard

ENVIRONMENT_PREFIX: Final = "HUTONG__"


class Section(BaseModel):
    """A table of the file: no unknown keys, no silent conversion."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class HomeSection(Section):
    """[home]: what the home is called and which language its texts prefer."""

    name: Annotated[str, Field(min_length=1, max_length=64)] = "Home"
    language: Literal["zh", "en"] = "zh"


class PathSection(Section):
    """[paths]: the only folders that the core writes to."""

    state_dir: str = "/var/lib/hutong"
    runtime_dir: str = "/run/hutong"


class LogSection(Section):
    """[log]: what goes to standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class DemoSection(Section):
    """[demo]: wall time runs faster. Refused by contracts that are meant for real homes."""

    speed: Annotated[float, Field(ge=1, le=3600)] = 1.0
    origin_ms: Annotated[int, Field(ge=0)] = 0
    """Real time, in ms since 1970 UTC, from which it runs faster: the same for core and egress, over restarts."""


class HazardSection(Section):
    """[hazards]: what it takes to obey a wish that can go wrong. What is left out keeps the default."""

    heat: Demand = DEFAULT[Hazard.HEAT]
    motion: Demand = DEFAULT[Hazard.MOTION]
    motion_person: Demand = DEFAULT[Hazard.MOTION_PERSON]
    gas: Demand = DEFAULT[Hazard.GAS]
    water: Demand = DEFAULT[Hazard.WATER]
    security: Demand = DEFAULT[Hazard.SECURITY]
    privacy: Demand = DEFAULT[Hazard.PRIVACY]
    energy: Demand = DEFAULT[Hazard.ENERGY]
    cost: Demand = DEFAULT[Hazard.COST]
    health: Demand = DEFAULT[Hazard.HEALTH]
    service_interruption: Demand = DEFAULT[Hazard.SERVICE_INTERRUPTION]

    def policy(self) -> Policy:
        """Give the table in force."""
        return Policy(rules={hazard: getattr(self, hazard.replace("-", "_")) for hazard in Hazard})


class BudgetSection(Section):
    """[adapters.<name>.budget]: what an adapter in a process of its own may use. What is left out keeps the default."""

    memory_mb: Annotated[int, Field(ge=32, le=65536)] | None = None
    """Resident memory, with all that it starts."""
    cpu_percent: Annotated[int, Field(ge=1, le=6400)] | None = None
    """Of one processor, over a minute."""
    files: Annotated[int, Field(ge=32, le=65536)] | None = None
    """Open at once."""
    processes: Annotated[int, Field(ge=1, le=1024)] | None = None
    nice: Annotated[int, Field(ge=0, le=19)] | None = None

    def over(self, usual: Budget) -> Budget:
        """Give a budget with what is set here put over it."""
        return replace(usual, **self.model_dump(exclude_none=True))


class AdapterSection(BaseModel):
    """[adapters.<name>]: keys other than these are the adapter's own and checked by it."""

    model_config = ConfigDict(extra="allow", frozen=True)

    type: Annotated[str, Field(strict=True, min_length=1)]
    """Which adapter it is; its name, if left out."""
    process: Literal["core", "own"] | None = None
    """Where it runs. Adapters of other packages always run in processes of their own; ours in the core by default."""
    budget: BudgetSection = BudgetSection()

    def settings(self) -> dict[str, Any]:
        """Return the adapter's own keys."""
        return dict(self.model_extra or {})


class Config(Section):
    """The whole file."""

    config_version: Literal[1] = 1
    home: HomeSection = HomeSection()
    paths: PathSection = PathSection()
    api: ApiSettings = ApiSettings()
    egress: EgressSettings = EgressSettings()
    adapters: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")], AdapterSection] = {}
    hazards: HazardSection = HazardSection()
    log: LogSection = LogSection()
    demo: DemoSection = DemoSection()

    @field_validator("adapters", mode="before")
    @classmethod
    def _named(cls, sections: Any) -> Any:
        """Let a section that names no type be the adapter that it is called."""
        if not isinstance(sections, dict):
            return sections
        return {n: {"type": n, **one} if isinstance(one, dict) else one for n, one in sections.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigFault:
    """One thing that is wrong with the file."""

    file: str
    line: int  # 0 when no line can be named
    key: str
    reason: str
    fix: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.key}: {self.reason}; {self.fix}" if self.key else f"{place}: {self.reason}; {self.fix}"


class ConfigError(Exception):
    """The file cannot be used; nothing was started or changed."""

    def __init__(self, *faults: ConfigFault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def load_config(path: Path, environ: Mapping[str, str] = os.environ) -> Config:
    """Read and check the file. Environment variables such as HUTONG__LOG__LEVEL=debug override it.

    Raises ConfigError, which lists every fault at once.
    """
    text = _read(path)
    tables = _parse(path, text)
    _override(tables, environ, path)
    try:
        return Config.model_validate_json(json.dumps(tables, default=_date))  # strict, yet a list may become a tuple
    except ValidationError as error:
        raise ConfigError(*(_fault(path, text, e) for e in error.errors())) from error


def _date(value: object) -> dict[str, str]:
    """Keep a TOML date from passing for text; no key is one."""
    return {"date": str(value)}


def config_schema() -> dict[str, Any]:
    """Return the JSON Schema of the file, for editors."""
    return TypeAdapter(Config).json_schema()


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        fix = "name another file with -c, or start from docs/hutong.toml"
        raise ConfigError(ConfigFault(file=str(path), line=0, key="", reason=reason, fix=fix)) from error
    except UnicodeDecodeError as error:
        fault = ConfigFault(file=str(path), line=0, key="", reason="is not UTF-8 text", fix="save it as UTF-8")
        raise ConfigError(fault) from error


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason, line = _syntax(str(error))
        fix = 'text stands in "quotes", tables in [brackets]'
        raise ConfigError(ConfigFault(file=str(path), line=line, key="", reason=reason, fix=fix)) from error


def _syntax(message: str) -> tuple[str, int]:
    reason, _, place = message.partition(" (at line ")
    return reason, int(place.split(",")[0]) if place else 0


def _override(tables: dict[str, Any], environ: Mapping[str, str], path: Path) -> None:
    for name, text in environ.items():
        if not name.startswith(ENVIRONMENT_PREFIX):
            continue
        *parents, key = name.removeprefix(ENVIRONMENT_PREFIX).lower().split("__")
        table = tables
        for parent in parents:
            table = table.setdefault(parent, {})
            if not isinstance(table, dict):
                fault = ConfigFault(file=str(path), line=0, key=name, reason="is below a key", fix="unset the variable")
                raise ConfigError(fault)
        table[key] = _toml_value(text)


def _toml_value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _fault(path: Path, text: str, error: ErrorDetails) -> ConfigFault:
    keys = tuple(part for part in error["loc"] if part != "[key]")
    key = ".".join(map(str, keys))
    return ConfigFault(file=str(path), line=find_line(text, keys), key=key, reason=_reason(error), fix=_fix(error))


def _reason(error: ErrorDetails) -> str:
    if error["type"] in {"extra_forbidden", "unexpected_keyword_argument"}:
        return "is not a key of this table"
    if error["type"] in {"missing", "missing_argument"}:
        return "is missing"
    message = error["msg"].removeprefix("Value error, ")
    return message[0].lower() + message[1:]


def _fix(error: ErrorDetails) -> str:
    if error["type"] in {"extra_forbidden", "unexpected_keyword_argument"}:
        return "remove it, or see `hutong config schema` for the keys there are"
    if error["type"] in {"missing", "missing_argument"}:
        return "add it"
    return f"see `hutong config explain {'.'.join(str(p) for p in error['loc'] if p != '[key]')}`"

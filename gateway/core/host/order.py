"""What is to run in a process of its own, how long it may be silent, and how it is."""

from dataclasses import dataclass

from adapters.sdk.contract import Budget
from gateway.core.clock import Clock
from schemas.pairing import PairingPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long is waited for an adapter's process, and how often its use of the processor is judged."""

    start_s: float = 60.0  # from the start of the process until the adapter is entered; an old board is slow
    silence_s: float = 5.0
    window_s: int = 60


@dataclass(slots=True, kw_only=True)
class Vitals:
    """How the process is; of all lives of one adapter, the present one."""

    pid: int | None = None
    memory_mb: float | None = None
    cpu_percent: float | None = None
    execute_timeout_s: float = 5.0
    pairing: PairingPlan | None = None
    started: bool = False  # in any of its lives: what it can do is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to run where: the same for all lives."""

    name: str
    entry: str  # "package.module:MANIFEST"
    budget: Budget
    clock: Clock
    patience: Patience
    vitals: Vitals

"""Taking a device into the home: what a person gives, which steps are taken, and what is kept of it afterwards.

An adapter that pairs says beforehand which answers it needs and which steps it will take, so that an app and the
command line can show both without knowing the protocol.
"""

from dataclasses import dataclass, field
from typing import Final, Literal

from schemas.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One answer that pairing needs. `id` is lower-case with hyphens, for it is also an option: `--setup-code`.

    `pattern` is a regular expression that the whole answer must match; empty where anything does. `example` shows the
    form. A `secret` is never shown, logged or kept but sealed. A `file` is read by who asks; its text is the answer.
    """

    id: str
    zh: str
    en: str
    secret: bool = False
    required: bool = True
    file: bool = False
    pattern: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step, in the order in which they are taken. `id` is lower-case with hyphens."""

    id: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingPlan:
    """What pairing with one protocol takes."""

    asks: tuple[Ask, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A device that was found and can be paired. `answers` are those that are known already, by the id of the ask."""

    key: str  # the vendor's own lasting identity, as it will be the device's
    name: str
    address: str
    model: str = ""
    paired: bool = False
    answers: tuple[tuple[str, str], ...] = ()
    note: str = ""  # what stands in the way: "protocol 3.5", "already paired with another controller"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepped:
    """How far pairing is. After `failed` nothing more comes; `code`, `reason` and `fix` tell why."""

    step: str
    state: Literal["running", "done", "failed"]
    code: str = ""
    reason: str = ""
    fix: str = ""


STILL_PAIRED: Final = "still-paired"
"""Code of a parting of which the device could not be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """What must be kept to reach a device again: plain JSON values. The core seals it; it is in no log and no repr.

    `key` names the device, or the bridge, hub or account that its devices are reached through.
    """

    key: str
    name: str
    kept: dict[str, Value] = field(repr=False)


Pairing = Stepped | Paired
"""What an adapter tells while it pairs. A `Paired` is kept durably before the next step is asked for."""

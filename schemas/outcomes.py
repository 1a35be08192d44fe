"""What came of a command. An adapter answers Sent, Refused or Failed; the home makes the others of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Handed to the device's network. `confirmable` is false where the device never reports back.

    `within_s`: the device sleeps; it is told when it wakes, unless that is later than so long from now.
    """

    command: str
    confirmable: bool = True
    within_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """The device reported the wanted values."""

    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """Sent to a device that cannot report back: taken as done."""

    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Kept for a device that sleeps: it is told when it wakes. After `within_s` it is not, and the device says so."""

    command: str
    within_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing was sent. `code` is stable, for example "confirmation-required", "out-of-range", "not-writable"."""

    command: str
    code: str
    reason: str
    fix: str = ""
    retry: bool = False  # whether the same wish can succeed later


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedOut:
    """Sent, but the device did not report the wanted values in time."""

    command: str
    after_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Sending failed, or the device answered with an error."""

    command: str
    code: str
    reason: str
    retry: bool = True


Answer = Sent | Refused | Failed
Outcome = Confirmed | Unconfirmed | Waiting | Refused | TimedOut | Failed

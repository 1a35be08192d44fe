"""What the gate refuses, in the shape that the API tells: code, reason, place, fix.

GateError
├── Refused         what was asked breaks a rule; asking again the same way does not help
├── Unreachable     egress cannot be asked now; asking again later may help
└── Unwritten       it counts, but is not on disk yet; it is written by itself, asking again is not needed
A contract that is not known is a KeyError.
"""

from gateway.core.errors import DiskFailed
from privacy.errors import ContractInvalid, Finding


class GateError(Exception):
    """Root of the tree."""

    def __init__(self, code: str, reason: str, *, place: str = "", fix: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.place = place
        self.fix = fix


class Refused(GateError):  # noqa: N818
    """It is not allowed, or not well formed."""

    findings: tuple[Finding, ...] = ()

    @classmethod
    def by_findings(cls, error: ContractInvalid) -> "Refused":
        """Tell every finding; where there is one, place and fix are its own."""
        first, *others = error.findings
        reason = "; ".join(map(str, error.findings)) if others else first.reason
        refused = cls(first.code, reason, place=first.path, fix="" if others else first.fix)
        refused.findings = error.findings
        return refused


class Unreachable(GateError):  # noqa: N818
    """Egress is not there."""


class Unwritten(GateError):  # noqa: N818
    """A withdrawal counts from now on, but the disk does not take it."""

    @classmethod
    def because(cls, error: DiskFailed) -> "Unwritten":
        """Say what the disk said, and what that means."""
        return cls(
            "stopped-not-written",
            f"nothing more is sent; it is written as soon as there is room ({error})",
            fix="make room; until it is written do not switch the gateway off",
        )

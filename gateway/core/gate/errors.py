"""What the gate refuses, in the shape that the API tells: code, reason, place, fix.

GateError
├── Refused         what was asked breaks a rule; asking again the same way does not help
└── Unreachable     egress cannot be asked now; asking again later may help
A contract that is not known is a KeyError.
"""

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

"""What can be wrong with a contract: always the place, the reason and the fix.

PrivacyError
├─ ContractInvalid    the document is not a contract
├─ ContractRefused    it is one, but asks for more than the profile lets anybody have
└─ ReleasedForbidden  something but the gate tried to make a released value
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong. `code` is stable; `path` is like `outputs[0].steps[1].step`."""

    path: str
    code: str
    reason: str
    fix: str

    def __str__(self) -> str:
        return f"{self.path or 'contract'}: {self.reason}; {self.fix}"


class PrivacyError(Exception):
    """Anything the rules of privacy say no to."""


class ContractInvalid(PrivacyError):  # noqa: N818
    """The document cannot be read as a contract."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


class ContractRefused(ContractInvalid):
    """The contract breaks the ceilings of the profile, or of its recipient's other contracts."""


class ReleasedForbidden(PrivacyError):  # noqa: N818
    """Only the gate's decision makes a released value."""

"""From the JSON of a contract to a checked `Contract`, and its published JSON Schema."""

from typing import Final

from privacy.contract import Contract
from privacy.envelope import contract_hash
from privacy.errors import ContractInvalid, Finding
from privacy.structure import structure_findings
from schemas.codec import CodecError, decode

MAX_BYTES: Final = 64 * 1024

__all__ = ["MAX_BYTES", "contract_hash", "parse_contract"]


def parse_contract(data: bytes) -> Contract:
    """Read a contract; raises ContractInvalid with every finding: path, reason and fix.

    A document that is not a contract at all gives one finding, the first.
    """
    try:
        contract = decode(data, Contract, max_bytes=MAX_BYTES)
    except CodecError as error:
        path = error.path.removeprefix(".")
        raise ContractInvalid(Finding(path=path, code="form", reason=error.problem, fix=error.fix)) from None
    if findings := structure_findings(contract):
        raise ContractInvalid(*findings)
    return contract

"""The core's gate: contracts, consents, outbox, ledger, and the link to egress."""

from gateway.core.gate.errors import GateError, Refused, Unreachable
from gateway.core.gate.gate import Gate

__all__ = ["Gate", "GateError", "Refused", "Unreachable"]

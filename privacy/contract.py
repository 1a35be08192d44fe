"""The release contract: who gets what, how precise, how often and why. Its hash is its identity (RFC 8785, SHA-256).

A contract holds nothing of one home: inputs are chosen by capability, and which devices stand behind them is a
`Binding`, which stays in the home. In JSON, operators, output forms and sinks carry their class name as `type`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, TypeAlias

FORM: Final = "hutong-contract/1"
MAX_MEMBERS: Final = 256  # of an enum output
MAX_ALPHABET: Final = 1 << 20  # of a number or a count


class Purpose(StrEnum):
    """The closed list of purposes, terms of the W3C Data Privacy Vocabulary 2.3."""

    REQUESTED_SERVICE_PROVISION = "RequestedServiceProvision"
    TECHNICAL_SERVICE_PROVISION = "TechnicalServiceProvision"
    SERVICE_OPTIMISATION = "ServiceOptimisation"
    SERVICE_USAGE_ANALYTICS = "ServiceUsageAnalytics"
    IMPROVE_EXISTING_PRODUCTS_AND_SERVICES = "ImproveExistingProductsAndServices"
    RESEARCH_AND_DEVELOPMENT = "ResearchAndDevelopment"
    ENFORCE_SECURITY = "EnforceSecurity"
    LEGAL_COMPLIANCE = "LegalCompliance"
    CUSTOMER_CARE = "CustomerCare"
    OPTIMISATION_FOR_CONSUMER = "OptimisationForConsumer"
    PROVIDE_OFFICIAL_STATISTICS = "ProvideOfficialStatistics"
    COMBAT_CLIMATE_CHANGE = "CombatClimateChange"
    REPAIR_IMPAIRMENTS = "RepairImpairments"
    DIRECT_MARKETING = "DirectMarketing"
    PERSONALISED_ADVERTISING = "PersonalisedAdvertising"
    SELL_DATA_TO_THIRD_PARTIES = "SellDataToThirdParties"


class LawfulBasis(StrEnum):
    """The ground the recipient claims, terms of DPV 2.3. Whatever it claims, nothing leaves without consent."""

    CONSENT = "Consent"
    CONTRACT_PERFORMANCE = "ContractPerformance"
    LEGAL_OBLIGATION = "LegalObligation"
    VITAL_INTEREST = "VitalInterest"
    PUBLIC_INTEREST = "PublicInterest"


class Measure(StrEnum):
    """What a window makes of its minutes."""

    SUM = "sum"  # of a meter its growth; of a power its integral over hours
    MEAN = "mean"  # weighted by time
    MIN = "min"  # of an enum, the first member in its order that was held
    MAX = "max"  # of an enum, the last member in its order that was held
    COUNT = "count"  # changes of state
    LAST = "last"
    DUTY = "duty"  # share of the known time spent in one state, 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """Somebody to whom the recipient hands the data on."""

    legal_name: str
    country: str  # ISO 3166-1 alpha-2
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who receives. `affiliates` are legal names that count as the same recipient in every ceiling."""

    legal_name: str
    contact: str
    country_of_sink: str  # ISO 3166-1 alpha-2
    countries_of_storage: tuple[str, ...]
    role: Literal["processor", "handler"]
    affiliates: tuple[str, ...] = ()
    onward: tuple[Onward, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One text in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What the contract reads, chosen by ability; never by a device id.

    `device_type` narrows it to one type of the schema; `alias` to the devices a resident bound to that word.
    """

    name: str
    capability: str
    property: str
    device_type: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Tumbling window, aligned to 1970-01-01T00:00Z; always the first step."""

    seconds: int
    measure: Measure
    coverage_percent: int  # with less of the window known, the output is "no value"
    state: str = ""  # of `duty`


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """To the nearest multiple of `step`, halves to even."""

    step: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Clamp:
    """Top and bottom coding: what lies beyond is told as the bound."""

    minimum: float
    maximum: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Into labelled classes: below the first edge the first label, from the last edge on the last."""

    edges: tuple[float, ...]
    labels: tuple[str, ...]  # one more than edges


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeFloor:
    """A moment, down to the start of its period of `seconds`."""

    seconds: int


Operator: TypeAlias = Window | Round | Clamp | Bin | TimeFloor


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A stepped number: `minimum`, `minimum + step`, … `maximum`."""

    minimum: float
    maximum: float
    step: float
    unit: str = ""  # UCUM


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A whole number from 0; whatever is more than `maximum` is told as `maximum`."""

    maximum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A member of this list, at most 256; what is not in it is told as "other"."""

    values: tuple[str, ...]


Form: TypeAlias = Number | Count | Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One named value of an entry: an input, the operators on it in order, and the closed type it must fit."""

    name: str
    input: str
    steps: tuple[Operator, ...]
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """One envelope of `envelope_bytes` every `slot_s`, holding at most `entries` entries (2 or more)."""

    slot_s: int
    envelope_bytes: int
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long the recipient keeps it, and how long an entry waits in the home for a way out."""

    recipient_days: int
    outbox_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """Where a resident turns to see, correct or delete what was sent."""

    access: str
    deletion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """The one certification authority that the sink's certificate must come from."""

    ca_sha256: str  # of the DER form, lower-case hexadecimal
    ca_pem: str = ""
    server_name: str = ""  # the host where empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Https:
    """POST of one envelope, one connection a slot."""

    host: str
    port: int
    path: str
    tls: Tls
    authentication: Literal["none", "token"] = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mqtt:
    """PUBLISH of one envelope at QoS 1 over MQTT 3.1.1, one connection a slot."""

    host: str
    port: int
    topic: str
    tls: Tls
    authentication: Literal["none", "token"] = "none"


Sink: TypeAlias = Https | Mqtt


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """What is the same for every home under this contract: a model, a firmware family. Never a payload."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A release contract. Any change makes another contract, so it voids consent."""

    form: Literal["hutong-contract/1"]
    name: str
    recipient: Recipient
    purpose: Purpose
    lawful_basis: LawfulBasis
    necessity: str
    words: Words  # the recipient's own; shown apart from ours
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    cadence: Cadence
    retention: Retention
    rights: Rights
    expires: str  # a day, "2027-11-22": from its start in UTC nothing is sent
    sink: Sink
    impact: str = ""  # for sensitive classes
    constants: tuple[Constant, ...] = ()

    def output(self, name: str) -> Output:
        """Give one output; KeyError where there is none."""
        for output in self.outputs:
            if output.name == name:
                return output
        raise KeyError(name)

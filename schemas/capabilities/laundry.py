"""Washing and drying clothes."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from schemas.capability import Capability, Ev, P, Sens
from schemas.vocabulary import Hazard


class LaundryControlWashMode(StrEnum):
    """Wash mode."""

    NORMAL = "normal"
    DELICATE = "delicate"
    HEAVY = "heavy"
    WHITES = "whites"
    QUICK = "quick"
    ECO = "eco"
    WOOL = "wool"
    COTTON = "cotton"
    BABY = "baby"
    RINSE_SPIN = "rinseSpin"
    SELF_CLEAN = "selfClean"
    CUSTOM = "custom"


class LaundryControlNumberOfRinses(StrEnum):
    """Number of rinses."""

    NONE = "none"
    NORMAL = "normal"
    EXTRA = "extra"
    MAX = "max"


class LaundryControlDrynessLevel(StrEnum):
    """Dryness level."""

    LOW = "low"
    NORMAL = "normal"
    EXTRA = "extra"
    MAX = "max"


class LaundryControl(Capability):
    """Washer and dryer program."""

    ID, ZH, GROUP = "laundryControl", "洗衣/干衣", "laundry"
    EVENTS = (
        Ev("cycleFinished", "洗涤完成", "Cycle finished", sens=Sens.BEHAVIOUR, cat="device-state"),
    )

    washMode: Annotated[LaundryControlWashMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="洗涤程序", en="Wash mode", hazards=(Hazard.HEAT, Hazard.WATER), matter=(0x0051, 0x0001))] = None
    spinSpeed: Annotated[int | None, Field(ge=0, le=2000), P("{rpm}", "rwn", step=100, sens=Sens.BEHAVIOUR, cat="device-state", zh="脱水转速", en="Spin speed", matter=(0x0053, 0x0001))] = None
    numberOfRinses: Annotated[LaundryControlNumberOfRinses | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="漂洗次数", en="Number of rinses", matter=(0x0053, 0x0002))] = None
    drynessLevel: Annotated[LaundryControlDrynessLevel | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="烘干程度", en="Dryness level", matter=(0x004A, 0x0001))] = None
    waterLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="水位", en="Water level")] = None
    detergentAutoDose: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="洗涤剂自动投放", en="Detergent auto dose")] = None
    softenerAutoDose: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="柔顺剂自动投放", en="Softener auto dose")] = None
    doorLocked: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="门已锁", en="Door locked")] = None
    sterilization: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="除菌", en="Sterilization", hazards=(Hazard.HEAT,))] = None

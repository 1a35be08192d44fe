"""Washing and drying clothes."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas.capability import SAFE, Capability, Choice, Ev, P, Sens
from schemas.vocabulary import Hazard


class LaundryControlWashMode(Choice):
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


class LaundryControlNumberOfRinses(Choice):
    """Number of rinses."""

    NONE = "none"
    NORMAL = "normal"
    EXTRA = "extra"
    MAX = "max"


class LaundryControlDrynessLevel(Choice):
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

    washMode: Annotated[LaundryControlWashMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="洗涤程序", en="Wash mode", hazards=(Hazard.HEAT, Hazard.WATER))] = None
    spinSpeed: Annotated[int | None, Field(ge=0, le=2000), P("{rpm}", "rwn", step=100, sens=Sens.BEHAVIOUR, cat="device-state", zh="脱水转速", en="Spin speed", hazards=SAFE)] = None
    numberOfRinses: Annotated[LaundryControlNumberOfRinses | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="漂洗次数", en="Number of rinses", hazards=SAFE)] = None
    drynessLevel: Annotated[LaundryControlDrynessLevel | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="烘干程度", en="Dryness level", hazards=SAFE)] = None
    waterLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="水位", en="Water level", hazards=SAFE)] = None
    detergentAutoDose: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="洗涤剂自动投放", en="Detergent auto dose", hazards=SAFE)] = None
    softenerAutoDose: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="柔顺剂自动投放", en="Softener auto dose", hazards=SAFE)] = None
    doorLocked: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="门已锁", en="Door locked")] = None
    sterilization: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="除菌", en="Sterilization", hazards=(Hazard.HEAT,))] = None

"""Water, soil and valves."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens
from schemas.vocabulary import Hazard


class LiquidDetection(Capability):
    """Leak, freeze or rain is detected."""

    ID, ZH, GROUP = "liquidDetection", "水浸/冻结/雨", "water"
    EN = "Leak, freeze and rain detection"

    leakDetected: Annotated[bool | None, P(fresh=7200, sens=Sens.HOUSEHOLD, cat="environment", zh="检测到漏水", en="Leak detected")] = None
    freezeDetected: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="environment", zh="检测到结冰", en="Freeze detected")] = None
    rainDetected: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="environment", zh="检测到降雨", en="Rain detected")] = None
    sensitivityLevel: Annotated[int | None, Field(ge=0, le=9), P("", "rwn", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="灵敏度", en="Sensitivity level", hazards=SAFE)] = None


class FlowMeasurement(Capability):
    """Flow of water or gas."""

    ID, ZH, GROUP = "flowMeasurement", "流量测量", "water"

    measuredValue: Annotated[float | None, Field(ge=0, le=6553.3), P("m3/h", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="流量", en="Measured value")] = None


class WaterAndSoilQuality(Capability):
    """Quality of water or soil."""

    ID, ZH, GROUP = "waterAndSoilQuality", "水质与土壤", "water"

    totalDissolvedSolids: Annotated[int | None, Field(ge=0, le=20000), P("mg/L", step=1, sens=Sens.HOUSEHOLD, cat="environment", zh="溶解性总固体", en="Total dissolved solids")] = None
    totalDissolvedSolidsIn: Annotated[int | None, Field(ge=0, le=20000), P("mg/L", step=1, sens=Sens.HOUSEHOLD, cat="environment", zh="进水TDS", en="Total dissolved solids before the filter")] = None
    ph: Annotated[float | None, Field(ge=0, le=14), P("[pH]", step=0.01, sens=Sens.HOUSEHOLD, cat="environment", zh="酸碱度", en="pH")] = None
    conductivity: Annotated[float | None, Field(ge=0, le=100000), P("uS/cm", step=1, sens=Sens.HOUSEHOLD, cat="environment", zh="电导率", en="Conductivity")] = None
    turbidity: Annotated[float | None, Field(ge=0, le=4000), P("{NTU}", step=0.1, sens=Sens.HOUSEHOLD, cat="environment", zh="浊度", en="Turbidity")] = None
    soilMoisture: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.HOUSEHOLD, cat="environment", zh="土壤湿度", en="Soil moisture")] = None


class ValveControlCurrentState(Choice):
    """Current state."""

    CLOSED = "closed"
    OPEN = "open"
    TRANSITIONING = "transitioning"


class ValveControlValveFault(Choice):
    """Valve fault."""

    GENERAL_FAULT = "generalFault"
    BLOCKED = "blocked"
    LEAKING = "leaking"
    NOT_CONNECTED = "notConnected"
    SHORT_CIRCUIT = "shortCircuit"
    CURRENT_EXCEEDED = "currentExceeded"


class ValveControlMedium(Choice):
    """Medium."""

    WATER = "water"
    GAS = "gas"
    HEATING = "heating"


class ValveControl(Capability):
    """Water or gas valve."""

    ID, ZH, GROUP = "valveControl", "阀门", "water"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("open", "打开阀门", "Open", args=(Arg("duration", int, "s", ge=0, le=4294967295, required=False, zh="时长"),), hazards=(Hazard.GAS, Hazard.WATER)),
        Cmd("close", "关闭阀门", "Close", hazards=SAFE),
    )
    EVENTS = (
        Ev("valveStateChanged", "阀门变化", "Valve state changed", sens=Sens.HOUSEHOLD, cat="device-state"),
    )

    currentState: Annotated[ValveControlCurrentState | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="阀门状态", en="Current state")] = None
    currentLevel: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="开度", en="Current level")] = None
    openDuration: Annotated[int | None, Field(ge=0, le=4294967295), P("s", "rw", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="开启时长", en="Open duration", hazards=(Hazard.GAS, Hazard.WATER))] = None
    remainingDuration: Annotated[int | None, Field(ge=0, le=4294967295), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="剩余时长", en="Remaining duration")] = None
    valveFault: Annotated[list[ValveControlValveFault] | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="阀门故障", en="Valve fault")] = None
    medium: Annotated[ValveControlMedium | None, P("", "r", sens=Sens.PUBLIC, cat="device-state", zh="介质", en="Medium")] = None
    targetLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标开度", en="Target level", hazards=(Hazard.GAS, Hazard.WATER), since="1.1")] = None
    cycleCount: Annotated[int | None, Field(ge=0, le=1000), P("{count}", "rw", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="循环次数", en="Cycle count", hazards=(Hazard.WATER,), since="1.1")] = None
    cycleInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="循环间隔", en="Cycle interval", hazards=(Hazard.WATER,), since="1.1")] = None

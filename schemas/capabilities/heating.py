"""Hot water and heat sources."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens
from schemas.vocabulary import Hazard


class WaterHeaterMode(Choice):
    """Mode."""

    OFF = "off"
    MANUAL = "manual"
    TIMED = "timed"
    AUTO = "auto"
    ECO = "eco"
    BOOST = "boost"
    VACATION = "vacation"


class WaterHeaterHeatDemand(Choice):
    """Heat demand."""

    IMMERSION_ELEMENT_1 = "immersionElement1"
    IMMERSION_ELEMENT_2 = "immersionElement2"
    HEAT_PUMP = "heatPump"
    BOILER = "boiler"
    OTHER = "other"


class WaterHeaterBoostState(Choice):
    """Boost state."""

    INACTIVE = "inactive"
    ACTIVE = "active"


class WaterHeater(Capability):
    """Domestic hot water."""

    ID, ZH, GROUP = "waterHeater", "热水器", "heating"
    COMMANDS = (
        Cmd("boost", "速热", "Boost", args=(Arg("duration", int, "s", ge=0, le=86400, zh="时长"), Arg("targetTemperature", float, "Cel", ge=20, le=95, required=False, zh="目标温度")), hazards=(Hazard.HEAT,)),
        Cmd("cancelBoost", "取消速热", "Cancel boost", hazards=SAFE),
    )

    waterTemperature: Annotated[float | None, Field(ge=0, le=100), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="水温", en="Water temperature")] = None
    targetTemperature: Annotated[float | None, Field(ge=20, le=85), P("Cel", "rwn", step=0.5, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标水温", en="Target temperature", hazards=(Hazard.HEAT,))] = None
    mode: Annotated[WaterHeaterMode | None, P("", "rwn", sens=Sens.PERSONAL, cat="device-state", zh="模式", en="Mode", hazards=(Hazard.HEAT,))] = None
    heatDemand: Annotated[list[WaterHeaterHeatDemand] | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="加热源", en="Heat demand")] = None
    tankPercentage: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="可用热水", en="Tank percentage")] = None
    tankVolume: Annotated[int | None, Field(ge=0, le=65535), P("L", "r", step=1, sens=Sens.PUBLIC, cat="device-state", zh="水箱容积", en="Tank volume")] = None
    boostState: Annotated[WaterHeaterBoostState | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="速热", en="Boost state")] = None
    estimatedHeatRequired: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="device-state", zh="待加热能量", en="Estimated heat required")] = None
    recirculation: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="零冷水循环", en="Recirculation", hazards=(Hazard.ENERGY,))] = None
    sterilization: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="高温杀菌", en="Sterilization", hazards=(Hazard.HEAT,))] = None


class HeatSourceSourceType(Choice):
    """Source type."""

    GAS_BOILER = "gasBoiler"
    AIR_SOURCE_HEAT_PUMP = "airSourceHeatPump"
    GROUND_SOURCE_HEAT_PUMP = "groundSourceHeatPump"
    SOLAR_THERMAL = "solarThermal"
    ELECTRIC_BOILER = "electricBoiler"
    FUEL_CELL = "fuelCell"
    DISTRICT = "district"
    HYBRID = "hybrid"


class HeatSource(Capability):
    """Gas boiler, heat pump, solar thermal."""

    ID, ZH, GROUP = "heatSource", "热源设备", "heating"
    COMMANDS = (
        Cmd("resetLockout", "故障复位", "Reset lockout", hazards=(Hazard.GAS,)),
    )
    EVENTS = (
        Ev("ignitionFailure", "点火失败", "Ignition failure", sens=Sens.HOUSEHOLD, cat="device-state"),
        Ev("lowWaterPressure", "水压过低", "Low water pressure", sens=Sens.HOUSEHOLD, cat="device-state"),
    )

    sourceType: Annotated[HeatSourceSourceType | None, P("", "r", sens=Sens.PUBLIC, cat="device-state", zh="热源类型", en="Source type")] = None
    flowTemperature: Annotated[float | None, Field(ge=-20, le=120), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="出水温度", en="Flow temperature")] = None
    returnTemperature: Annotated[float | None, Field(ge=-20, le=120), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="回水温度", en="Return temperature")] = None
    flowSetpoint: Annotated[float | None, Field(ge=20, le=90), P("Cel", "rwn", step=0.5, sens=Sens.HOUSEHOLD, cat="device-state", zh="供水设定温度", en="Flow setpoint", hazards=(Hazard.HEAT, Hazard.GAS))] = None
    heatingEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="采暖开关", en="Heating enabled", hazards=(Hazard.HEAT, Hazard.GAS))] = None
    hotWaterEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="生活热水开关", en="Hot water enabled", hazards=(Hazard.HEAT, Hazard.GAS))] = None
    flameOn: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="火焰", en="Flame on")] = None
    modulation: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="燃烧负荷", en="Modulation")] = None
    waterPressure: Annotated[float | None, Field(ge=0, le=10), P("bar", step=0.01, sens=Sens.HOUSEHOLD, cat="diagnostic", zh="系统水压", en="Water pressure")] = None
    compressorFrequency: Annotated[float | None, Field(ge=0, le=150), P("Hz", step=0.1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="压缩机频率", en="Compressor frequency")] = None
    defrosting: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="除霜中", en="Defrosting")] = None
    coefficientOfPerformance: Annotated[float | None, Field(ge=0, le=15), P("1", step=0.01, sens=Sens.HOUSEHOLD, cat="energy", zh="能效比", en="Coefficient of performance")] = None
    collectorTemperature: Annotated[float | None, Field(ge=-50, le=250), P("Cel", step=0.1, sens=Sens.PERSONAL, cat="location", zh="集热器温度", en="Collector temperature")] = None
    circulationPumpOn: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="循环泵", en="Circulation pump on", hazards=(Hazard.SERVICE_INTERRUPTION,))] = None
    outdoorTemperature: Annotated[float | None, Field(ge=-60, le=60), P("Cel", step=0.1, sens=Sens.HOUSEHOLD, cat="environment", zh="室外温度", en="Outdoor temperature")] = None

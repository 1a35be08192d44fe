"""Hot water and heat sources."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import Arg, Capability, Choice, Cmd, Ev, P, Sens
from schemas.reasons import Reason
from schemas.vocabulary import Hazard


class WaterHeaterMode(Choice):
    """By what rule the water is heated."""

    OFF = "off", "关闭"
    MANUAL = "manual", "手动"
    TIMED = "timed", "定时"
    AUTO = "auto", "自动"
    ECO = "eco", "节能"
    BOOST = "boost", "速热"
    VACATION = "vacation", "度假"


class WaterHeaterHeatDemand(Choice):
    """A heat source of the tank."""

    IMMERSION_ELEMENT_1 = "immersionElement1", "电加热管 1"
    IMMERSION_ELEMENT_2 = "immersionElement2", "电加热管 2"
    HEAT_PUMP = "heatPump", "热泵"
    BOILER = "boiler", "锅炉"
    OTHER = "other", "其他"


class WaterHeaterBoostState(Choice):
    """Whether the water is heated at once, out of the plan."""

    INACTIVE = "inactive", "未启用"
    ACTIVE = "active", "速热中"


class WaterHeaterFault(Choice):
    """A fault or a warning of a water heater."""

    DRY_HEATING = "dryHeating", "干烧保护"
    OVER_TEMPERATURE = "overTemperature", "超温保护"
    SENSOR = "sensor", "传感器故障"
    LEAKAGE_CURRENT = "leakageCurrent", "漏电保护"
    IGNITION = "ignition", "点火失败"
    FLAME_LOST = "flameLost", "意外熄火"
    FAN = "fan", "风机故障"
    FLUE_BLOCKED = "flueBlocked", "烟道堵塞"
    CARBON_MONOXIDE = "carbonMonoxide", "一氧化碳超标"
    GAS_LEAK = "gasLeak", "燃气泄漏"
    WATER_PRESSURE = "waterPressure", "水压异常"
    WATER_LEAK = "waterLeak", "漏水"
    FREEZING = "freezing", "冻结"
    COMMUNICATION = "communication", "通信故障"
    OTHER = "other", "其他"


class WaterHeater(Capability):
    """Hot water for taps and showers."""

    ID, ZH, GROUP, VERSION = "waterHeater", "热水器", "heating", "1.1"
    ABOUT_ZH = "供水龙头和淋浴使用的热水。"
    COMMANDS = (
        Cmd("boost", "速热", "Boost", args=(Arg("duration", int, "s", ge=1, le=604800, zh="时长"), Arg("targetTemperature", float, "Cel", ge=0, le=100, required=False, zh="目标温度"), Arg("oneShot", bool, required=False, zh="达温即止", en="End when hot"), Arg("emergencyBoost", bool, required=False, zh="启用全部热源", en="Use all heat sources"), Arg("targetPercentage", int, "%", ge=0, le=100, required=False, zh="目标热水量"), Arg("targetReheat", int, "%", ge=0, le=100, required=False, zh="再加热下限")), hazards=(Hazard.HEAT, Hazard.ENERGY), outcome=("boostState",), actuates=True),
        Cmd("cancelBoost", "取消速热", "Cancel boost", hazards=(Hazard.SERVICE_INTERRUPTION,), outcome=("boostState",)),
    )
    EVENTS = (
        Ev("boostStarted", "速热开始", "Boost started", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("duration", int, "s", ge=0, le=604800, required=False, zh="时长"), Arg("targetTemperature", float, "Cel", ge=0, le=100, required=False, zh="目标温度")), since="1.1"),
        Ev("boostEnded", "速热结束", "Boost ended", sens=Sens.BEHAVIOUR, cat="device-state", since="1.1"),
    )

    waterTemperature: Annotated[float | None, Field(ge=-20, le=120), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="水温", en="Water temperature", about=("Falls with every shower.", "每次用水都会下降。"))] = None
    targetTemperature: Annotated[float | None, Field(ge=0, le=100), P("Cel", "rwn", step=0.5, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标水温", en="Target temperature", hazards=(Hazard.HEAT, Hazard.HEALTH), about=("Above 50 °C it scalds; a tank kept below 60 °C grows legionella.", "高于 50 °C 有烫伤危险；水箱长期低于 60 °C 易滋生军团菌。"))] = None
    mode: Annotated[WaterHeaterMode | None, P("", "rwn", sens=Sens.PERSONAL, cat="presence", zh="模式", en="Mode", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), actuates=True, about=("Vacation tells that nobody is at home.", "度假模式说明家中无人。"))] = None
    heatDemand: Annotated[list[WaterHeaterHeatDemand] | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="正在工作的热源", en="Heat sources at work", about=("Empty while nothing heats.", "空列表表示未加热。"))] = None
    tankPercentage: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="可用热水", en="Hot water left")] = None
    tankVolume: Annotated[int | None, Field(ge=0, le=65535), P("L", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="水箱容积", en="Tank volume")] = None
    boostState: Annotated[WaterHeaterBoostState | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="速热状态", en="Boost state")] = None
    estimatedHeatRequired: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="device-state", zh="待加热能量", en="Estimated heat required")] = None
    recirculation: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="零冷水循环", en="Recirculation", hazards=(Hazard.ENERGY, Hazard.HEAT), actuates=True, about=("Keeps the pipes hot for those who are about to wash.", "使管道保持热水，供即将用水的人使用。"))] = None
    sterilization: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="高温杀菌", en="Sterilization", hazards=(Hazard.HEAT, Hazard.HEALTH), about=("Heats the tank above 60 °C against germs; the water scalds meanwhile.", "把水箱加热到 60 °C 以上杀菌，期间出水有烫伤危险。"))] = None
    heaterTypes: Annotated[list[WaterHeaterHeatDemand] | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="热源种类", en="Heat sources it has", since="1.1")] = None
    heating: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="加热中", en="Heating", since="1.1")] = None
    outletTemperature: Annotated[float | None, Field(ge=-20, le=120), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="出水温度", en="Outlet temperature", since="1.1")] = None
    inletTemperature: Annotated[float | None, Field(ge=-20, le=120), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="进水温度", en="Inlet temperature", since="1.1")] = None
    flowing: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="用水中", en="Water flowing", since="1.1")] = None
    flowRate: Annotated[float | None, Field(ge=0, le=100), P("L/min", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="水流量", en="Flow rate", since="1.1")] = None
    showersLeft: Annotated[int | None, Field(ge=0, le=100), P("{count}", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="可淋浴次数", en="Showers left", since="1.1")] = None
    timeToTarget: Annotated[int | None, Field(ge=0, le=604800), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="剩余加热时间", en="Time until hot", since="1.1")] = None
    maxTemperature: Annotated[float | None, Field(ge=0, le=100), P("Cel", "rw", step=0.5, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="最高水温限制", en="Highest temperature allowed", hazards=(Hazard.HEAT,), about=("Guards children and the old against scalding.", "防止儿童和老人烫伤。"), since="1.1")] = None
    hysteresis: Annotated[float | None, Field(ge=0, le=40), P("K", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="回差", en="Hysteresis", hazards=(Hazard.SERVICE_INTERRUPTION,), about=("How far the water may cool before it is heated again.", "水温下降多少后重新加热。"), since="1.1")] = None
    frostProtection: Annotated[bool | None, P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="防冻保护", en="Frost protection", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), about=("Off in winter: pipes burst.", "冬季关闭可能冻裂水管。"), since="1.1")] = None
    faults: Annotated[list[WaterHeaterFault] | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="diagnostic", zh="故障", en="Faults", since="1.1")] = None
    hotWaterVolume: Annotated[float | None, Field(ge=0, le=65535), P("L", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="剩余热水量", en="Hot water left", since="1.1", about=("Falls with every bath and shower.", "每次洗浴都会减少。"))] = None


class HeatSourceSourceType(Choice):
    """What makes the heat."""

    GAS_BOILER = "gasBoiler", "燃气锅炉"
    AIR_SOURCE_HEAT_PUMP = "airSourceHeatPump", "空气源热泵", "Air-source heat pump"
    GROUND_SOURCE_HEAT_PUMP = "groundSourceHeatPump", "地源热泵", "Ground-source heat pump"
    SOLAR_THERMAL = "solarThermal", "太阳能集热"
    ELECTRIC_BOILER = "electricBoiler", "电锅炉"
    FUEL_CELL = "fuelCell", "燃料电池"
    DISTRICT = "district", "集中供热", "District heating"
    HYBRID = "hybrid", "混合热源"


class HeatSourceMode(Choice):
    """What the heat source works for."""

    OFF = "off", "关闭"
    HEATING = "heating", "采暖"
    COOLING = "cooling", "制冷"
    HOT_WATER = "hotWater", "生活热水"
    HEATING_AND_HOT_WATER = "heatingAndHotWater", "采暖和热水"
    COOLING_AND_HOT_WATER = "coolingAndHotWater", "制冷和热水"
    AUTO = "auto", "自动"


class HeatSourceDiverter(Choice):
    """Where the three-way valve sends the heat."""

    HEATING = "heating", "采暖"
    HOT_WATER = "hotWater", "生活热水"


class HeatSourceReference(Choice):
    """Which temperature it holds."""

    FLOW = "flow", "出水温度", "Of the water that leaves it"
    ROOM = "room", "室温", "Of the room"
    WEATHER = "weather", "室外温度补偿", "Of the water, by the weather"


class HeatSourceFault(Choice):
    """A fault of a boiler, a heat pump or a collector."""

    IGNITION = "ignition", "点火失败"
    FLAME_LOST = "flameLost", "意外熄火"
    LOCKOUT = "lockout", "故障锁定"
    LOW_WATER_PRESSURE = "lowWaterPressure", "水压过低"
    HIGH_WATER_PRESSURE = "highWaterPressure", "水压过高"
    NO_FLOW = "noFlow", "无水流"
    OVER_TEMPERATURE = "overTemperature", "超温"
    FLUE_BLOCKED = "flueBlocked", "烟道堵塞"
    FAN = "fan", "风机故障"
    PUMP = "pump", "水泵故障"
    COMPRESSOR = "compressor", "压缩机故障"
    REFRIGERANT_PRESSURE = "refrigerantPressure", "冷媒压力异常"
    SENSOR = "sensor", "传感器故障"
    FREEZING = "freezing", "冻结"
    COMMUNICATION = "communication", "通信故障"
    OTHER = "other", "其他"


class HeatSource(Capability):
    """What makes the heat of a home: gas boiler, heat pump, solar collector, district heating."""

    ID, ZH, GROUP, VERSION = "heatSource", "热源设备", "heating", "1.1"
    ABOUT_ZH = "住宅的热源：燃气锅炉、热泵、太阳能集热器或集中供热。"
    COMMANDS = (
        Cmd("resetLockout", "故障复位", "Reset lockout", hazards=(Hazard.GAS, Hazard.HEAT), actuates=True, outcome=("faults",), about=("Lets a burner try again that stopped itself; gas may have gathered.", "让自行停机的燃烧器再次点火；炉内可能已积聚燃气。")),
        Cmd("startDefrost", "手动除霜", "Start defrosting", hazards=(Hazard.SERVICE_INTERRUPTION,), outcome=("defrosting",), since="1.1"),
    )
    EVENTS = (
        Ev("ignitionFailure", "点火失败", "Ignition failure", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="device-state"),
        Ev("lowWaterPressure", "水压过低", "Low water pressure", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="device-state", fields=(Arg("pressure", float, "bar", ge=0, le=20, required=False, zh="水压"),)),
    )

    sourceType: Annotated[HeatSourceSourceType | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="热源类型", en="Source type")] = None
    flowTemperature: Annotated[float | None, Field(ge=-50, le=150), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="供水温度", en="Flow temperature")] = None
    returnTemperature: Annotated[float | None, Field(ge=-50, le=150), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="回水温度", en="Return temperature")] = None
    flowSetpoint: Annotated[float | None, Field(ge=0, le=100), P("Cel", "rwn", step=0.5, sens=Sens.BEHAVIOUR, cat="device-state", zh="供水设定温度", en="Flow setpoint", hazards=(Hazard.HEAT, Hazard.GAS, Hazard.SERVICE_INTERRUPTION))] = None
    heatingEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="采暖开关", en="Heating enabled", hazards=(Hazard.HEAT, Hazard.GAS, Hazard.SERVICE_INTERRUPTION), actuates=True)] = None
    hotWaterEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="生活热水开关", en="Hot water enabled", hazards=(Hazard.HEAT, Hazard.GAS, Hazard.SERVICE_INTERRUPTION), actuates=True)] = None
    flameOn: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="有火焰", en="Flame on")] = None
    modulation: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="燃烧负荷", en="Modulation", about=("Of the full output of the burner.", "相对燃烧器满负荷的百分比。"))] = None
    waterPressure: Annotated[float | None, Field(ge=0, le=20), P("bar", step=0.01, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="系统水压", en="Water pressure", about=("Rises and falls a little with the temperature of the water, and so shows when the boiler runs.", "随水温略有升降，因而能看出锅炉何时运行。"))] = None
    compressorFrequency: Annotated[float | None, Field(ge=0, le=300), P("Hz", step=0.1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="压缩机频率", en="Compressor frequency")] = None
    defrosting: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=Reason("Comes and goes with frost on the outdoor unit; weather decides it, not people.", "由室外机结霜决定，取决于天气而非人。"), cat="device-state", zh="除霜中", en="Defrosting")] = None
    diverterValve: Annotated[HeatSourceDiverter | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="三通阀位置", en="Diverter valve", since="1.1")] = None
    controlReference: Annotated[HeatSourceReference | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="控温依据", en="Control reference", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    thermostatConnected: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="已接室温控制器", en="Room thermostat connected", since="1.1")] = None
    coefficientOfPerformance: Annotated[float | None, Field(ge=0, le=20), P("1", step=0.01, sens=Sens.BEHAVIOUR, cat="energy", zh="能效比", en="Coefficient of performance", about=("Heat given for each part of electricity taken; it is known only while the machine runs.", "输出热量与耗电量之比，仅在运行时有值。"))] = None
    collectorTemperature: Annotated[float | None, Field(ge=-50, le=300), P("Cel", step=0.1, sens=Sens.PERSONAL, cat="location", zh="集热器温度", en="Collector temperature", about=("Follows the sun over the roof, which tells the place.", "跟随屋顶日照变化，会暴露所在地。"))] = None
    circulationPumpOn: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="循环泵", en="Circulation pump on", hazards=(Hazard.SERVICE_INTERRUPTION,), actuates=True)] = None
    outdoorTemperature: Annotated[float | None, Field(ge=-60, le=60), P("Cel", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.OUTDOORS, cat="environment", zh="室外温度", en="Outdoor temperature")] = None
    mode: Annotated[HeatSourceMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="工作模式", en="Mode", hazards=(Hazard.HEAT, Hazard.GAS, Hazard.SERVICE_INTERRUPTION), actuates=True, since="1.1")] = None
    coolingEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="制冷开关", en="Cooling enabled", hazards=(Hazard.SERVICE_INTERRUPTION,), actuates=True, since="1.1")] = None
    hotWaterSetpoint: Annotated[float | None, Field(ge=0, le=100), P("Cel", "rwn", step=0.5, sens=Sens.BEHAVIOUR, cat="device-state", zh="生活热水设定", en="Hot water setpoint", hazards=(Hazard.HEAT, Hazard.GAS, Hazard.HEALTH), since="1.1")] = None
    maxFlowTemperature: Annotated[float | None, Field(ge=0, le=100), P("Cel", "rw", step=0.5, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="供水温度上限", en="Maximum flow temperature", hazards=(Hazard.HEAT, Hazard.GAS), about=("Floor heating is damaged above 55 °C.", "地暖超过 55 °C 会损坏。"), since="1.1")] = None
    weatherCompensation: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="气候补偿", en="Weather compensation", hazards=(Hazard.HEAT,), about=("The flow temperature follows the weather.", "供水温度随室外温度自动调整。"), since="1.1")] = None
    heatingCurve: Annotated[float | None, Field(ge=0, le=10), P("1", "rw", step=0.01, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="供热曲线斜率", en="Heating curve", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), about=("Degrees of flow temperature for each degree that it is colder outside.", "室外每降低一度，供水温度升高的度数。"), since="1.1")] = None
    summerMode: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=Reason("Set when the heating season ends and begins.", "在采暖季开始和结束时切换。"), cat="device-state", zh="夏季模式", en="Summer mode", hazards=(Hazard.SERVICE_INTERRUPTION,), about=("Hot water only.", "仅供生活热水。"), since="1.1")] = None
    quietMode: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="静音模式", en="Quiet mode", hazards=(Hazard.SERVICE_INTERRUPTION,), about=("Runs slower, and heats less, while people sleep.", "休息时段降速运行，制热量减少。"), since="1.1")] = None
    fanSpeed: Annotated[int | None, Field(ge=0, le=20000), P("{rpm}", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="风机转速", en="Fan speed", since="1.1")] = None
    auxiliaryHeaterOn: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="辅助电加热运行", en="Auxiliary heater on", since="1.1")] = None
    exhaustTemperature: Annotated[float | None, Field(ge=-50, le=400), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="排烟/排气温度", en="Exhaust temperature", since="1.1")] = None
    thermalPower: Annotated[float | None, Field(ge=-1000000, le=1000000), P("W", step=1, sens=Sens.BEHAVIOUR, cat="energy", zh="制热功率", en="Thermal power", about=("Negative while cooling.", "制冷时为负值。"), since="1.1")] = None
    thermalEnergyTotal: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="累计制热量", en="Thermal energy total", since="1.1")] = None
    burnerStarts: Annotated[int | None, Field(ge=0, le=100000000), P("{count}", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="启动次数", en="Starts", since="1.1")] = None
    operatingHours: Annotated[float | None, Field(ge=0, le=1000000), P("h", step=0.1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="运行时间", en="Operating hours", since="1.1")] = None
    faults: Annotated[list[HeatSourceFault] | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="diagnostic", zh="故障", en="Faults", since="1.1")] = None

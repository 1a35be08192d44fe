"""Toilet, shower, bath and bath heater."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas.capability import SAFE, Capability, Choice, Cmd, Ev, P, Sens
from schemas.vocabulary import Hazard


class SmartToiletWorkState(Choice):
    """Work state."""

    IDLE = "idle"
    REAR_WASH = "rearWash"
    FRONT_WASH = "frontWash"
    CHILD_WASH = "childWash"
    DRYING = "drying"
    FLUSHING = "flushing"
    NOZZLE_CLEAN = "nozzleClean"
    MASSAGE = "massage"


class SmartToilet(Capability):
    """Bidet seat and toilet."""

    ID, ZH, GROUP = "smartToilet", "智能马桶", "bathroom"
    COMMANDS = (
        Cmd("flush", "冲水", "Flush", hazards=(Hazard.WATER,)),
        Cmd("rearWash", "臀洗", "Rear wash", hazards=(Hazard.WATER, Hazard.MOTION_PERSON)),
        Cmd("frontWash", "妇洗", "Front wash", hazards=(Hazard.WATER, Hazard.MOTION_PERSON)),
        Cmd("dry", "烘干", "Dry", hazards=(Hazard.HEAT,)),
        Cmd("stop", "停止", "Stop", hazards=SAFE),
    )
    EVENTS = (
        Ev("longOccupancy", "久坐提醒", "Long occupancy", sens=Sens.SPECIAL, cat="health"),
    )

    seatOccupied: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="着座", en="Seat occupied")] = None
    seatTemperature: Annotated[int | None, Field(ge=0, le=5), P("", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="座温", en="Seat temperature", hazards=(Hazard.HEAT,))] = None
    waterTemperature: Annotated[int | None, Field(ge=0, le=5), P("", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="水温", en="Water temperature", hazards=(Hazard.HEAT,))] = None
    dryTemperature: Annotated[int | None, Field(ge=0, le=5), P("", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="风温", en="Dry temperature", hazards=(Hazard.HEAT,))] = None
    washStrength: Annotated[int | None, Field(ge=1, le=5), P("", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="水压", en="Wash strength", hazards=(Hazard.WATER, Hazard.MOTION_PERSON))] = None
    nozzlePosition: Annotated[int | None, Field(ge=1, le=5), P("", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="喷嘴位置", en="Nozzle position", hazards=(Hazard.WATER, Hazard.MOTION_PERSON))] = None
    workState: Annotated[SmartToiletWorkState | None, P(sens=Sens.SPECIAL, cat="health", zh="工作状态", en="Work state")] = None
    lidOpen: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="盖板", en="Lid open", hazards=(Hazard.MOTION,))] = None
    autoFlush: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="自动冲水", en="Auto flush", hazards=(Hazard.WATER,))] = None
    autoLid: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="自动翻盖", en="Auto lid", hazards=(Hazard.MOTION,))] = None
    nightLight: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="夜灯", en="Night light", hazards=SAFE)] = None
    deodorization: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="除臭", en="Deodorization", hazards=SAFE)] = None
    usageDuration: Annotated[int | None, Field(ge=0, le=7200), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="如厕时长", en="Usage duration")] = None


class BathControlMode(Choice):
    """Mode."""

    OFF = "off"
    HEAT = "heat"
    VENTILATE = "ventilate"
    BLOW = "blow"
    DRY = "dry"
    DEHUMIDIFY = "dehumidify"
    COLD = "cold"
    DEFOG = "defog"


class BathControl(Capability):
    """Bath heater, shower, bathtub."""

    ID, ZH, GROUP = "bathControl", "浴室与淋浴", "bathroom"
    COMMANDS = (
        Cmd("stop", "停止", "Stop", hazards=SAFE),
    )
    EVENTS = (
        Ev("bathReady", "放水完成", "Bath ready", sens=Sens.BEHAVIOUR, cat="device-state"),
    )

    mode: Annotated[BathControlMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="模式", en="Mode", hazards=(Hazard.HEAT,))] = None
    targetTemperature: Annotated[float | None, Field(ge=20, le=50), P("Cel", "rwn", step=0.5, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标温度", en="Target temperature", hazards=(Hazard.HEAT,))] = None
    temperature: Annotated[float | None, Field(ge=-20, le=60), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前温度", en="Temperature")] = None
    heatLevel: Annotated[int | None, Field(ge=0, le=5), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="取暖档位", en="Heat level", hazards=(Hazard.HEAT,))] = None
    showerTemperature: Annotated[float | None, Field(ge=0, le=60), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="出水温度", en="Shower temperature")] = None
    showerTargetTemperature: Annotated[float | None, Field(ge=30, le=48), P("Cel", "rwn", step=0.5, sens=Sens.BEHAVIOUR, cat="device-state", zh="设定出水温度", en="Shower target temperature", hazards=(Hazard.WATER, Hazard.HEAT))] = None
    showerOn: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="出水", en="Shower on", hazards=(Hazard.WATER, Hazard.HEAT))] = None
    bathLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="浴缸水位", en="Bath level", hazards=(Hazard.WATER,))] = None
    towelWarmer: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="毛巾加热", en="Towel warmer", hazards=(Hazard.HEAT,))] = None
    mirrorDefog: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="镜面除雾", en="Mirror defog", hazards=(Hazard.HEAT,))] = None

"""Toilet, shower, bath and bath heater."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens
from schemas.vocabulary import Hazard


class SmartToiletWorkState(Choice):
    """What the toilet does now."""

    IDLE = "idle", "待机"
    REAR_WASH = "rearWash", "臀洗"
    FRONT_WASH = "frontWash", "妇洗"
    CHILD_WASH = "childWash", "儿童洗"
    DRYING = "drying", "烘干"
    FLUSHING = "flushing", "冲水"
    NOZZLE_CLEAN = "nozzleClean", "喷嘴清洁"
    MASSAGE = "massage", "按摩"
    SELF_CLEANING = "selfCleaning", "自清洁"
    FOAMING = "foaming", "发泡", "Laying foam"


class FlushAmount(Choice):
    """How much water a flush takes."""

    SMALL = "small", "小冲"
    FULL = "full", "大冲"


class SmartToilet(Capability):
    """Toilet or seat that washes, dries, warms and flushes; what it tells is about one person's body."""

    ID, ZH, GROUP = "smartToilet", "智能马桶", "bathroom"
    ABOUT_ZH = "具备冲洗、烘干、座圈加热和冲水功能的马桶或马桶盖；其数据反映个人身体状况。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("flush", "冲水", "Flush", args=(Arg("amount", FlushAmount, required=False, zh="水量"),), hazards=(Hazard.WATER,), actuates=True, outcome=("workState",)),
        Cmd("rearWash", "臀洗", "Rear wash", args=(Arg("strength", int, ge=0, le=10, required=False, zh="水压档位"), Arg("position", int, ge=0, le=10, required=False, zh="喷嘴位置"), Arg("temperature", int, ge=0, le=10, required=False, zh="水温档位")), hazards=(Hazard.WATER, Hazard.MOTION_PERSON, Hazard.HEAT), actuates=True, outcome=("workState",)),
        Cmd("frontWash", "妇洗", "Front wash", args=(Arg("strength", int, ge=0, le=10, required=False, zh="水压档位"), Arg("position", int, ge=0, le=10, required=False, zh="喷嘴位置"), Arg("temperature", int, ge=0, le=10, required=False, zh="水温档位")), hazards=(Hazard.WATER, Hazard.MOTION_PERSON, Hazard.HEAT), actuates=True, outcome=("workState",)),
        Cmd("dry", "烘干", "Dry", args=(Arg("temperature", int, ge=0, le=10, required=False, zh="风温档位"),), hazards=(Hazard.HEAT, Hazard.MOTION_PERSON), actuates=True, outcome=("workState",), about=("Blows warm air on the person seated.", "对着座者吹暖风。")),
        Cmd("stop", "停止", "Stop", hazards=SAFE, outcome=("workState",)),
        Cmd("childWash", "儿童洗", "Child wash", args=(Arg("strength", int, ge=0, le=10, required=False, zh="水压档位"), Arg("position", int, ge=0, le=10, required=False, zh="喷嘴位置"), Arg("temperature", int, ge=0, le=10, required=False, zh="水温档位")), hazards=(Hazard.WATER, Hazard.MOTION_PERSON, Hazard.HEAT), actuates=True, outcome=("workState",), since="1.1"),
        Cmd("cleanNozzle", "喷嘴清洁", "Clean nozzle", hazards=(Hazard.WATER,), outcome=("workState",), since="1.1"),
        Cmd("layFoam", "发泡", "Lay foam", hazards=SAFE, outcome=("workState",), since="1.1"),
    )
    EVENTS = (
        Ev("longOccupancy", "久坐提醒", "Long occupancy", sens=Sens.SPECIAL, cat="health", fields=(Arg("duration", int, "s", ge=0, le=86400, required=False, zh="时长"),), about=("Somebody sits much longer than usual and may need help.", "着座时间明显过长，可能需要帮助。")),
        Ev("used", "如厕结束", "Used", sens=Sens.SPECIAL, cat="health", fields=(Arg("duration", int, "s", ge=0, le=86400, required=False, zh="时长"),), since="1.1"),
    )

    seatOccupied: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="着座", en="Seat occupied")] = None
    seatTemperature: Annotated[int | None, Field(ge=0, le=10), P("", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="座温", en="Seat temperature", about=("Step of the maker; 0 is off.", "厂家档位，0为关闭。"), hazards=(Hazard.HEAT,))] = None
    waterTemperature: Annotated[int | None, Field(ge=0, le=10), P("", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="水温", en="Water temperature", about=("Step of the maker; 0 is off.", "厂家档位，0为关闭。"), hazards=(Hazard.HEAT, Hazard.WATER))] = None
    dryTemperature: Annotated[int | None, Field(ge=0, le=10), P("", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="风温", en="Dry temperature", about=("Step of the maker; 0 is off.", "厂家档位，0为关闭。"), hazards=(Hazard.HEAT,))] = None
    washStrength: Annotated[int | None, Field(ge=0, le=10), P("", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="水压", en="Wash strength", about=("Step of the maker; a person may be seated.", "厂家档位；可能有人正在使用。"), hazards=(Hazard.WATER, Hazard.MOTION_PERSON))] = None
    nozzlePosition: Annotated[int | None, Field(ge=0, le=10), P("", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="喷嘴位置", en="Nozzle position", about=("Step of the maker, from back to front.", "厂家档位，由后向前。"), hazards=(Hazard.WATER, Hazard.MOTION_PERSON))] = None
    workState: Annotated[SmartToiletWorkState | None, P(sens=Sens.SPECIAL, cat="health", zh="工作状态", en="Work state")] = None
    lidOpen: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="盖板打开", en="Lid open", about=("Closing can pinch a hand or strike who stands there.", "关闭时可能夹手或碰到人。"), hazards=(Hazard.MOTION,))] = None
    autoFlush: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="自动冲水", en="Auto flush", about=("Flushes when the person gets up.", "人起身后自动冲水。"), hazards=(Hazard.WATER,))] = None
    autoLid: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="自动翻盖", en="Auto lid", about=("Opens and closes the lid as somebody comes and goes.", "人来开盖，人走关盖。"), hazards=(Hazard.MOTION,))] = None
    nightLight: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="夜灯", en="Night light", hazards=SAFE)] = None
    deodorization: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="除臭", en="Deodorization", hazards=SAFE)] = None
    usageDuration: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="如厕时长", en="Usage duration", about=("Of the last use.", "最近一次使用的时长。"))] = None
    seatRaised: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="座圈抬起", en="Seat raised", hazards=(Hazard.MOTION,), since="1.1")] = None
    seatTargetTemperature: Annotated[float | None, Field(ge=20, le=50), P("Cel", "rwn", step=0.5, sens=Sens.SPECIAL, cat="health", zh="座圈设定温度", en="Seat target temperature", about=("For seats that take degrees instead of steps.", "用于以温度而非档位设定的产品。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    waterTargetTemperature: Annotated[float | None, Field(ge=20, le=45), P("Cel", "rwn", step=0.5, sens=Sens.SPECIAL, cat="health", zh="冲洗水设定温度", en="Water target temperature", about=("For seats that take degrees instead of steps.", "用于以温度而非档位设定的产品。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    dryTargetTemperature: Annotated[float | None, Field(ge=20, le=70), P("Cel", "rwn", step=0.5, sens=Sens.SPECIAL, cat="health", zh="烘干设定温度", en="Drying target temperature", about=("For seats that take degrees instead of steps.", "用于以温度而非档位设定的产品。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    pulsatingWash: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="脉动冲洗", en="Pulsating wash", hazards=(Hazard.MOTION_PERSON, Hazard.WATER), since="1.1")] = None
    movingWash: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="移动冲洗", en="Moving wash", hazards=(Hazard.MOTION_PERSON, Hazard.WATER), since="1.1")] = None
    washDuration: Annotated[int | None, Field(ge=0, le=600), P("s", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="冲洗时长", en="Wash duration", hazards=(Hazard.WATER,), since="1.1")] = None
    dryDuration: Annotated[int | None, Field(ge=0, le=1200), P("s", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="烘干时长", en="Drying duration", hazards=(Hazard.HEAT,), since="1.1")] = None
    foamShield: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="泡沫盾", en="Foam shield", about=("Lays foam against splashing before each use.", "使用前铺设泡沫防溅。"), hazards=SAFE, since="1.1")] = None
    ultravioletSterilization: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="紫外杀菌", en="Ultraviolet sterilization", about=("Ultraviolet light harms eyes and skin where the lid stands open.", "盖板打开时紫外线会伤害眼睛和皮肤。"), hazards=(Hazard.HEALTH,), since="1.1")] = None
    energySaving: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="节能模式", en="Energy saving", about=("The seat cools down while nobody uses it.", "无人使用时座圈降温。"), hazards=SAFE, since="1.1")] = None
    usageCount: Annotated[int | None, Field(ge=0, le=4294967295), P("{count}", step=1, sens=Sens.SPECIAL, cat="health", zh="累计使用次数", en="Uses so far", about=("Counts up.", "累计值。"), since="1.1")] = None
    waterShortage: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="缺水", en="Water shortage", since="1.1")] = None


class BathControlMode(Choice):
    """What a bath heater does."""

    OFF = "off", "关"
    HEAT = "heat", "取暖"
    VENTILATE = "ventilate", "换气"
    BLOW = "blow", "吹风"
    DRY = "dry", "干燥"
    DEHUMIDIFY = "dehumidify", "除湿"
    COLD = "cold", "凉风"
    DEFOG = "defog", "除雾"


class ShowerOutlet(Choice):
    """Where the water comes out."""

    OVERHEAD = "overhead", "顶喷", "Overhead shower"
    HAND = "hand", "手持花洒", "Hand shower"
    BODY = "body", "侧喷", "Body jets"
    SPOUT = "spout", "下出水", "Spout"
    WATERFALL = "waterfall", "瀑布"


class BathControl(Capability):
    """Warms, airs and dries a bathroom, runs the shower and fills the bath."""

    ID, ZH, GROUP = "bathControl", "浴室与淋浴", "bathroom"
    ABOUT_ZH = "浴室取暖、换气与干燥，以及花洒和浴缸的控制。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("stop", "停止", "Stop", hazards=SAFE, outcome=("mode", "showerOn"), about=("Ends heating and shuts the water.", "停止取暖并关水。")),
        Cmd("fillBath", "浴缸放水", "Fill bath", args=(Arg("level", int, "%", ge=0, le=100, required=False, zh="水位"), Arg("temperature", float, "Cel", ge=20, le=48, required=False, zh="水温")), hazards=(Hazard.WATER, Hazard.HEAT), actuates=True, outcome=("bathLevel",), since="1.1"),
        Cmd("drainBath", "浴缸排水", "Drain bath", hazards=SAFE, outcome=("bathLevel",), since="1.1"),
    )
    EVENTS = (
        Ev("bathReady", "放水完成", "Bath ready", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("temperature", float, "Cel", ge=0, le=100, required=False, zh="水温"),)),
    )

    mode: Annotated[BathControlMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="模式", en="Mode", hazards=(Hazard.HEAT,), actuates=True)] = None
    targetTemperature: Annotated[float | None, Field(ge=5, le=50), P("Cel", "rwn", step=0.5, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标温度", en="Target temperature", about=("Of the air in the bathroom.", "浴室空气温度。"), hazards=(Hazard.HEAT,))] = None
    temperature: Annotated[float | None, Field(ge=-20, le=60), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="浴室温度", en="Bathroom temperature", about=("Of the air in the bathroom.", "浴室空气温度。"))] = None
    heatLevel: Annotated[int | None, Field(ge=0, le=10), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="取暖档位", en="Heat level", about=("Step of the maker; 0 is off.", "厂家档位，0为关闭。"), hazards=(Hazard.HEAT,))] = None
    showerTemperature: Annotated[float | None, Field(ge=0, le=100), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="出水温度", en="Shower temperature")] = None
    showerTargetTemperature: Annotated[float | None, Field(ge=20, le=48), P("Cel", "rwn", step=0.5, sens=Sens.BEHAVIOUR, cat="device-state", zh="设定出水温度", en="Shower target temperature", about=("Never above 48 Cel: hotter water scalds within seconds.", "不高于48摄氏度：更热的水数秒即烫伤。"), hazards=(Hazard.WATER, Hazard.HEAT))] = None
    showerOn: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="花洒出水", en="Shower on", hazards=(Hazard.WATER, Hazard.HEAT), actuates=True)] = None
    bathLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="浴缸水位", en="Bath level", about=("Writing it fills the bath to that level.", "写入即放水至该水位。"), hazards=(Hazard.WATER,), actuates=True)] = None
    towelWarmer: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="毛巾加热", en="Towel warmer", hazards=(Hazard.HEAT,))] = None
    mirrorDefog: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="镜面除雾", en="Mirror defog", hazards=(Hazard.HEAT,))] = None
    heating: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="取暖", en="Heating", about=("For heaters whose functions run side by side.", "用于多项功能可同时运行的浴霸。"), hazards=(Hazard.HEAT,), actuates=True, since="1.1")] = None
    blowing: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="吹风", en="Blowing", hazards=SAFE, actuates=True, since="1.1")] = None
    ventilation: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="换气", en="Ventilation", hazards=SAFE, actuates=True, since="1.1")] = None
    drying: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="干燥", en="Drying", hazards=(Hazard.HEAT,), actuates=True, since="1.1")] = None
    fanLevel: Annotated[int | None, Field(ge=0, le=10), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="风量档位", en="Fan level", about=("Step of the maker; 0 is off.", "厂家档位，0为关闭。"), hazards=SAFE, since="1.1")] = None
    airSwing: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="摆风", en="Air swing", hazards=SAFE, since="1.1")] = None
    showerOutlet: Annotated[ShowerOutlet | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="出水方式", en="Shower outlet", about=("Changing it while the water runs can wet who did not expect it.", "出水时切换可能淋到人。"), hazards=(Hazard.WATER,), since="1.1")] = None
    showerFlow: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="出水流量", en="Shower flow", hazards=(Hazard.WATER, Hazard.HEAT), since="1.1")] = None
    showerDuration: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="淋浴时长", en="Shower duration", about=("Of the shower that runs, or of the last one.", "当前或最近一次淋浴的时长。"), since="1.1")] = None
    showerWaterUsed: Annotated[float | None, Field(ge=0, le=10000), P("L", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="淋浴用水", en="Shower water used", about=("In the shower that runs, or in the last one.", "当前或最近一次淋浴的用水量。"), since="1.1")] = None
    bathTemperature: Annotated[float | None, Field(ge=0, le=100), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="浴缸水温", en="Bath temperature", since="1.1")] = None
    bathTargetTemperature: Annotated[float | None, Field(ge=20, le=48), P("Cel", "rwn", step=0.5, sens=Sens.BEHAVIOUR, cat="device-state", zh="浴缸设定水温", en="Bath target temperature", hazards=(Hazard.WATER, Hazard.HEAT), since="1.1")] = None
    bathDrainOpen: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="浴缸排水口打开", en="Bath drain open", hazards=SAFE, since="1.1")] = None
    massageJets: Annotated[int | None, Field(ge=0, le=10), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="按摩喷射", en="Massage jets", about=("0 is off.", "0为关闭。"), hazards=(Hazard.MOTION_PERSON,), since="1.1")] = None
    waterTemperatureLimit: Annotated[float | None, Field(ge=30, le=60), P("Cel", "rw", step=0.5, sens=Sens.BEHAVIOUR, cat="device-state", zh="水温上限", en="Water temperature limit", about=("Scald guard: water never comes out hotter.", "防烫：出水温度不超过此值。"), hazards=(Hazard.HEAT,), since="1.1")] = None

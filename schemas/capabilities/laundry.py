"""Washing and drying clothes."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Ev, P, Sens
from schemas.reasons import Reason
from schemas.vocabulary import Hazard

_CONSUMABLE = Reason(
    "Runs out over weeks and is topped up now and then; a single day does not show in it.",
    "以周为单位消耗，偶尔补充，看不出某一天的情况。",
)


class LaundryControlWashMode(Choice):
    """Which program a washer or dryer runs."""

    NORMAL = "normal", "标准"
    DELICATE = "delicate", "轻柔"
    HEAVY = "heavy", "强力"
    WHITES = "whites", "白色衣物"
    QUICK = "quick", "快洗"
    ECO = "eco", "节能"
    WOOL = "wool", "羊毛"
    COTTON = "cotton", "棉麻"
    BABY = "baby", "婴儿衣物", "Baby clothes"
    RINSE_SPIN = "rinseSpin", "漂洗脱水", "Rinse and spin"
    SELF_CLEAN = "selfClean", "筒自洁", "Drum cleaning"
    CUSTOM = "custom", "自定义"
    AUTO = "auto", "智能洗", "Automatic"
    SYNTHETICS = "synthetics", "化纤"
    MIXED = "mixed", "混合"
    COLORS = "colors", "彩色衣物", "Colours"
    COLD = "cold", "冷水洗", "Cold wash"
    SILK = "silk", "丝绸"
    DOWN = "down", "羽绒服"
    BEDDING = "bedding", "床品"
    TOWELS = "towels", "毛巾"
    SHIRTS = "shirts", "衬衫"
    DENIM = "denim", "牛仔"
    SPORTSWEAR = "sportswear", "运动服"
    OUTDOOR = "outdoor", "户外服", "Outdoor clothes"
    UNDERWEAR = "underwear", "内衣"
    SHOES = "shoes", "鞋"
    SANITIZE = "sanitize", "除菌洗"
    ALLERGY = "allergy", "除螨洗"
    STEAM = "steam", "蒸汽护理", "Steam refresh"
    AIR_WASH = "airWash", "空气洗"
    SOAK = "soak", "浸泡"
    SPIN_ONLY = "spinOnly", "单脱水"
    DRAIN = "drain", "排水"
    WASH_AND_DRY = "washAndDry", "洗烘一体"
    DRY_ONLY = "dryOnly", "单烘干"
    TIME_DRY = "timeDry", "定时烘", "Timed drying"
    AIR_DRY = "airDry", "冷风", "Cold air"
    NIGHT = "night", "夜间洗"


class LaundryControlNumberOfRinses(Choice):
    """How thoroughly it rinses."""

    NONE = "none", "不漂洗"
    NORMAL = "normal", "标准"
    EXTRA = "extra", "加漂"
    MAX = "max", "最多", "As often as it can"


class LaundryControlDrynessLevel(Choice):
    """How dry the clothes shall be."""

    LOW = "low", "低"
    NORMAL = "normal", "标准"
    EXTRA = "extra", "特干"
    MAX = "max", "最干", "As dry as it can"


class LaundryPhase(Choice):
    """What a washer or dryer is doing within its program."""

    NONE = "none", "无"
    DELAYED = "delayed", "预约等待"
    SENSING = "sensing", "称重", "Weighing the load"
    PRE_WASH = "preWash", "预洗"
    SOAK = "soak", "浸泡"
    WASH = "wash", "洗涤"
    RINSE = "rinse", "漂洗"
    SPIN = "spin", "脱水"
    DRAIN = "drain", "排水"
    DRYING = "drying", "烘干"
    STEAM = "steam", "蒸汽"
    AIR_WASH = "airWash", "空气洗"
    COOLING = "cooling", "冷却"
    WRINKLE_PREVENTION = "wrinklePrevention", "防皱", "Keeping from creases"
    FROST_PROTECTION = "frostProtection", "防冻"
    FINISHED = "finished", "已完成"


class LaundrySoilLevel(Choice):
    """How dirty the washing is."""

    NONE = "none", "无"
    EXTRA_LIGHT = "extraLight", "很轻"
    LIGHT = "light", "轻"
    NORMAL = "normal", "普通"
    HEAVY = "heavy", "重"
    EXTRA_HEAVY = "extraHeavy", "很重"


class LaundryAmount(Choice):
    """How much detergent or softener is dosed."""

    NONE = "none", "不投放"
    LOW = "low", "少"
    NORMAL = "normal", "标准"
    HIGH = "high", "多"


class LaundryControlFault(Choice):
    """What is wrong with a washer or dryer."""

    INFLOW = "inflow", "进水异常"
    DRAIN = "drain", "排水异常"
    DOOR = "door", "门未关好", "Door not shut"
    UNBALANCED = "unbalanced", "偏载"
    LEAKAGE = "leakage", "漏水"
    OVERFLOW = "overflow", "溢水"
    FOAM = "foam", "泡沫过多", "Too much foam"
    HEATING = "heating", "加热异常"
    MOTOR = "motor", "电机异常"
    FILTER = "filter", "过滤器堵塞", "Filter blocked"
    OTHER = "other", "其他"


class LaundryConcentration(Choice):
    """How strong the liquid in the dispenser is."""

    NORMAL = "normal", "普通"
    HIGH = "high", "浓缩"
    EXTRA_HIGH = "extraHigh", "高浓缩"


class LaundryControl(Capability):
    """Chooses the program of a washer or dryer and its options."""

    ID, ZH, GROUP = "laundryControl", "洗衣/干衣", "laundry"
    ABOUT_ZH = "选择洗衣机或干衣机的程序与选项。"
    VERSION = "1.1"
    EVENTS = (
        Ev("cycleFinished", "洗涤完成", "Cycle finished", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("washMode", LaundryControlWashMode, required=False, zh="洗涤程序"), Arg("energy", float, "kW.h", ge=0, le=20, required=False, zh="耗电"), Arg("water", float, "L", ge=0, le=500, required=False, zh="耗水"))),
        Ev("fault", "故障", "Fault", sens=Sens.BEHAVIOUR, cat="diagnostic", fields=(Arg("faults", list[LaundryControlFault], zh="故障"),), since="1.1"),
    )

    washMode: Annotated[LaundryControlWashMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="洗涤程序", en="Program", hazards=(Hazard.HEAT, Hazard.WATER), actuates=True)] = None
    phase: Annotated[LaundryPhase | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="洗涤阶段", en="Phase", since="1.1")] = None
    spinSpeed: Annotated[int | None, Field(ge=0, le=2000), P("{rpm}", "rwn", step=100, sens=Sens.BEHAVIOUR, cat="device-state", zh="脱水转速", en="Spin speed", hazards=SAFE, about=("0: it does not spin.", "0 表示不脱水。"))] = None
    numberOfRinses: Annotated[LaundryControlNumberOfRinses | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="漂洗强度", en="Rinsing", hazards=SAFE)] = None
    rinseCount: Annotated[int | None, Field(ge=0, le=10), P("{count}", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="漂洗次数", en="Number of rinses", hazards=SAFE, since="1.1")] = None
    drynessLevel: Annotated[LaundryControlDrynessLevel | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="烘干程度", en="Dryness level", hazards=(Hazard.HEAT,))] = None
    dryingTime: Annotated[int | None, Field(ge=0, le=86400), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="烘干时间", en="Drying time", hazards=(Hazard.HEAT,), since="1.1")] = None
    dryingTemperature: Annotated[float | None, Field(ge=0, le=120), P("Cel", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="烘干温度", en="Drying temperature", hazards=(Hazard.HEAT,), since="1.1")] = None
    washTime: Annotated[int | None, Field(ge=0, le=86400), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="洗涤时间", en="Wash time", hazards=SAFE, since="1.1")] = None
    washTemperature: Annotated[float | None, Field(ge=0, le=100), P("Cel", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="洗涤温度", en="Washing temperature", hazards=(Hazard.HEAT,), about=("0: cold, as it comes from the tap.", "0 表示冷水，不加热。"), since="1.1")] = None
    soilLevel: Annotated[LaundrySoilLevel | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="脏污程度", en="Soil level", hazards=SAFE, since="1.1")] = None
    waterLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="水位", en="Water level", hazards=SAFE)] = None
    detergentAutoDose: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="洗涤剂自动投放", en="Detergent dosed by itself", hazards=SAFE)] = None
    softenerAutoDose: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="柔顺剂自动投放", en="Softener dosed by itself", hazards=SAFE)] = None
    detergentAmount: Annotated[LaundryAmount | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="洗涤剂用量", en="Detergent amount", hazards=SAFE, since="1.1")] = None
    softenerAmount: Annotated[LaundryAmount | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="柔顺剂用量", en="Softener amount", hazards=SAFE, since="1.1")] = None
    detergentLow: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=_CONSUMABLE, cat="diagnostic", zh="洗涤剂不足", en="Detergent low", since="1.1")] = None
    softenerLow: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=_CONSUMABLE, cat="diagnostic", zh="柔顺剂不足", en="Softener low", since="1.1")] = None
    doorLocked: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="门已锁", en="Door locked")] = None
    doorOpen: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="门打开", en="Door open", since="1.1")] = None
    sterilization: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="除菌", en="Sterilization", hazards=(Hazard.HEAT,))] = None
    steam: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="蒸汽", en="Steam", hazards=(Hazard.HEAT,), since="1.1")] = None
    preWash: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="预洗", en="Pre-wash", hazards=SAFE, since="1.1")] = None
    keepFresh: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="护衣保鲜", en="Keep fresh", hazards=SAFE, about=("Airs the clothes after the program until they are taken out.", "程序结束后持续通风，直至取出衣物。"), since="1.1")] = None
    wrinklePrevention: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="防皱", en="Wrinkle prevention", hazards=(Hazard.HEAT,), about=("Turns the drum now and then after the program until it is emptied.", "程序结束后间歇翻动，直至取出衣物。"), since="1.1")] = None
    wrinklePreventing: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="正在防皱", en="Wrinkle prevention running", since="1.1")] = None
    followsWasher: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="洗干联动", en="Follows the washing machine", hazards=SAFE, about=("Chooses the program that suits the last wash by itself; a person starts it.", "按上次洗涤自动选择程序，仍由人启动。"), since="1.1")] = None
    preSoak: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="浸泡", en="Pre-soak", hazards=SAFE, since="1.1")] = None
    drumLight: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="筒灯", en="Drum light", hazards=SAFE, since="1.1")] = None
    loadWeight: Annotated[float | None, Field(ge=0, le=50), P("kg", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="衣物重量", en="Weight of the load", since="1.1")] = None
    faults: Annotated[list[LaundryControlFault] | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="故障", en="Faults", about=("They come up while it runs.", "只在运行期间出现。"), since="1.1")] = None
    cycleCount: Annotated[int | None, Field(ge=0, le=100000), P("{count}", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="累计洗涤次数", en="Cycles in total", since="1.1")] = None
    drumCleanDue: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.WEAR, cat="diagnostic", zh="需要筒自洁", en="Drum cleaning due", since="1.1")] = None
    lastCycleEnergy: Annotated[float | None, Field(ge=0, le=20), P("kW.h", step=0.01, sens=Sens.BEHAVIOUR, cat="energy", zh="上次耗电", en="Energy of the last cycle", since="1.1")] = None
    lastCycleWater: Annotated[float | None, Field(ge=0, le=500), P("L", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="上次耗水", en="Water of the last cycle", since="1.1")] = None
    detergentConcentration: Annotated[LaundryConcentration | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="洗涤剂浓度", en="Detergent concentration", hazards=SAFE, since="1.1")] = None
    softenerConcentration: Annotated[LaundryConcentration | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="柔顺剂浓度", en="Softener concentration", hazards=SAFE, since="1.1")] = None


class ClothesDrying(Capability):
    """Dries and sterilises clothes on an airer with a fan, warm air or ultraviolet light."""

    ID, ZH, GROUP = "clothesDrying", "晾晒烘干", "laundry"
    EN = "Drying on an airer"
    ABOUT_ZH = "晾衣机的风干、烘干与消毒。"

    airDrying: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="风干", en="Air drying", hazards=(Hazard.MOTION,))] = None
    heatDrying: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="热烘干", en="Warm air drying", hazards=(Hazard.HEAT, Hazard.MOTION))] = None
    sterilization: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="消毒", en="Sterilization", hazards=(Hazard.HEALTH,), about=("Ultraviolet light in the open harms eyes and skin.", "敞开式紫外线会伤害眼睛和皮肤。"))] = None
    airDryingTime: Annotated[int | None, Field(ge=0, le=86400), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="风干时长", en="Time of air drying", hazards=(Hazard.MOTION,))] = None
    heatDryingTime: Annotated[int | None, Field(ge=0, le=86400), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="热烘干时长", en="Time of warm air drying", hazards=(Hazard.HEAT, Hazard.MOTION))] = None
    sterilizationTime: Annotated[int | None, Field(ge=0, le=86400), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="消毒时长", en="Time of sterilization", hazards=(Hazard.HEALTH,))] = None
    airDryingTimeLeft: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="风干剩余时间", en="Air drying left")] = None
    heatDryingTimeLeft: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="热烘干剩余时间", en="Warm air drying left")] = None
    sterilizationTimeLeft: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="消毒剩余时间", en="Sterilization left")] = None
    loaded: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="有衣物", en="Clothes hang on it")] = None
    overweight: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="超重", en="Overweight")] = None

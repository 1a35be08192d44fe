"""The closed lists of words in both languages, each with a sentence that says what it means."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from schemas.units import UNITS


class Term(NamedTuple):
    """A word of the schema for readers: its name and what it means."""

    en: str
    zh: str
    about_en: str = ""
    about_zh: str = ""


SENSITIVITIES: Final[Mapping[str, Term]] = {
    "public": Term(
        "S0 public",
        "S0 公开",
        "A fact of the model, the same in every home. Like everything, it leaves only under a contract that a resident"
        " has signed.",
        "型号的固有事实，每个家庭都一样。与其他数据一样，只有住户签署合同后才会出门。",
    ),
    "household": Term(
        "S1 household",
        "S1 家庭",
        "The state of the house and its devices. It tells next to nothing of who does what when; each one says why.",
        "房屋和设备的状态，几乎不反映谁在何时做了什么；每一项都写明理由。",
    ),
    "behaviour": Term(
        "S2 behaviour",
        "S2 行为",
        "Shows the routine of the people: when they are up, away, cooking, asleep. To read it, a program needs a"
        " permission that names it.",
        "反映作息：何时起床、外出、做饭、睡觉。程序读取它需要明确的授权。",
    ),
    "personal": Term(
        "S3 personal",
        "S3 个人",
        "Points to a person or to what a person chose, watched, ate. Named permission inside, named purpose outside.",
        "指向具体的人，或其所选、所看、所吃。家内读取需明确授权，出门需明确目的。",
    ),
    "special": Term(
        "S4 special",
        "S4 特殊",
        "Health, sound and image in the home, position, children. Leaves only under a separate consent that names its"
        " kind.",
        "健康、家中的声音与影像、位置、未成年人。只有单独同意并写明类别时才会出门。",
    ),
    "unlabelled": Term(
        "unlabelled",
        "未定级",
        "Nobody has decided yet. It ranks above all others and never leaves.",
        "尚无人定级。按最高级对待，绝不出门。",
    ),
}
HAZARDS: Final[Mapping[str, Term]] = {
    "heat": Term("heat", "发热", "Something becomes hot, or stays hot.", "有东西变热或保持高温。"),
    "motion": Term("motion", "机械运动", "Something moves and can pinch or push.", "有东西移动，可能夹人或碰撞。"),
    "motion-person": Term(
        "moves a person",
        "移动人体",
        "A person is moved: bed, chair, wheelchair.",
        "人被移动：床、椅、轮椅。",
    ),
    "gas": Term("gas", "燃气", "Combustible gas can be released or burn.", "可能放出或点燃燃气。"),
    "water": Term("water", "漏水", "Water can flow where it should not.", "水可能流到不该去的地方。"),
    "security": Term("security", "安防", "The home becomes easier to enter.", "家更容易被闯入。"),
    "privacy": Term("privacy", "隐私", "Somebody can be seen, heard or located.", "有人会被看到、听到或定位。"),
    "energy": Term("energy", "能耗", "Much energy is used, or the supply is strained.", "耗能大，或加重供电负担。"),
    "cost": Term("cost", "费用", "It costs money.", "会产生费用。"),
    "health": Term("health", "健康", "Somebody's health can suffer.", "可能损害健康。"),
    "service-interruption": Term(
        "service interruption",
        "服务中断",
        "Something that people rely on stops.",
        "人们依赖的功能会停止。",
    ),
}
ACCESS: Final[Mapping[str, Term]] = {
    "r": Term("read", "可读", "It can be read.", "可以读取。"),
    "w": Term("write", "可写", "It can be set.", "可以设定。"),
    "n": Term("notify", "通知", "The device reports changes by itself.", "设备会主动上报变化。"),
}
KINDS: Final[Mapping[str, Term]] = {
    "boolean": Term("boolean", "是或否"),
    "integer": Term("whole number", "整数"),
    "number": Term("number", "数值"),
    "string": Term("text", "文本"),
    "enum": Term("one of", "单选"),
    "enumset": Term("some of", "多选"),
    "timestamp": Term("time", "时间", "Milliseconds since 1970-01-01T00:00:00Z.", "自 1970 年起的毫秒数。"),
    "list": Term("list", "列表"),
    "object": Term("object", "对象"),
    "secret": Term("secret", "秘密", "Write-only: never stored, shown or logged.", "只写：不存储、不显示、不记录。"),
}
CATEGORIES: Final[Mapping[str, Term]] = {
    "environment": Term("environment", "环境"),
    "device-state": Term("device state", "设备状态"),
    "presence": Term("presence", "在家情况"),
    "health": Term("health", "健康"),
    "media": Term("media", "影音"),
    "location": Term("location", "位置"),
    "access": Term("access", "出入"),
    "energy": Term("energy", "能源"),
    "identity": Term("identity", "身份"),
    "diagnostic": Term("diagnostic", "诊断"),
}
GROUPS: Final[Mapping[str, Term]] = {
    "core": Term("Every device", "设备通用"),
    "lighting": Term("Light and switches", "照明与开关"),
    "climate": Term("Climate", "温湿与新风"),
    "air": Term("Air", "空气"),
    "presence": Term("Presence and surroundings", "人体与环境"),
    "opening": Term("Curtains and gates", "窗帘与门闸"),
    "alarm": Term("Alarms", "报警"),
    "entry": Term("Doors", "门禁"),
    "camera": Term("Cameras", "摄像"),
    "kitchen": Term("Kitchen", "厨房"),
    "laundry": Term("Laundry", "洗护"),
    "appliance": Term("All appliances", "家电通用"),
    "bathroom": Term("Bathroom", "卫浴"),
    "water": Term("Water", "水"),
    "heating": Term("Hot water and heat", "热水与采暖"),
    "energy": Term("Energy", "能源"),
    "grid": Term("Charging and grid", "充电与电网"),
    "robot": Term("Robots and pets", "机器人与宠物"),
    "media": Term("Sound and picture", "影音"),
    "care": Term("Sleep and care", "睡眠与照护"),
    "health": Term("Health", "健康"),
}
"""In the order in which a reader meets them; a group that is not named here comes last, under its own name."""
SCENARIOS: Final[Mapping[str, Term]] = {
    "lighting": Term("lighting", "照明"),
    "security": Term("home security", "家庭安防"),
    "kitchen": Term("smart kitchen", "智慧厨房"),
    "sleep": Term("smart sleep", "智慧睡眠"),
    "bathroom": Term("healthy bathroom", "健康卫浴"),
    "air": Term("air purification", "空气净化"),
    "energy": Term("energy", "能源"),
    "elderlyCare": Term("elderly care", "养老"),
    "children": Term("children", "儿童"),
    "comfort": Term("comfort", "舒适"),
    "infrastructure": Term("infrastructure", "基础设施"),
    "laundry": Term("laundry", "洗护"),
    "media": Term("media", "影音"),
    "pet": Term("pets", "宠物"),
    "robot": Term("robots", "机器人"),
    "wearables": Term("wearables", "可穿戴"),
}


def term(table: Mapping[str, Term], key: str) -> Term:
    """Give a word, itself where the list does not have it."""
    return table.get(key) or Term(key, key)


_SYMBOLS: Final = {
    "Cel": "°C",
    "[degF]": "°F",
    "deg": "°",
    "1": "",
    "/MK": "mired",
    "mm[Hg]": "mmHg",
    "[in_i'Hg]": "inHg",
    "dB[SPL]": "dB",
    "[pH]": "pH",
    "V.A{reactive}": "var",
    "kV.A{reactive}": "kvar",
    "V.A{reactive}.h": "varh",
    "kV.A{reactive}.h": "kvarh",
    "{index}": "",
    "{score}": "",
    "{count}": "",
    "{steps}": "",
}


def symbol(code: str) -> str:
    """Give the sign of a UCUM unit as people write it; empty for what is only counted."""
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    plain = re.sub(r"[\[\]{}.]", "", code)
    return re.sub(r"^u(?=[A-Zgms])", "µ", plain).replace("m2", "m²").replace("m3", "m³")


def unit_words(code: str, language: str) -> str:
    """Give the name of a unit."""
    unit = UNITS.get(code)
    return code if unit is None else unit.zh if language == "zh" else unit.en

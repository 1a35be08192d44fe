"""What a group address is for in a device, by the names that people write in the settings and by those of ETS.

A role names a property of ours, the datapoint type that it has where nobody says another, and how its value becomes
ours. The role of an address that only tells is the same with `_state` behind it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from schemas.conversion import IDENTITY, INVERT_BOOLEAN, INVERT_PERCENT, Conversion, enum_map
from schemas.mapping import Row

STATE: Final = "_state"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One role. `rows` are the claims on properties of ours, best first; `told` those of the address that tells.

    `mains` are main types that the rows are for: another makes it a vendor property. `listens`: it has no address to
    write, only one that tells.
    """

    zh: str
    en: str
    dpt: str
    rows: tuple[Row[str], ...] = ()
    told: tuple[Row[str], ...] = ()
    mains: tuple[int, ...] = ()
    listens: bool = False


def _row(name: str, path: str, convert: Conversion = IDENTITY) -> Row[str]:
    capability, _, name_of_ours = path.partition("/")
    return Row(source=name, capability=capability, name=name_of_ours, convert=convert)


def _acts(zh: str, en: str, dpt: str, path: str, *mains: int, convert: Conversion = IDENTITY) -> Role:
    """Make a role with one property, written and told back."""
    return Role(zh=zh, en=en, dpt=dpt, rows=(_row(en, path, convert),), mains=mains)


def _tells(zh: str, en: str, dpt: str, *paths: str, mains: tuple[int, ...], convert: Conversion = IDENTITY) -> Role:
    """Make a role that only tells; of several properties the first that has a place on the device counts."""
    return Role(zh=zh, en=en, dpt=dpt, rows=tuple(_row(en, path, convert) for path in paths), mains=mains, listens=True)


def _does(zh: str, en: str, dpt: str) -> Role:
    """Make a role that only commands; what it tells is a vendor property."""
    return Role(zh=zh, en=en, dpt=dpt)


_PRESETS: Final = enum_map(
    {
        "auto": "schedule",
        "comfort": "comfort",
        "standby": "away",
        "economy": "eco",
        "building_protection": "frostProtection",
    }
)
"""DPT 20.102: standby is for a short absence, economy for the night (KNX Standard v2.1, 3/7/2, N8)."""
_SYSTEM: Final = enum_map(
    {
        "auto": "auto",
        "heat": "heat",
        "cool": "cool",
        "off": "off",
        "emergency_heat": "emergencyHeat",
        "fan_only": "fanOnly",
        "dehumidification": "dry",
        "precool": "precooling",
    }
)
_ALARM: Final = enum_map({False: "normal", True: "critical"})
_SIDE: Final = enum_map({False: "cool", True: "heat"})

ROLES: Final[Mapping[str, Role]] = {
    # light
    "switch": _acts("开关", "switch", "1.001", "onOff/onOff", 1),
    "brightness": _acts("亮度", "brightness", "5.001", "levelControl/currentLevel", 5),
    "dim": _does("相对调光", "dimming by steps", "3.007"),
    "color_temperature": _acts("色温", "colour temperature", "7.600", "colorControl/colorTemperature", 7),
    "rgb": _acts("RGB 颜色", "colour RGB", "232.600", "colorControl/rgb", 232),
    "hue": _acts("色相", "hue", "5.003", "colorControl/hue", 5),
    "saturation": _acts("饱和度", "saturation", "5.001", "colorControl/saturation", 5),
    "white": _acts("白光亮度", "level of white", "5.001", "colorControl/whiteLevel", 5),
    "rgbw": _does("RGBW 颜色", "colour RGBW", "251.600"),
    # blind: KNX counts closing (100 % is down), we count opening
    "move": _does("上下移动", "up or down", "1.008"),
    "stop": _does("停止", "stop, or step of the slats", "1.007"),
    "position": Role(
        zh="位置",
        en="position",
        dpt="5.001",
        rows=(_row("position", "windowCovering/targetPosition", INVERT_PERCENT),),
        told=(_row("position", "windowCovering/currentPosition", INVERT_PERCENT),),
        mains=(5,),
    ),
    "tilt": Role(
        zh="叶片角度",
        en="slats",
        dpt="5.001",
        rows=(_row("slats", "windowCovering/targetTilt", INVERT_PERCENT),),
        told=(_row("slats", "windowCovering/currentTilt", INVERT_PERCENT),),
        mains=(5,),
    ),
    "obstacle": _tells("遇阻", "obstacle", "1.005", "windowCovering/obstacleDetected", mains=(1,)),
    "wind_alarm": _does("风警报", "wind alarm", "1.005"),
    "lock": _does("锁定", "lock", "1.003"),
    # climate
    "temperature": _tells(
        "温度",
        "temperature",
        "9.001",
        "thermostat/localTemperature",
        "temperatureMeasurement/measuredValue",
        mains=(9, 14),
    ),
    "floor_temperature": _tells("地面温度", "floor temperature", "9.001", "thermostat/floorTemperature", mains=(9, 14)),
    "outdoor_temperature": _tells(
        "室外温度", "outdoor temperature", "9.001", "thermostat/outdoorTemperature", mains=(9, 14)
    ),
    "setpoint": _acts("设定温度", "setpoint", "9.001", "thermostat/heatingSetpoint", 9, 14),
    "cooling_setpoint": _acts("制冷设定温度", "setpoint of cooling", "9.001", "thermostat/coolingSetpoint", 9, 14),
    "mode": _acts("运行模式", "operation mode", "20.102", "thermostat/preset", 20, convert=_PRESETS),
    "control_mode": _acts("控制模式", "control mode", "20.105", "thermostat/systemMode", 20, convert=_SYSTEM),
    "heating": _tells("供暖或制冷", "heating or cooling", "1.100", "thermostat/runningMode", mains=(1,), convert=_SIDE),
    "valve": _tells("阀门开度", "valve", "5.001", "thermostat/heatingDemand", mains=(5,)),
    "window": _tells("窗户打开", "window open", "1.019", "thermostat/windowOpen", mains=(1,)),
    "fan_speed": _acts("风速", "speed of the fan", "5.001", "fanControl/percentSetting", 5),
    # sensors
    "humidity": _tells("湿度", "humidity", "9.007", "relativeHumidityMeasurement/measuredValue", mains=(9, 5, 14)),
    "illuminance": _tells("照度", "illuminance", "9.004", "illuminanceMeasurement/measuredValue", mains=(9, 7, 14)),
    "co2": _tells("二氧化碳", "carbon dioxide", "9.008", "concentrationMeasurement/carbonDioxide", mains=(9,)),
    "pressure": _tells("气压", "pressure", "9.006", "pressureMeasurement/measuredValue", mains=(9, 14)),
    "wind_speed": _tells("风速", "wind", "9.005", "weatherMeasurement/windSpeed", mains=(9, 14)),
    "presence": _tells("有人", "presence", "1.018", "occupancySensing/occupied", mains=(1,)),
    "motion": _tells("移动", "motion", "1.002", "occupancySensing/motion", mains=(1,)),
    "contact": _tells("门窗打开", "door or window open", "1.019", "contactState/open", mains=(1,)),
    "leak": _tells("漏水", "water leak", "1.005", "liquidDetection/leakDetected", mains=(1,)),
    "rain": _tells("下雨", "rain", "1.005", "liquidDetection/rainDetected", mains=(1,)),
    "smoke": _tells("烟雾", "smoke", "1.005", "smokeCoAlarm/smokeState", mains=(1,), convert=_ALARM),
    # energy
    "power": _tells("功率", "power", "14.056", "electricalPowerMeasurement/activePower", mains=(14, 9)),
    "current": _tells("电流", "current", "14.019", "electricalPowerMeasurement/activeCurrent", mains=(14, 9, 7)),
    "voltage": _tells("电压", "voltage", "14.027", "electricalPowerMeasurement/voltage", mains=(14, 9)),
    "energy": _tells(
        "电量", "energy", "13.010", "electricalEnergyMeasurement/cumulativeEnergyImported", mains=(13, 14, 29)
    ),
    # scenes and what has no role
    "scene": _does("场景", "scene", "17.001"),
    "scene_control": _does("场景控制", "scene control", "18.001"),
    "value": _does("数值", "value", "1.001"),
}

CLOSED_IS_ONE: Final = frozenset({(1, 9)})
"""DPT 1.009 counts closing, 1.019 opening: both are used for doors and windows."""
OPENINGS: Final = frozenset({"contact", "window"})


def rows_of(role: str, main: int, sub: int | None) -> tuple[Row[str], ...]:
    """Give the claims that hold for an address of this type in this role."""
    name = role.removesuffix(STATE)
    known = ROLES.get(name)
    if known is None or (known.mains and main not in known.mains):
        return ()
    rows = known.told if role.endswith(STATE) and known.told else known.rows
    if name in OPENINGS and (main, sub) in CLOSED_IS_ONE:
        return tuple(Row(source=r.source, capability=r.capability, name=r.name, convert=INVERT_BOOLEAN) for r in rows)
    return rows


TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "light": ("light", "onOffLight"),
    "switch": ("switch", "wallSwitch"),
    "plug": ("plug", "smartPlug"),
    "blind": ("blind", "blind"),
    "curtain": ("blind", "curtain"),
    "thermostat": ("thermostat", "thermostat"),
    "floor_heating": ("thermostat", "floorHeating"),
    "fan": ("fan", "fan"),
    "sensor": ("sensor", "genericDevice"),
    "meter": ("sensor", "electricMeter"),
    "scene": ("scene", "controller"),
    "other": ("other", "genericDevice"),
}
"""Types of devices in the settings: the family that decides between properties, and ours."""
_LIGHTS: Final = (
    ({"rgb", "rgbw", "hue"}, "extendedColorLight"),
    ({"color_temperature"}, "colorTemperatureLight"),
    ({"brightness", "dim"}, "dimmableLight"),
)
_SENSORS: Final = (
    ({"smoke"}, "smokeCoAlarm"),
    ({"leak"}, "waterLeakSensor"),
    ({"contact"}, "contactSensor"),
    ({"presence", "motion"}, "occupancySensor"),
    ({"co2"}, "airQualitySensor"),
    ({"humidity"}, "temperatureHumiditySensor"),
    ({"rain", "wind_speed"}, "rainSensor"),
    ({"illuminance"}, "lightSensor"),
    ({"temperature"}, "temperatureHumiditySensor"),
    ({"power", "energy"}, "electricMeter"),
)


def device_type(kind: str, roles: frozenset[str]) -> str:
    """Give our device type of what a person, or ETS, calls by one of TYPES."""
    family, plain = TYPES[kind]
    finer = {"light": _LIGHTS, "sensor": _SENSORS if kind == "sensor" else ()}.get(family, ())
    bare = {role.removesuffix(STATE) for role in roles}
    return next((ours for wanted, ours in finer if wanted & bare), plain)


def fits_family(kind: str, capability: str) -> bool:
    """Whether a property belongs on such a device: a thermostat's temperature is not that of a thermometer."""
    return capability != "thermostat" or TYPES[kind][0] == "thermostat"


ETS_ROLES: Final[Mapping[str, str]] = {
    "SwitchOnOff": "switch",
    "InfoOnOff": "switch_state",
    "DimmingControl": "dim",
    "RelativeSetvalueControl": "dim",
    "DimmingValue": "brightness",
    "AbsoluteSetvalueControl": "brightness",
    "InfoDimmingValue": "brightness_state",
    "ActualDimmingValue": "brightness_state",
    "MoveUpDown": "move",
    "StopStepUpDown": "stop",
    "AbsolutePositionBlindsPercentage": "position",
    "SetAbsolutePositionBlindsPercentage": "position",
    "CurrentAbsolutePositionBlindsPercentage": "position_state",
    "AbsolutePositionSlatPercentage": "tilt",
    "AbsolutePositionSlatsPercentage": "tilt",
    "SetAbsolutePositionSlatsPercentage": "tilt",
    "CurrentAbsolutePositionSlatPercentage": "tilt_state",
    "CurrentAbsolutePositionSlatsPercentage": "tilt_state",
    "WindAlarm": "wind_alarm",
    "TempRoom": "temperature",
    "TempOutside": "outdoor_temperature",
    "TempRoomSetpoint": "setpoint",
    "InfoTempRoomSetpoint": "setpoint_state",
    "HVACMode": "mode",
    "ValvePosition": "valve",
    "ActualValvePosition": "valve",
    "WindowStatus": "window",
    "Presence": "presence",
    "Illuminance": "illuminance",
}
"""Roles of the group addresses of an ETS function, as ETS 5 and 6 write them into GroupAddressRef/@Role."""
ETS_TYPES: Final[Mapping[str, str]] = {
    "FT-1": "light",
    "SwitchableLight": "light",
    "FT-6": "light",
    "DimmableLight": "light",
    "FT-7": "blind",
    "SunProtection": "blind",
    "FT-8": "thermostat",
    "HeatingSwitchingVariable": "thermostat",
    "FT-9": "thermostat",
    "HeatingContinuousVariable": "thermostat",
}
"""Function/@Type: the numbers are those of knx_master.xml; all others have no type of ours."""

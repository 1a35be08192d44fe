"""What sensors see, smell and feel."""

from typing import Final

from schemas.conversion import vocabulary
from schemas.mappings.miot.row import PERCENT, claim, flag, states

_SEEN: Final = vocabulary(
    occupied=True,
    has_one=True,
    has_someone=True,
    someone=True,
    somebody=True,
    motion=True,
    moving=True,
    detected=True,
    enter=True,
    present=True,
    有人=True,
    no_one=False,
    nobody=False,
    no_motion=False,
    not_occupied=False,
    unoccupied=False,
    none=False,
    absent=False,
    无人=False,
)

_LEAK: Final = vocabulary(
    leak=True,
    leaking=True,
    water=True,
    submersion=True,
    submersed=True,
    wet=True,
    alarm=True,
    no_leak=False,
    no_water=False,
    normal=False,
    dry=False,
    no_submersion=False,
    漏水=True,
    正常=False,
)

_ALARM: Final = vocabulary(
    normal="normal",
    normal_monitoring="normal",
    idle="normal",
    no_alarm="normal",
    正常="normal",
    warning="warning",
    analog_alarm="warning",
    alarm="critical",
    fire_alarm="critical",
    smoke_alarm="critical",
    gas_alarm="critical",
    density_alarm="critical",
    报警="critical",
)

SENSE: Final = (
    *flag(
        "motion-sensor motion occupancy-sensor", "motion-state motion-status motion", "occupancySensing.motion", _SEEN
    ),
    *flag(
        "occupancy-sensor human-sensor radar-sensor presence-sensor",
        "occupancy-status status occupancy occupancy-state",
        "occupancySensing.occupied",
        _SEEN,
    ),
    *claim("occupancy-sensor motion-sensor presence-sensor", "occupancy-status", "occupancySensing.occupied", _SEEN),
    *claim(
        "motion-sensor occupancy-sensor",
        "no-motion-duration no-one-duration no-motion-time",
        "occupancySensing.unoccupiedDuration",
        unit="s",
    ),
    *claim("*", "no-motion-duration no-one-duration", "occupancySensing.unoccupiedDuration", unit="min"),
    *claim("*", "has-someone-duration", "occupancySensing.occupiedDuration", unit="min"),
    *claim("*", "no-one-determine-time no-motion-determine-time", "occupancySensing.holdTime", unit="s"),
    *claim(
        "motion-sensor occupancy-sensor presence-sensor",
        "sensitivity detection-sensitivity",
        "occupancySensing.sensitivity",
        PERCENT,
    ),
    *claim("occupancy-sensor presence-sensor", "distance target-distance", "occupancySensing.targetDistance", unit="m"),
    *flag("submersion-sensor water-leak-sensor", "submersion-state status", "liquidDetection.leakDetected", _LEAK),
    *claim("smoke-sensor smoke-detector", "status smoke-status state", "smokeCoAlarm.smokeState", _ALARM),
    *states(
        "smoke-sensor smoke-detector", "smoke-state status", "smokeCoAlarm.smokeState", true="critical", false="normal"
    ),
    *claim("smoke-sensor", "smoke-concentration", "smokeCoAlarm.smokeDensity", PERCENT),
    *claim("gas-sensor gas-detector natural-gas-sensor", "status gas-status state", "gasLeakAlarm.alarmState", _ALARM),
    *flag("gas-sensor natural-gas-sensor", "gas-state", "gasLeakAlarm.gasDetected"),
    *claim("gas-sensor natural-gas-sensor", "gas-concentration", "gasLeakAlarm.gasConcentration", unit="%{LEL}"),
    *flag("vibration-sensor", "vibration vibration-state status", "soundAndVibration.vibrationDetected"),
    *claim("plant-monitor", "soil-moisture relative-humidity", "waterAndSoilQuality.soilMoisture", PERCENT),
    *claim("plant-monitor", "soil-ec conductivity", "waterAndSoilQuality.conductivity", unit="uS/cm"),
    *claim(
        "tds-sensor water-purifier fish-tank pet-drinking-fountain water-dispenser",
        "tds-out tds",
        "waterAndSoilQuality.totalDissolvedSolids",
        unit="mg/L",
    ),
    *claim("tds-sensor water-purifier", "tds-in", "waterAndSoilQuality.totalDissolvedSolidsIn", unit="mg/L"),
    *claim("fish-tank", "ph", "waterAndSoilQuality.ph", unit="[pH]"),
)

ROWS: Final = SENSE

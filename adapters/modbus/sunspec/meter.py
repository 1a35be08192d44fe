"""Meters, SunSpec models 201 to 204 and, in floating point, 211 to 214. What comes into the home is above zero."""

from typing import Final

from adapters.modbus.sunspec.point import Model, Point, floating, of_phases, point

_POWER: Final = "electricalPowerMeasurement"
_ENERGY: Final = "electricalEnergyMeasurement"
_EVENTS: Final = {
    2: "powerFailure",
    3: "underVoltage",
    4: "lowPf",
    5: "overCurrent",
    6: "overVoltage",
    7: "missingSensor",
}


def _points(ph: str) -> tuple[Point, ...]:
    """Write down a meter; the standard spells phases of reactive energy with this in its two kinds."""
    reactive = (
        f"TotVArh{what} TotVArh{what}{ph}A TotVArh{what}{ph}B TotVArh{what}{ph}C"
        for what in ("ImpQ1", "ImpQ2", "ExpQ3", "ExpQ4")
    )
    exported = "TotWhExp TotWhExpPhA TotWhExpPhB TotWhExpPhC"
    imported = "TotWhImp TotWhImpPhA TotWhImpPhB TotWhImpPhC"
    apparent = "TotVAhImp TotVAhImpPhA TotVAhImpPhB TotVAhImpPhC"
    return (
        *of_phases("A AphA AphB AphC", "int16", "A", "A_SF", to=f"{_POWER}.activeCurrent", must=2),
        point("A_SF", "sunssf", must=True),
        *of_phases("PhV PhVphA PhVphB PhVphC", "int16", "V", "V_SF", to=f"{_POWER}.voltage"),
        *of_phases("PPV PPVphAB PPVphBC PPVphCA", "int16", "V", "V_SF"),
        point("V_SF", "sunssf", must=True),
        point("Hz", "int16", "Hz", "Hz_SF", must=True, to=f"{_POWER}.frequency"),
        point("Hz_SF", "sunssf"),
        *of_phases("W WphA WphB WphC", "int16", "W", "W_SF", to=f"{_POWER}.activePower", must=1),
        point("W_SF", "sunssf", must=True),
        *of_phases("VA VAphA VAphB VAphC", "int16", "VA", "VA_SF", to=f"{_POWER}.apparentPower"),
        point("VA_SF", "sunssf"),
        *of_phases("VAR VARphA VARphB VARphC", "int16", "var", "VAR_SF", to=f"{_POWER}.reactivePower"),
        point("VAR_SF", "sunssf"),
        *of_phases("PF PFphA PFphB PFphC", "int16", "%", "PF_SF", to=f"{_POWER}.powerFactor"),
        point("PF_SF", "sunssf"),
        *of_phases(exported, "acc32", "Wh", "TotWh_SF", to=f"{_ENERGY}.cumulativeEnergyExported", must=1),
        *of_phases(imported, "acc32", "Wh", "TotWh_SF", to=f"{_ENERGY}.cumulativeEnergyImported", must=1),
        point("TotWh_SF", "sunssf", must=True),
        *of_phases("TotVAhExp TotVAhExpPhA TotVAhExpPhB TotVAhExpPhC", "acc32", "VAh", "TotVAh_SF"),
        *of_phases(apparent, "acc32", "VAh", "TotVAh_SF", to=f"{_ENERGY}.apparentEnergyImported"),
        point("TotVAh_SF", "sunssf"),
        *(one for names in reactive for one in of_phases(names, "acc32", "varh", "TotVArh_SF")),
        point("TotVArh_SF", "sunssf"),
        point("Evt", "bitfield32", must=True, names=_EVENTS),
    )


METER: Final = Model(phases={201: 1, 202: 2, 203: 3, 204: 3}, device_type="electricMeter", points=_points("Ph"))
METER_FLOAT: Final = Model(
    phases={211: 1, 212: 2, 213: 3, 214: 3}, device_type="electricMeter", points=floating(_points("ph"))
)

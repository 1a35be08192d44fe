"""Distributed energy resources (IEEE 1547-2018): SunSpec models 701 to 704, 713 and 714."""

from typing import Final

from adapters.modbus.protocol.register import Claim
from adapters.modbus.sunspec.inverter import DC_EVENTS, EVENTS, SWITCH
from adapters.modbus.sunspec.point import Model, Point, point, scales

DER_STATES: Final = {
    0: "off",
    1: "standby",
    2: "starting",
    3: "generating",
    4: "derating",
    5: "off",
    6: "fault",
    7: "standby",
}
ISLANDS: Final = {0: "uncategorized", 1: "intIslCapable", 2: "blackStartCapable", 3: "isochCapable"}
EXCITED: Final = {0: "overExcited", 1: "underExcited"}


def _phase(number: int, to_next: str) -> tuple[Point, ...]:
    """Write down what is told of one phase; `to_next` names the voltage between it and the next."""
    phase = f"L{number}"
    return (
        point(f"W{phase}", "int16", "W", "W_SF", to=_TAKEN, phase=number),
        point(f"VA{phase}", "int16", "VA", "VA_SF", to="electricalPowerMeasurement.apparentPower", phase=number),
        point(f"Var{phase}", "int16", "var", "Var_SF", to="electricalPowerMeasurement.reactivePower", phase=number),
        point(f"PF{phase}", "int16", "1", "PF_SF", to="electricalPowerMeasurement.powerFactor", phase=number),
        point(f"A{phase}", "int16", "A", "A_SF", to="electricalPowerMeasurement.activeCurrent", phase=number),
        point(to_next, "uint16", "V", "V_SF"),
        point(f"V{phase}", "uint16", "V", "V_SF", to="electricalPowerMeasurement.voltage", phase=number),
        point(f"TotWhInj{phase}", "uint64", "Wh", "TotWh_SF", to=_EXPORTED, phase=number),
        point(f"TotWhAbs{phase}", "uint64", "Wh", "TotWh_SF", to=_IMPORTED, phase=number),
        point(f"TotVarhInj{phase}", "uint64", "varh", "TotVarh_SF"),
        point(f"TotVarhAbs{phase}", "uint64", "varh", "TotVarh_SF"),
    )


_TAKEN: Final = (Claim(to="electricalPowerMeasurement.activePower", factor=-1),)
_EXPORTED: Final = "electricalEnergyMeasurement.cumulativeEnergyExported"
_IMPORTED: Final = "electricalEnergyMeasurement.cumulativeEnergyImported"
_MEASURED: Final = (
    point("ACType", "enum16", must=True, names={0: "singlePhase", 1: "splitPhase", 2: "threePhase"}),
    point("St", "enum16", names={0: "off", 1: "on"}),
    point("InvSt", "enum16", to="solarGeneration.inverterState", names=DER_STATES),
    point("ConnSt", "enum16", names={0: "disconnected", 1: "connected"}),
    point("Alrm", "bitfield32", to="solarGeneration.faults", names=EVENTS),
    point("DERMode", "bitfield32", names={0: "gridFollowing", 1: "gridForming", 2: "pvClipped"}),
    point("W", "int16", "W", "W_SF", to=_TAKEN),
    point("VA", "int16", "VA", "VA_SF", to="electricalPowerMeasurement.apparentPower"),
    point("Var", "int16", "var", "Var_SF", to="electricalPowerMeasurement.reactivePower"),
    point("PF", "int16", "1", "PF_SF", to="electricalPowerMeasurement.powerFactor"),
    point("A", "int16", "A", "A_SF", to="electricalPowerMeasurement.activeCurrent"),
    point("LLV", "uint16", "V", "V_SF"),
    point("LNV", "uint16", "V", "V_SF", to="electricalPowerMeasurement.voltage"),
    point("Hz", "uint32", "Hz", "Hz_SF", to="electricalPowerMeasurement.frequency"),
    point("TotWhInj", "uint64", "Wh", "TotWh_SF", to=_EXPORTED),
    point("TotWhAbs", "uint64", "Wh", "TotWh_SF", to=_IMPORTED),
    point("TotVarhInj", "uint64", "varh", "TotVarh_SF"),
    point("TotVarhAbs", "uint64", "varh", "TotVarh_SF"),
    point("TmpAmb", "int16", "Cel", "Tmp_SF"),
    point("TmpCab", "int16", "Cel", "Tmp_SF", to="solarGeneration.inverterTemperature"),
    point("TmpSnk", "int16", "Cel", "Tmp_SF"),
    point("TmpTrns", "int16", "Cel", "Tmp_SF"),
    point("TmpSw", "int16", "Cel", "Tmp_SF"),
    point("TmpOt", "int16", "Cel", "Tmp_SF"),
    *_phase(1, "VL1L2"),
    *_phase(2, "VL2L3"),
    *_phase(3, "VL3L1"),
    point("ThrotPct", "uint16", "%"),
    point(
        "ThrotSrc",
        "bitfield32",
        names={
            0: "maxW",
            1: "fixedW",
            2: "fixedVar",
            3: "fixedPf",
            4: "voltVar",
            5: "freqWatt",
            6: "dynReactCurr",
            7: "lvrt",
            8: "hvrt",
            9: "wattVar",
            10: "voltWatt",
            11: "scheduled",
            12: "lfrt",
            13: "hfrt",
            14: "derated",
        },
    ),
    *scales("A_SF V_SF Hz_SF W_SF PF_SF VA_SF Var_SF TotWh_SF TotVarh_SF Tmp_SF"),
    point("MnAlrmInfo", "string", size=32),
)

_CAPACITY: Final = (
    point("WMaxRtg", "uint16", "W", "W_SF", to="solarGeneration.ratedPower"),
    point("WOvrExtRtg", "uint16", "W", "W_SF"),
    point("WOvrExtRtgPF", "uint16", "", "PF_SF"),
    point("WUndExtRtg", "uint16", "W", "W_SF"),
    point("WUndExtRtgPF", "uint16", "", "PF_SF"),
    point("VAMaxRtg", "uint16", "VA", "VA_SF"),
    point("VarMaxInjRtg", "uint16", "var", "Var_SF"),
    point("VarMaxAbsRtg", "uint16", "var", "Var_SF"),
    point("WChaRteMaxRtg", "uint16", "W", "W_SF"),
    point("WDisChaRteMaxRtg", "uint16", "W", "W_SF"),
    point("VAChaRteMaxRtg", "uint16", "VA", "VA_SF"),
    point("VADisChaRteMaxRtg", "uint16", "VA", "VA_SF"),
    point("VNomRtg", "uint16", "V", "V_SF"),
    point("VMaxRtg", "uint16", "V", "V_SF"),
    point("VMinRtg", "uint16", "V", "V_SF"),
    point("AMaxRtg", "uint16", "A", "A_SF"),
    point("PFOvrExtRtg", "uint16", "", "PF_SF"),
    point("PFUndExtRtg", "uint16", "", "PF_SF"),
    point("ReactSusceptRtg", "uint16", "", "S_SF"),
    point("NorOpCatRtg", "enum16", names={0: "catA", 1: "catB"}),
    point("AbnOpCatRtg", "enum16", names={0: "cat1", 1: "cat2", 2: "cat3"}),
    point(
        "CtrlModes",
        "bitfield32",
        names={
            0: "maxW",
            1: "fixedW",
            2: "fixedVar",
            3: "fixedPf",
            4: "voltVar",
            5: "freqWatt",
            6: "dynReactCurr",
            7: "lvTrip",
            8: "hvTrip",
            9: "wattVar",
            10: "voltWatt",
            11: "scheduled",
            12: "lfTrip",
            13: "hfTrip",
        },
    ),
    point("IntIslandCatRtg", "bitfield16", names=ISLANDS),
    point("WMax", "uint16", "W", "W_SF", rw=True),
    point("WMaxOvrExt", "uint16", "W", "W_SF", rw=True),
    point("WOvrExtPF", "uint16", "", "PF_SF", rw=True),
    point("WMaxUndExt", "uint16", "W", "W_SF", rw=True),
    point("WUndExtPF", "uint16", "", "PF_SF", rw=True),
    point("VAMax", "uint16", "VA", "VA_SF", rw=True),
    point("VarMaxInj", "uint16", "var", "Var_SF", rw=True),
    point("VarMaxAbs", "uint16", "var", "Var_SF", rw=True),
    point("WChaRteMax", "uint16", "W", "W_SF", rw=True),
    point("WDisChaRteMax", "uint16", "W", "W_SF", rw=True),
    point("VAChaRteMax", "uint16", "VA", "VA_SF", rw=True),
    point("VADisChaRteMax", "uint16", "VA", "VA_SF", rw=True),
    point("VNom", "uint16", "V", "V_SF", rw=True),
    point("VMax", "uint16", "V", "V_SF", rw=True),
    point("VMin", "uint16", "V", "V_SF", rw=True),
    point("AMax", "uint16", "A", "A_SF", rw=True),
    point("PFOvrExt", "uint16", "", "PF_SF", rw=True),
    point("PFUndExt", "uint16", "", "PF_SF", rw=True),
    point("IntIslandCat", "bitfield16", rw=True, names=ISLANDS),
    *scales("W_SF PF_SF VA_SF Var_SF V_SF A_SF S_SF"),
)

_ENTER: Final = (
    point("ES", "enum16", rw=True, names=SWITCH),
    point("ESVHi", "uint16", "%", "V_SF", rw=True),
    point("ESVLo", "uint16", "%", "V_SF", rw=True),
    point("ESHzHi", "uint32", "Hz", "Hz_SF", rw=True),
    point("ESHzLo", "uint32", "Hz", "Hz_SF", rw=True),
    point("ESDlyTms", "uint32", "s", rw=True),
    point("ESRndTms", "uint32", "s", rw=True),
    point("ESRmpTms", "uint32", "s", rw=True),
    point("ESDlyRemTms", "uint32", "s"),
    *scales("V_SF Hz_SF"),
)

_CONTROLS: Final = (
    point("PFWInjEna", "enum16", rw=True, names=SWITCH),
    point("PFWInjEnaRvrt", "enum16", rw=True, names=SWITCH),
    point("PFWInjRvrtTms", "uint32", "s", rw=True),
    point("PFWInjRvrtRem", "uint32", "s"),
    point("PFWAbsEna", "enum16", rw=True, names=SWITCH),
    point("PFWAbsEnaRvrt", "enum16", rw=True, names=SWITCH),
    point("PFWAbsRvrtTms", "uint32", "s", rw=True),
    point("PFWAbsRvrtRem", "uint32", "s"),
    point("WMaxLimPctEna", "enum16", rw=True, names=SWITCH),
    point("WMaxLimPct", "uint16", "%", "WMaxLimPct_SF", rw=True),
    point("WMaxLimPctRvrt", "uint16", "%", "WMaxLimPct_SF", rw=True),
    point("WMaxLimPctEnaRvrt", "enum16", rw=True, names=SWITCH),
    point("WMaxLimPctRvrtTms", "uint32", "s", rw=True),
    point("WMaxLimPctRvrtRem", "uint32", "s"),
    point("WSetEna", "enum16", rw=True, names=SWITCH),
    point("WSetMod", "enum16", rw=True, names={0: "wMaxPct", 1: "watts"}),
    point("WSet", "int32", "W", "WSet_SF", rw=True),
    point("WSetRvrt", "int32", "W", "WSet_SF", rw=True),
    point("WSetPct", "int16", "%", "WSetPct_SF", rw=True),
    point("WSetPctRvrt", "int16", "%", "WSetPct_SF", rw=True),
    point("WSetEnaRvrt", "enum16", rw=True, names=SWITCH),
    point("WSetRvrtTms", "uint32", "s", rw=True),
    point("WSetRvrtRem", "uint32", "s"),
    point("VarSetEna", "enum16", rw=True, names=SWITCH),
    point(
        "VarSetMod", "enum16", rw=True, names={0: "wMaxPct", 1: "varMaxPct", 2: "varAvailPct", 3: "vaMaxPct", 4: "vars"}
    ),
    point("VarSetPri", "enum16", rw=True, names={0: "active", 1: "reactive", 2: "vendor"}),
    point("VarSet", "int32", "var", "VarSet_SF", rw=True),
    point("VarSetRvrt", "int32", "var", "VarSet_SF", rw=True),
    point("VarSetPct", "int16", "%", "VarSetPct_SF", rw=True),
    point("VarSetPctRvrt", "int16", "%", "VarSetPct_SF", rw=True),
    point("VarSetEnaRvrt", "enum16", rw=True, names=SWITCH),
    point("VarSetRvrtTms", "uint32", "s", rw=True),
    point("VarSetRvrtRem", "uint32", "s"),
    point("WRmp", "uint16", rw=True),
    point("WRmpRef", "enum16", rw=True, names={0: "aMax", 1: "wMax"}),
    point("VarRmp", "uint16", rw=True),
    point("AntiIslEna", "enum16", rw=True, names=SWITCH),
    *scales("PF_SF WMaxLimPct_SF WSet_SF WSetPct_SF VarSet_SF VarSetPct_SF"),
    point("PFWInj.PF", "uint16", "", "PF_SF", rw=True),
    point("PFWInj.Ext", "enum16", rw=True, names=EXCITED),
    point("PFWInjRvrt.PF", "uint16", "", "PF_SF", rw=True),
    point("PFWInjRvrt.Ext", "enum16", rw=True, names=EXCITED),
    point("PFWAbs.PF", "uint16", "", "PF_SF", rw=True),
    point("PFWAbs.Ext", "enum16", rw=True, names=EXCITED),
    point("PFWAbsRvrt.PF", "uint16", "", "PF_SF", rw=True),
    point("PFWAbsRvrt.Ext", "enum16", rw=True, names=EXCITED),
)

_STORAGE: Final = (
    point("WHRtg", "uint16", "Wh", "WH_SF", to="batteryStorage.capacity"),
    point("WHAvail", "uint16", "Wh", "WH_SF", to="batteryStorage.storedEnergy"),
    point("SoC", "uint16", "%", "Pct_SF", to="batteryStorage.stateOfCharge"),
    point("SoH", "uint16", "%", "Pct_SF", to="batteryStorage.stateOfHealth"),
    point("Sta", "enum16", names={0: "ok", 1: "warning", 2: "error"}),
    *scales("WH_SF Pct_SF"),
)

_DIRECT: Final = (
    point("PrtAlrms", "bitfield32"),
    point("NPrt", "uint16"),
    point("DCA", "int16", "A", "DCA_SF"),
    point("DCW", "int16", "W", "DCW_SF"),
    point("DCWhInj", "uint64", "Wh", "DCWH_SF"),
    point("DCWhAbs", "uint64", "Wh", "DCWH_SF"),
    *scales("DCA_SF DCV_SF DCW_SF DCWH_SF Tmp_SF"),
)
_DIRECT_PORTS: Final = (
    point("PrtTyp", "enum16", names={0: "pv", 1: "ess", 2: "ev", 3: "inj", 4: "abs", 5: "bidir", 6: "dcDc"}),
    point("ID", "uint16"),
    point("IDStr", "string", size=8),
    point("DCA", "int16", "A", "DCA_SF", to="solarGeneration.stringCurrent"),
    point("DCV", "uint16", "V", "DCV_SF", to="solarGeneration.stringVoltage"),
    point("DCW", "int16", "W", "DCW_SF", to="solarGeneration.stringPower"),
    point("DCWhInj", "uint64", "Wh", "DCWH_SF", to="solarGeneration.generationTotal"),
    point("DCWhAbs", "uint64", "Wh", "DCWH_SF"),
    point("Tmp", "int16", "Cel", "Tmp_SF", to="solarGeneration.inverterTemperature"),
    point("DCSta", "enum16", names={0: "off", 1: "on", 2: "warning", 3: "error"}),
    point("DCAlrm", "bitfield32", names=DC_EVENTS),
)

MEASURED: Final = Model(phases={701: 3}, device_type="solarInverter", points=_MEASURED)
CAPACITY: Final = Model(phases={702: 1}, device_type="solarInverter", points=_CAPACITY)
ENTER_SERVICE: Final = Model(phases={703: 1}, device_type="solarInverter", points=_ENTER)
CONTROLS: Final = Model(phases={704: 1}, device_type="solarInverter", points=_CONTROLS)
STORAGE: Final = Model(phases={713: 1}, device_type="homeBattery", points=_STORAGE)
DIRECT_CURRENT: Final = Model(phases={714: 1}, device_type="solarInverter", points=_DIRECT, ports=_DIRECT_PORTS)

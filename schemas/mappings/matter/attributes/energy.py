"""Electricity: measured, generated, stored, charged, managed and paid for."""

# One attribute a line, so that the file reads as the table it is.
# fmt: off
# ruff: noqa: E501

from typing import Final

from schemas.conversion import numbered
from schemas.mappings.matter.attributes.node import BATTERY_STORAGE, LONG_TIME
from schemas.mappings.matter.conversion import CENTI, CURRENCY, EPOCH_S, GENERATED, MILLI
from schemas.mappings.matter.given import MONEY
from schemas.mappings.matter.mode import mode_tags, supported
from schemas.mappings.matter.row import Cluster, MatterRow, Via
from schemas.mappings.matter.structure import FORECAST, PRICES

SOLAR_POWER: Final = (0x0017,)

_POWER: Final = Cluster(0x0090, "ElectricalPowerMeasurement")
_ENERGY: Final = Cluster(0x0091, "ElectricalEnergyMeasurement")
_EVSE: Final = Cluster(0x0099, "EnergyEvse")
_MANAGEMENT: Final = Cluster(0x0098, "DeviceEnergyManagement")
_MANAGEMENT_MODE: Final = Cluster(0x009F, "DeviceEnergyManagementMode")
_PRICE: Final = Cluster(0x0095, "CommodityPrice", since="1.5")
_GRID: Final = Cluster(0x00A0, "ElectricalGridConditions", since="1.5")
_METER: Final = Cluster(0x0B06, "MeterIdentification", since="1.5")

WIDE: Final = "62 bits of thousandths; what no home has is refused value by value"
_BATTERY: Final = {"auto": 0}

EVSE_FAULTS: Final = numbered(noError=0, meterFailure=1, overVoltage=2, underVoltage=3, overCurrent=4, contactWetFailure=5, contactDryFailure=6, groundFault=7, powerLoss=8, powerQuality=9, pilotShortCircuit=10, emergencyStop=11, evDisconnected=12, wrongPowerSupply=13, liveNeutralSwap=14, overTemperature=15, other=255)

EVSE_STATES: Final = numbered(notPluggedIn=0, pluggedInNoDemand=1, pluggedInDemand=2, pluggedInCharging=3, pluggedInDischarging=4, sessionEnding=5, fault=6)

ROWS: Final[tuple[MatterRow, ...]] = (
    # --- what flows into a device is positive; within a battery it charges, within a generator it is negative ---
    _POWER.at(0x0004, "Voltage", "voltage-mV?", "electricalPowerMeasurement.voltage", wide=WIDE),
    _POWER.at(0x0000, "PowerMode", "enum8", "electricalPowerMeasurement.powerMode", numbered(unknown=0, dc=1, ac=2)),
    _POWER.at(0x0005, "ActiveCurrent", "amperage-mA?", "electricalPowerMeasurement.activeCurrent", wide=WIDE),
    _POWER.at(0x0006, "ReactiveCurrent", "amperage-mA?", "electricalPowerMeasurement.reactiveCurrent", wide=WIDE),
    _POWER.at(0x0007, "ApparentCurrent", "amperage-mA?", "electricalPowerMeasurement.apparentCurrent", wide=WIDE),
    _POWER.at(0x0012, "NeutralCurrent", "amperage-mA?", "electricalPowerMeasurement.neutralCurrent", wide=WIDE),
    _POWER.at(0x0008, "ActivePower", "power-mW?", "batteryStorage.power", within=BATTERY_STORAGE, wide=WIDE),
    _POWER.at(0x0008, "ActivePower", "power-mW?", "solarGeneration.generationPower", GENERATED, within=SOLAR_POWER, wide=WIDE),
    _POWER.at(0x0008, "ActivePower", "power-mW?", "electricalPowerMeasurement.activePower", wide=WIDE),
    _POWER.at(0x0009, "ReactivePower", "power-mVAR?", "electricalPowerMeasurement.reactivePower", wide=WIDE),
    _POWER.at(0x000A, "ApparentPower", "power-mVA?", "electricalPowerMeasurement.apparentPower", wide=WIDE),
    _POWER.at(0x000E, "Frequency", "int64?", "electricalPowerMeasurement.frequency", MILLI, least=0, most=1000000, wide="up to 1 kHz; mains of a home are below 100 Hz"),
    _POWER.at(0x0011, "PowerFactor", "int64?", "electricalPowerMeasurement.powerFactor", CENTI, least=-10000, most=10000),
    _ENERGY.at(0x0001, "CumulativeEnergyImported", "energy-mWh?", "electricalEnergyMeasurement.cumulativeEnergyImported", field="energy", wide=WIDE),
    _ENERGY.at(0x0002, "CumulativeEnergyExported", "energy-mWh?", "solarGeneration.generationTotal", field="energy", within=SOLAR_POWER, wide=WIDE),
    _ENERGY.at(0x0002, "CumulativeEnergyExported", "energy-mWh?", "electricalEnergyMeasurement.cumulativeEnergyExported", field="energy", wide=WIDE),
    _ENERGY.at(0x0003, "PeriodicEnergyImported", "energy-mWh?", "electricalEnergyMeasurement.periodicEnergyImported", field="energy", wide=WIDE),
    _ENERGY.at(0x0004, "PeriodicEnergyExported", "energy-mWh?", "solarGeneration.generationToday", field="energy", within=SOLAR_POWER, wide=WIDE),
    _ENERGY.at(0x0004, "PeriodicEnergyExported", "energy-mWh?", "electricalEnergyMeasurement.periodicEnergyExported", field="energy", wide=WIDE),
    # --- charging a car ---
    _EVSE.at(0x0000, "State", "enum8?", "energyEvse.state", EVSE_STATES),
    _EVSE.at(0x0001, "SupplyState", "enum8", "energyEvse.supplyState", numbered(disabled=0, chargingEnabled=1, dischargingEnabled=2, disabledError=3, disabledDiagnostics=4, enabled=5)),
    _EVSE.at(0x0002, "FaultState", "enum8", "energyEvse.faultState", EVSE_FAULTS),
    _EVSE.at(0x0003, "ChargingEnabledUntil", "epoch-s?", "energyEvse.chargingEnabledUntil", EPOCH_S),
    _EVSE.at(0x0004, "DischargingEnabledUntil", "epoch-s?", "energyEvse.dischargingEnabledUntil", EPOCH_S),
    _EVSE.at(0x0005, "CircuitCapacity", "amperage-mA", "energyEvse.circuitCapacity", least=0, wide=WIDE),
    _EVSE.at(0x0006, "MinimumChargeCurrent", "amperage-mA", "energyEvse.minimumChargeCurrent", least=0, wide=WIDE),
    _EVSE.at(0x0008, "MaximumDischargeCurrent", "amperage-mA", "energyEvse.maximumDischargeCurrent", least=0, wide=WIDE),
    _EVSE.at(0x000A, "RandomizationDelayWindow", "elapsed-s", "energyEvse.randomizationDelayWindow", most=86400, w=True),
    _EVSE.at(0x0023, "NextChargeStartTime", "epoch-s?", "energyEvse.nextChargeStartTime", EPOCH_S),
    _EVSE.at(0x0024, "NextChargeTargetTime", "epoch-s?", "energyEvse.nextChargeTargetTime", EPOCH_S),
    _EVSE.at(0x0025, "NextChargeRequiredEnergy", "energy-mWh?", "energyEvse.nextChargeRequiredEnergy", least=0, wide=WIDE),
    _EVSE.at(0x0026, "NextChargeTargetSoC", "percent?", "energyEvse.nextChargeTargetSoC"),
    _EVSE.at(0x0031, "BatteryCapacity", "energy-mWh?", "energyEvse.batteryCapacity", least=0, wide=WIDE),
    _EVSE.at(0x0040, "SessionId", "uint32?", "energyEvse.sessionId"),
    _EVSE.at(0x0007, "MaximumChargeCurrent", "amperage-mA", "energyEvse.maximumChargeCurrent", least=0, wide=WIDE),
    _EVSE.at(0x0009, "UserMaximumChargeCurrent", "amperage-mA", "energyEvse.userMaximumChargeCurrent", w=True, wide=WIDE),
    _EVSE.at(0x0030, "StateOfCharge", "percent?", "energyEvse.stateOfCharge"),
    _EVSE.at(0x0032, "VehicleId", "string?", "energyEvse.vehicleId"),
    _EVSE.at(0x0041, "SessionDuration", "elapsed-s?", "energyEvse.sessionDuration", wide=LONG_TIME),
    _EVSE.at(0x0042, "SessionEnergyCharged", "energy-mWh?", "energyEvse.sessionEnergyCharged", least=0, wide=WIDE),
    _EVSE.at(0x0043, "SessionEnergyDischarged", "energy-mWh?", "energyEvse.sessionEnergyDischarged", least=0, wide=WIDE),
    # --- managing ---
    _MANAGEMENT.at(0x0000, "EsaType", "enum8", "deviceEnergyManagement.esaType", numbered(evse=0, spaceHeating=1, waterHeating=2, spaceCooling=3, spaceHeatingCooling=4, batteryStorage=5, solarPv=6, fridgeFreezer=7, washingMachine=8, dishwasher=9, cooking=10, homeWaterPump=11, irrigationWaterPump=12, poolPump=13, other=255)),
    _MANAGEMENT.at(0x0001, "EsaCanGenerate", "bool", "deviceEnergyManagement.esaCanGenerate"),
    _MANAGEMENT.at(0x0002, "EsaState", "enum8", "deviceEnergyManagement.esaState", numbered(offline=0, online=1, fault=2, powerAdjustActive=3, paused=4)),
    _MANAGEMENT.at(0x0003, "AbsMinPower", "power-mW", "deviceEnergyManagement.absMinPower", wide=WIDE),
    _MANAGEMENT.at(0x0004, "AbsMaxPower", "power-mW", "deviceEnergyManagement.absMaxPower", wide=WIDE),
    _MANAGEMENT.at(0x0006, "Forecast", "struct?", "deviceEnergyManagement.forecast", FORECAST),
    _MANAGEMENT.at(0x0007, "OptOutState", "enum8", "deviceEnergyManagement.optOutState", numbered(noOptOut=0, localOptOut=1, gridOptOut=2, optOut=3)),
    _MANAGEMENT_MODE.at(0x0001, "CurrentMode", "uint8", "batteryStorage.operatingMode", mode_tags(**_BATTERY), given=supported(**_BATTERY), within=BATTERY_STORAGE, via=(Via(command=0x00, name="ChangeToMode", field="newMode"),)),
    # --- paying ---
    _PRICE.at(0x0001, "Currency", "uint16?", "energyTariff.currency", CURRENCY, field="currency"),
    _PRICE.at(0x0002, "CurrentPrice", "money?", "energyTariff.currentPrice", field="price", given=MONEY, wide="64 bits of the smallest coin"),
    _PRICE.at(0x0003, "PriceForecast", "list", "energyTariff.priceForecast", given=PRICES),
    _GRID.at(0x0000, "LocalGenerationAvailable", "bool?", "energyTariff.localGenerationAvailable", w=True),
    _GRID.at(0x0001, "CurrentConditions", "int16?", "energyTariff.gridCarbonIntensity", field="gridCarbonIntensity", unit="g", wide="grams a kilowatt-hour; no grid is beyond our limit"),
    _METER.at(0x0002, "MeterSerialNumber", "string?", "utilityMeter.meterSerialNumber"),
    _METER.at(0x0000, "MeterType", "enum8?", "utilityMeter.meterType", numbered(utility=0, private=1, generic=2)),
    _METER.at(0x0001, "PointOfDelivery", "string?", "utilityMeter.pointOfDelivery"),
)

"""Switches and sockets, what they do after a power cut, and the current through them."""

from typing import Final

from schemas.mappings.miot.common import POWER_ON
from schemas.mappings.miot.row import FRACTION, PERCENT, claim, flag, states

POWER: Final = (
    *flag(
        "air-conditioner fan air-purifier air-fresh heater humidifier dehumidifier thermostat floor-heating light "
        "ambient-light night-light mood-light background-light main-light switch outlet usb socket plug curtain airer "
        "water-heater water-purifier hood stove cooker pressure-cooker induction-cooker oven microwave-oven "
        "steam-oven air-fryer kettle health-pot juicer coffee-machine dishwasher washer dryer refrigerator freezer "
        "towel-rack electric-blanket water-blanket massager mattress bed toilet seat fish-tank feeder "
        "pet-drinking-fountain litter-box mosquito-dispeller vacuum walking-pad treadmill television tv-box projector "
        "speaker play-control camera-control valve water-valve gas-valve diffuser fragrance sterilizer fan-heater "
        "electric-heater ceiling-fan air-circulator foot-bath water-dispenser ptc-bath-heater bath-heater water-pump "
        "evaporative-cooler fireplace body-dryer clothes-dryer shoe-dryer garbage-processor garbage-disposal "
        "window-opener pillow neck-massager eye-massager smart-desk switch-on relay power-switch bar-counter",
        "on switch-status power switch on-off",
        "onOff.onOff",
    ),
    *flag("*", "power-switch power-on main-switch", "onOff.onOff"),
    *claim(
        "*",
        "default-power-on-state off-memory power-off-memory power-on-state poweron-state poweroff-memory memory "
        "power-fail-memory power-memory power-on-status power-off-memory-switch fan-default",
        "onOff.startUpOnOff",
        POWER_ON,
    ),
    *states(
        "*",
        "off-memory power-off-memory poweroff-memory save-state power-memory",
        "onOff.startUpOnOff",
        true="previous",
        false="off",
    ),
    *states("*", "default-power-on-state power-on-state", "onOff.startUpOnOff", true="on", false="off"),
    *flag("*", "flex-switch wireless-switch soft-switch button-decoupled", "onOff.decoupled"),
    *claim("*", "off-on-time on-duration on-time", "onOff.onTime", unit="s"),
    *flag("*", "overload overload-alarm over-load", "electricalPowerMeasurement.overload"),
    *flag("*", "cyc-status cycle-status", "timerControl.cycleEnabled"),
    *claim(
        "*",
        "electric-power power-value active-power realtime-power current-power",
        "electricalPowerMeasurement.activePower",
    ),
    *claim("*", "electric-power", "electricalPowerMeasurement.activePower", FRACTION, unit="W"),
    *claim("power-consumption electricity power-meter", "power", "electricalPowerMeasurement.activePower"),
    *claim("*", "surge-power peak-power", "electricalPowerMeasurement.peakPower", unit="W"),
    *claim("*", "power-limit max-power power-limit-value", "electricalPowerMeasurement.powerLimit", unit="W"),
    *claim("*", "electric-current current-value", "electricalPowerMeasurement.activeCurrent"),
    *claim("*", "electric-current", "electricalPowerMeasurement.activeCurrent", FRACTION, unit="A"),
    *claim(
        "power-consumption switch outlet electricity circuit-breaker",
        "voltage current-voltage",
        "electricalPowerMeasurement.voltage",
        unit="V",
    ),
    *claim(
        "power-consumption electricity circuit-breaker",
        "power-factor",
        "electricalPowerMeasurement.powerFactor",
        PERCENT,
    ),
    *claim(
        "power-consumption electricity circuit-breaker", "frequency", "electricalPowerMeasurement.frequency", unit="Hz"
    ),
    *claim(
        "*",
        "power-consumption electricity total-electricity energy-consumption "
        "total-power-consumption total-energy electric-energy",
        "electricalEnergyMeasurement.cumulativeEnergyImported",
    ),
    *claim(
        "*",
        "power-consumption",
        "electricalEnergyMeasurement.cumulativeEnergyImported",
        FRACTION,
        unit="kW.h",
    ),
    *claim(
        "*",
        "power-consumption-day day-power-consumption today-electricity",
        "electricalEnergyMeasurement.periodicEnergyImported",
    ),
)

ROWS: Final = POWER

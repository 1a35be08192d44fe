"""What every kind of device may have: the device itself, its battery, lights, locks, sounds and timers."""

from typing import Final

from schemas.conversion import IDENTITY, vocabulary
from schemas.mappings.miot.row import CLOCK, DIGITS, PERCENT, claim, flag, states, text_words

_FAULT_WORDS: Final = "fault faults error-code fault-code error-status device-fault error-message"

_CHARGE: Final = vocabulary(
    charging="isCharging",
    充电中="isCharging",
    正在充电="isCharging",
    not_charging="isNotCharging",
    discharging="isNotCharging",
    uncharged="isNotCharging",
    no_charging="isNotCharging",
    go_charging="isNotCharging",
    not_chargeable="isNotCharging",
    未充电="isNotCharging",
    放电中="isNotCharging",
    charged="isAtFullCharge",
    charging_competely="isAtFullCharge",
    charging_completely="isAtFullCharge",
    charge_complete="isAtFullCharge",
    charge_completed="isAtFullCharge",
    charging_completed="isAtFullCharge",
    full_charge="isAtFullCharge",
    fully_charged="isAtFullCharge",
    full="isAtFullCharge",
    充满="isAtFullCharge",
    已充满="isAtFullCharge",
    unknown="unknown",
)

_CHARGE_LEVEL: Final = vocabulary(
    normal="ok",
    ok="ok",
    high="ok",
    full="ok",
    medium="ok",
    正常="ok",
    low="warning",
    low_battery="warning",
    低电量="warning",
    lowest="critical",
    very_low="critical",
    critical="critical",
    empty="critical",
)

_INDICATOR: Final = vocabulary(
    off="off",
    close="off",
    closed="off",
    led_closed="off",
    not_bright="off",
    idle="off",
    none="off",
    关闭="off",
    熄灭="off",
    dim="dim",
    dark="dim",
    low="dim",
    half="dim",
    glimmer="dim",
    weak="dim",
    微光="dim",
    低亮="dim",
    medium="medium",
    normal="medium",
    middle="medium",
    on="bright",
    full="bright",
    high="bright",
    bright="bright",
    brightest="bright",
    light="bright",
    高亮="bright",
    全亮="bright",
    打开="bright",
    auto="auto",
    automatic="auto",
    自动="auto",
)
"""Some devices tell bright and brightest: the later word of two for one place is kept as the vendor's own."""

_DISPLAY_UNIT: Final = vocabulary(
    celsius="celsius",
    centigrade="celsius",
    celcius="celsius",
    c="celsius",
    摄氏度="celsius",
    摄氏="celsius",
    fahrenheit="fahrenheit",
    f="fahrenheit",
    华氏度="fahrenheit",
    华氏="fahrenheit",
)

POWER_ON: Final = vocabulary(
    off="off",
    power_off="off",
    close="off",
    closed="off",
    default_off="off",
    默认关="off",
    关="off",
    关闭="off",
    on="on",
    power_on="on",
    open="on",
    default_on="on",
    默认开="on",
    打开="on",
    开="on",
    memory="previous",
    last="previous",
    last_state="previous",
    default="previous",
    restore="previous",
    previous="previous",
    keep="previous",
    power_off_memory="previous",
    poweroff_memory="previous",
    断电记忆="previous",
    记忆="previous",
    保持="previous",
    invert="toggle",
    toggle="toggle",
    reverse="toggle",
)


_RESTART: Final = vocabulary(
    reason_hw_boot="powerOn",
    hardware_reboot="powerOn",
    power_on="powerOn",
    reason_user_reboot="softwareReset",
    software_reboot="softwareReset",
    user_reboot="softwareReset",
    reason_update="softwareUpdate",
    update_reboot="softwareUpdate",
    update="softwareUpdate",
    reason_wdt="watchdog",
    dog_reboot="watchdog",
    watchdog="watchdog",
    brownout="brownOut",
)


DEVICE: Final = (
    *claim("device-information", "manufacturer", "deviceInformation.vendorName"),
    *claim("device-information", "model", "deviceInformation.modelIdentifier"),
    *claim("*", "serial-number serial-no sn device-serial-number serial-num", "deviceInformation.serialNumber"),
    *claim("device-information", "firmware-revision firmware-version", "deviceInformation.softwareVersion"),
    *claim("*", "firmware-version fw-version software-version mcu-version", "deviceInformation.softwareVersion"),
    *claim("*", "hardware-version hardware-revision hw-version", "deviceInformation.hardwareVersion"),
    *claim("*", "hw-version mcu-version", "deviceInformation.hardwareVersion", DIGITS),
    *claim("*", "country-code country", "deviceInformation.countryCode"),
    *claim("*", "country-code", "deviceInformation.countryCode", DIGITS),
    *claim("*", "time-zone timezone", "deviceInformation.timeZone"),
    *claim("*", _FAULT_WORDS, "deviceHealth.faultCode", text_words(IDENTITY)),
    *claim("*", _FAULT_WORDS, "deviceHealth.faultCode", DIGITS),
    *claim(
        "*", "chip-temperature internal-temperature device-temperature", "deviceHealth.deviceTemperature", unit="Cel"
    ),
    *claim("switch outlet power-consumption", "temperature", "deviceHealth.deviceTemperature", unit="Cel"),
    *claim("*", "rssi wifi-rssi signal-strength", "deviceHealth.rssi", unit="{dBm}"),
    *claim(
        "*",
        "use-time usage-time device-usage-time total-use-time",
        "deviceHealth.operatingHours",
        unit="s",
    ),
    *claim("*", "uptime", "deviceHealth.uptime", unit="s"),
    *claim("*", "reboot-cause restart-cause reset-reason", "deviceHealth.restartReason", _RESTART),
    *flag("tamper tamper-alarm", "tamper-state on", "deviceHealth.tampered"),
    *flag("*", "tamper-alarm tamper-status", "deviceHealth.tampered"),
    *claim("firmware-update ota", "progress", "softwareUpdate.updateProgress", unit="%"),
    *claim(
        "*",
        "aqi-updata-heartbeat report-interval reporting-interval heartbeat",
        "reportingConfiguration.reportingInterval",
        unit="s",
    ),
)

BATTERY: Final = (
    *claim("*", "battery-level battery battery-power battery-percentage", "powerSource.batteryLevel", PERCENT),
    *claim("battery", "level power electricity", "powerSource.batteryLevel", PERCENT),
    *claim("battery", "status battery-status", "powerSource.batteryChargeLevel", _CHARGE_LEVEL),
    *claim("*", "battery-level battery-status battery-state", "powerSource.batteryChargeLevel", _CHARGE_LEVEL),
    *claim("*", "charging-state charge-state charging-status charge-status", "powerSource.batteryChargeState", _CHARGE),
    *claim("battery", "status state", "powerSource.batteryChargeState", _CHARGE),
    *states("*", "charging-state charging", "powerSource.batteryChargeState", true="isCharging", false="isNotCharging"),
    *claim("battery", "voltage", "powerSource.batteryVoltage"),
    *claim("*", "battery-voltage", "powerSource.batteryVoltage"),  # without a unit it may be volts or millivolts
    *flag("*", "low-battery battery-low", "powerSource.batteryReplacementNeeded"),
)

PANEL: Final = (
    *flag(
        "*",
        "physical-controls-locked physical-control-locked child-lock childlock key-lock "
        "physical-locked child-lock-switch",
        "userInterface.keypadLockout",
    ),
    *flag("child-lock physical-controls-locked lock-control", "on lock enable", "userInterface.keypadLockout"),
    *flag("alarm buzzer", "alarm on buzzer buzzer-on enable", "userInterface.buzzer"),
    *flag("*", "buzzer beep key-tone button-sound key-sound prompt-tone notification-sound", "userInterface.buzzer"),
    *flag(
        "fan heater humidifier dehumidifier air-purifier air-conditioner air-fresh airer hood water-heater washer "
        "cooker oven setting others",
        "alarm",
        "userInterface.buzzer",
    ),
    *claim("alarm buzzer", "volume", "userInterface.buzzerVolume", PERCENT),
    *claim("*", "buzzer-volume beep-volume", "userInterface.buzzerVolume", PERCENT),
    *flag("indicator-light", "on indicator-light light-on enable switch", "userInterface.indicatorLight"),
    *flag(
        "*",
        "indicator-light led-indicator led-light led led-switch indicator indicator-switch",
        "userInterface.indicatorLight",
    ),
    *flag("*", "indicatior-switch indicator-light-switch indicator-on", "userInterface.indicatorLight"),
    *flag("indicator-light", "brightness", "userInterface.indicatorLight"),
    *claim("indicator-light", "brightness", "userInterface.indicatorBrightness", PERCENT),
    *claim(
        "*",
        "indicator-brightness led-brightness indicator-light-brightness",
        "userInterface.indicatorBrightness",
        PERCENT,
    ),
    *claim("indicator-light", "on brightness mode led-status", "userInterface.indicatorLevel", _INDICATOR),
    *claim("*", "led-status led-brightness indicator-light", "userInterface.indicatorLevel", _INDICATOR),
    *flag("screen display", "on display switch", "userInterface.displayOn"),
    *flag("*", "screen-on display-on screen-switch display-switch screen-display display", "userInterface.displayOn"),
    *claim("screen display", "brightness", "userInterface.displayBrightness", PERCENT),
    *claim("*", "screen-brightness display-brightness", "userInterface.displayBrightness", PERCENT),
    *claim("screen display", "brightness", "userInterface.indicatorLevel", _INDICATOR),
    *claim(
        "fan humidifier air-purifier air-conditioner heater dehumidifier",
        "brightness",
        "userInterface.indicatorLevel",
        _INDICATOR,
    ),
    *flag(
        "fan air-purifier humidifier heater air-conditioner dehumidifier",
        "brightness light",
        "userInterface.indicatorLight",
    ),
    *claim(
        "fan air-purifier humidifier heater air-conditioner dehumidifier",
        "brightness",
        "userInterface.indicatorBrightness",
        PERCENT,
    ),
    *claim(
        "*",
        "temperature-unit temperature-display-unit temp-unit temp-display-unit display-unit",
        "userInterface.temperatureDisplayUnit",
        _DISPLAY_UNIT,
    ),
    *flag("do-not-disturb no-disturb annoy", "enable on switch", "userInterface.doNotDisturb"),
    *flag("*", "do-not-disturb not-disturb-switch dnd-switch no-disturb dnd", "userInterface.doNotDisturb"),
    *claim("do-not-disturb no-disturb annoy", "start-time", "userInterface.doNotDisturbStart", CLOCK),
    *claim("do-not-disturb no-disturb annoy", "end-time stop-time", "userInterface.doNotDisturbEnd", CLOCK),
    *claim("do-not-disturb no-disturb annoy", "start-time", "userInterface.doNotDisturbStart", unit="min"),
    *claim("do-not-disturb no-disturb annoy", "end-time stop-time", "userInterface.doNotDisturbEnd", unit="min"),
    *claim("*", "language voice-language system-language", "userInterface.language", text_words(IDENTITY)),
)

TIMER: Final = (
    *claim(
        "*",
        "off-delay-time off-delay delay-off-time power-off-time timer-off timing-off countdown-off poweroff-time "
        "off-delay-min power-off-delay off-time-delay",
        "timerControl.offCountdown",
        unit="min",
    ),
    *claim("*", "on-delay-time timer-on countdown-on-time", "timerControl.onCountdown", unit="min"),
    *claim("*", "countdown-time countdown count-down", "timerControl.countdown", unit="min"),
    *claim("countdown delay timer off-delay-time", "countdown time delay-time", "timerControl.countdown", unit="min"),
    *claim("fan custom-service", "timing", "timerControl.countdown", unit="h"),
    *claim(
        "*",
        "delay-remain-time remaining-time remain-time left-time time-left remaining-offtime countdown-left-time "
        "remaining-ontime left-working-time countdown-left",
        "timerControl.remainingTime",
        unit="min",
    ),
    *flag("countdown delay timer", "on countdown-on delay enable countdown-switch", "timerControl.countdownEnabled"),
    *flag("*", "delay-off-enable delay-switch off-delay delay-on", "timerControl.countdownEnabled"),
    *claim(
        "*",
        "appoint-time appointment-time reservation-time delay-start-time reserve-time",
        "timerControl.startDelay",
        unit="min",
    ),
)


ROWS: Final = (*BATTERY, *PANEL, *TIMER, *DEVICE)

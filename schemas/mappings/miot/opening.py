"""Curtains, airers and windows, doors and locks."""

from typing import Final

from schemas.conversion import vocabulary
from schemas.mappings.miot.row import PERCENT, claim, flag, inverted_flag

_MOVEMENT: Final = vocabulary(
    stopped="stopped",
    stop="stopped",
    idle="stopped",
    pause="stopped",
    paused="stopped",
    closed="stopped",
    opened="stopped",
    stop_at_limit="stopped",
    up_limit="stopped",
    down_limit="stopped",
    stop_upper_limit="stopped",
    stop_lower_limit="stopped",
    停止="stopped",
    暂停="stopped",
    opening="opening",
    open="opening",
    up="opening",
    rising="opening",
    正在打开="opening",
    打开中="opening",
    上升="opening",
    closing="closing",
    close="closing",
    down="closing",
    falling="closing",
    lowering="closing",
    正在关闭="closing",
    关闭中="closing",
    下降="closing",
)

_COVERS: Final = "curtain airer window-opener motor-controller blind roller-blind window-covering window shutter"

COVER: Final = (
    *claim(_COVERS, "current-position", "windowCovering.currentPosition", PERCENT),
    *claim(_COVERS, "target-position", "windowCovering.targetPosition", PERCENT),
    *claim(_COVERS, "status run-status motor-status", "windowCovering.operationalStatus", _MOVEMENT),
    *flag(_COVERS, "motor-reverse reverse", "windowCovering.motorReversed"),
    *flag("*", "motor-reverse", "windowCovering.motorReversed"),
    *claim(_COVERS, "default-open-position open-limit top-limit", "windowCovering.openLimit", PERCENT),
    *claim(_COVERS, "default-close-position close-limit bottom-limit", "windowCovering.closeLimit", PERCENT),
    *flag("*", "manual-operation hand-open manual-enabled hand-pull", "windowCovering.pullToStart"),
    *claim(_COVERS, "speed motor-speed speed-level", "windowCovering.motorSpeed", PERCENT),
    *flag("airer", "dryer dry", "comfortOptions.dryer"),
    *claim("airer", "drying-left-time dry-left-time", "timerControl.remainingTime", unit="min"),
    *flag(_COVERS, "obstacle obstacle-detected obstruction hinder", "windowCovering.obstacleDetected"),
)

_OPEN: Final = vocabulary(
    open=True,
    opened=True,
    door_open=True,
    打开=True,
    开门=True,
    close=False,
    closed=False,
    door_close=False,
    关闭=False,
    关门=False,
)

ENTRY: Final = (
    *claim("magnet-sensor contact-sensor", "contact-state", "contactState.open", _OPEN),
    *inverted_flag("magnet-sensor contact-sensor", "contact-state", "contactState.open"),
    *flag("*", "door-open door-opened", "contactState.open", _OPEN),
    *claim(
        "refrigerator refrigerator-chamber freezer oven washer dryer microwave-oven",
        "door-state door-status",
        "contactState.open",
        _OPEN,
    ),
    *claim("refrigerator refrigerator-chamber freezer", "door-state", "contactState.open"),
    *claim(
        "door lock door-lock",
        "door-state status state",
        "doorLock.doorState",
        vocabulary(
            open="doorOpen",
            opened="doorOpen",
            close="doorClosed",
            closed="doorClosed",
            ajar="doorAjar",
            unclosed="doorAjar",
            not_closed="doorAjar",
            stuck="doorJammed",
            jammed="doorJammed",
            pried="doorForcedOpen",
            forced_open="doorForcedOpen",
            打开="doorOpen",
            关闭="doorClosed",
            虚掩="doorAjar",
        ),
    ),
    *claim(
        "lock door-lock door",
        "lock-state status state lock-status",
        "doorLock.lockState",
        vocabulary(
            locked="locked",
            lock="locked",
            unlocked="unlocked",
            unlock="unlocked",
            not_fully_locked="notFullyLocked",
            half_locked="notFullyLocked",
            unlatched="unlatched",
            已上锁="locked",
            已锁="locked",
            未锁="unlocked",
            已解锁="unlocked",
        ),
    ),
    *flag("door-lock lock", "jammed stuck", "doorLock.jammed"),
)

ROWS: Final = (*COVER, *ENTRY)

"""Idle or busy, of any service."""

from typing import Final

from schemas.conversion import vocabulary
from schemas.mappings.miot.row import PERCENT, claim

_RUNS: Final = vocabulary(
    idle="stopped",
    standby="stopped",
    stop="stopped",
    stopped="stopped",
    off="stopped",
    shutdown="stopped",
    power_off="stopped",
    closed="stopped",
    free="stopped",
    wait="waiting",
    waiting="waiting",
    completed="finished",
    complete="finished",
    finish="finished",
    finished="finished",
    end="finished",
    空闲="stopped",
    待机="stopped",
    待机中="stopped",
    关机="stopped",
    已完成="finished",
    完成="finished",
    busy="running",
    run="running",
    running="running",
    on="running",
    working="running",
    work="running",
    in_process="running",
    active="running",
    heating="running",
    drying="running",
    normal="running",
    运行="running",
    运行中="running",
    工作中="running",
    工作="running",
    pause="paused",
    paused="paused",
    暂停="paused",
    暂停中="paused",
    error="error",
    fault="error",
    abnormal="error",
    malfunction="error",
    故障="error",
    异常="error",
    delay="waiting",
    appointment="waiting",
    reservation="waiting",
    scheduled="waiting",
    预约="waiting",
    预约中="waiting",
)

STATUS: Final = (
    *claim(
        "*",
        "status work-status work-state working-status run-status device-status",
        "operationalState.operationalState",
        _RUNS,
    ),
    *claim("*", "process progress work-progress", "operationalState.progress", PERCENT),
)
"""Idle or busy, of any service that has nothing better."""

ROWS: Final = STATUS

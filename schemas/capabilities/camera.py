"""Cameras and what they recognise."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated, Any

from pydantic import Field

from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens
from schemas.vocabulary import Hazard


class CameraStreamNightVision(Choice):
    """Night vision."""

    OFF = "off"
    ON = "on"
    AUTO = "auto"


class CameraStream(Capability):
    """Video, audio, snapshot and PTZ."""

    ID, ZH, GROUP = "cameraStream", "摄像机视频", "camera"
    COMMANDS = (
        Cmd("solicitOffer", "请求视频会话", "Solicit offer", args=(Arg("sdp", str, max_length=1024, required=False, zh="会话描述"),), hazards=(Hazard.PRIVACY,)),
        Cmd("captureSnapshot", "抓拍", "Capture snapshot", hazards=(Hazard.PRIVACY,)),
        Cmd("moveToPreset", "转到预置位", "Move to preset", args=(Arg("preset", int, ge=0, le=255, zh="预置位"),), hazards=(Hazard.PRIVACY,)),
        Cmd("endSession", "结束会话", "End session", hazards=SAFE),
    )

    streaming: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="media", zh="正在传输", en="Streaming")] = None
    softLivestreamPrivacyModeEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="直播隐私模式", en="Live view off (soft privacy)", hazards=(Hazard.PRIVACY,))] = None
    softRecordingPrivacyModeEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="录像隐私模式", en="Recording off (soft privacy)", hazards=(Hazard.PRIVACY,))] = None
    hardPrivacyModeOn: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="media", zh="物理遮挡", en="Privacy shutter closed")] = None
    nightVision: Annotated[CameraStreamNightVision | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="夜视", en="Night vision", hazards=SAFE)] = None
    microphoneMuted: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="麦克风静音", en="Microphone muted", hazards=(Hazard.PRIVACY,))] = None
    speakerVolumeLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="对讲音量", en="Speaker volume level", hazards=SAFE)] = None
    statusLightEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="状态灯", en="Status light enabled", hazards=(Hazard.PRIVACY,))] = None
    localVideoRecordingEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="media", zh="本地录像", en="Local video recording enabled", hazards=(Hazard.PRIVACY,))] = None
    imageRotation: Annotated[int | None, Field(ge=0, le=359), P("deg", "rwn", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="画面旋转", en="Image rotation", hazards=SAFE)] = None
    pan: Annotated[int | None, Field(ge=-180, le=180), P("deg", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="水平角", en="Pan", hazards=(Hazard.PRIVACY,))] = None
    tilt: Annotated[int | None, Field(ge=-180, le=180), P("deg", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="俯仰角", en="Tilt", hazards=(Hazard.PRIVACY,))] = None
    zoom: Annotated[int | None, Field(ge=1, le=100), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="变焦", en="Zoom", hazards=(Hazard.PRIVACY,))] = None
    storageFree: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.HOUSEHOLD, cat="diagnostic", zh="存储剩余", en="Storage free")] = None


class VisualDetectionLastDetected(Choice):
    """Last detected."""

    NONE = "none"
    MOTION = "motion"
    PERSON = "person"
    PET = "pet"
    VEHICLE = "vehicle"
    PACKAGE = "package"
    FACE = "face"


class VisualDetection(Capability):
    """Camera zones, triggers and detected things."""

    ID, ZH, GROUP = "visualDetection", "画面侦测", "camera"
    EN = "Camera detection"
    COMMANDS = (
        Cmd("createZone", "创建区域", "Create zone", args=(Arg("name", str, max_length=64, zh="名称"), Arg("polygon", list, max_length=64, zh="多边形")), hazards=(Hazard.SECURITY, Hazard.PRIVACY)),
    )
    EVENTS = (
        Ev("zoneTriggered", "区域触发", "Zone triggered", sens=Sens.SPECIAL, cat="health"),
        Ev("zoneStopped", "区域结束", "Zone stopped", sens=Sens.SPECIAL, cat="health"),
    )

    detectionEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="侦测开关", en="Detection enabled", hazards=(Hazard.SECURITY, Hazard.PRIVACY))] = None
    sensitivity: Annotated[int | None, Field(ge=1, le=10), P("", "rw", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="侦测灵敏度", en="Sensitivity", hazards=(Hazard.SECURITY, Hazard.PRIVACY))] = None
    zones: Annotated[list[Any] | None, Field(max_length=256), P("", "rw", sens=Sens.PERSONAL, cat="media", zh="侦测区域", en="Zones", hazards=(Hazard.SECURITY, Hazard.PRIVACY))] = None
    lastDetected: Annotated[VisualDetectionLastDetected | None, P(sens=Sens.SPECIAL, cat="media", zh="最近侦测", en="Last detected")] = None

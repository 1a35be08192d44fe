"""Cameras and what they recognise."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, F, P, Record, Secret, Sens, Timestamp
from schemas.vocabulary import Hazard


class CameraStreamNightVision(Choice):
    """When a camera sees in the dark."""

    OFF = "off", "关"
    ON = "on", "开"
    AUTO = "auto", "自动"


class RecordingMode(Choice):
    """When a camera records on its own storage."""

    OFF = "off", "不录像"
    CONTINUOUS = "continuous", "连续录像"
    EVENT = "event", "事件录像", "When something happens"
    SCHEDULE = "schedule", "按计划录像"


class StorageState(Choice):
    """The state of the memory card or disk."""

    NORMAL = "normal", "正常"
    MISSING = "missing", "未插入", "Not inserted"
    FULL = "full", "已满"
    ERROR = "error", "异常"
    UNFORMATTED = "unformatted", "未格式化"
    FORMATTING = "formatting", "格式化中"
    EJECTED = "ejected", "已弹出"


class StatusLightBrightness(Choice):
    """How bright the status light is."""

    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"
    AUTO = "auto", "自动"


class MainsFlicker(Choice):
    """Against which flicker of lamps a camera is set."""

    OFF = "off", "关"
    HZ_50 = "hz50", "50赫兹", "50 Hz"
    HZ_60 = "hz60", "60赫兹", "60 Hz"
    AUTO = "auto", "自动"


class TwoWayTalk(Choice):
    """How one can talk through a camera."""

    NOT_SUPPORTED = "notSupported", "不支持"
    HALF_DUPLEX = "halfDuplex", "半双工", "One at a time"
    FULL_DUPLEX = "fullDuplex", "全双工", "Both at once"


class StreamUsage(Choice):
    """What a stream is for."""

    INTERNAL = "internal", "内部使用"
    RECORDING = "recording", "录像"
    ANALYSIS = "analysis", "分析"
    LIVE_VIEW = "liveView", "实时观看"


class SessionEnd(Choice):
    """Why a video session ends."""

    ICE_FAILED = "iceFailed", "ICE失败", "ICE failed"
    ICE_TIMEOUT = "iceTimeout", "ICE超时", "ICE timed out"
    USER_HANGUP = "userHangup", "用户挂断"
    USER_BUSY = "userBusy", "用户忙"
    REPLACED = "replaced", "被替换"
    NO_USER_MEDIA = "noUserMedia", "无媒体"
    INVITE_TIMEOUT = "inviteTimeout", "邀请超时"
    ANSWERED_ELSEWHERE = "answeredElsewhere", "已在别处接听"
    OUT_OF_RESOURCES = "outOfResources", "资源不足"
    MEDIA_TIMEOUT = "mediaTimeout", "媒体超时"
    LOW_POWER = "lowPower", "电量低"
    PRIVACY_MODE = "privacyMode", "隐私模式"
    UNKNOWN_REASON = "unknownReason", "未知原因"


class ImageCodec(Choice):
    """How a still picture is coded."""

    JPEG = "jpeg", "JPEG", "JPEG"
    HEIC = "heic", "HEIC", "HEIC"


class IceServer(Record):
    """A server that helps two ends of a video session to find each other."""

    urls: Annotated[list[Annotated[str, Field(max_length=2000)]], Field(max_length=10), F(zh="地址", en="Addresses")]
    username: Annotated[str | None, Field(max_length=508), F(zh="用户名")] = None
    credential: Annotated[Secret | None, Field(max_length=512), F(zh="凭据")] = None


class IceCandidate(Record):
    """A way on which one end of a video session may be reached."""

    candidate: Annotated[str, Field(max_length=1024), F(zh="候选地址")]
    sdpMid: Annotated[str | None, Field(max_length=64), F(zh="媒体标识", en="Media id")] = None
    sdpLineIndex: Annotated[int | None, Field(ge=0, le=65535), F(zh="媒体序号", en="Media line")] = None


class CameraPreset(Record):
    """A direction that a camera was taught."""

    preset: Annotated[int, Field(ge=0, le=255), F(zh="预置位", en="Number")]
    name: Annotated[str | None, Field(max_length=64), F(zh="名称")] = None
    pan: Annotated[int | None, Field(ge=-180, le=180), F(unit="deg", zh="水平角")] = None
    tilt: Annotated[int | None, Field(ge=-180, le=180), F(unit="deg", zh="俯仰角")] = None
    zoom: Annotated[int | None, Field(ge=1, le=100), F(zh="变焦")] = None


class CameraStream(Capability):
    """Live view, recording, snapshots and movement of a camera; its pictures and sound never pass through the schema."""

    ID, ZH, GROUP = "cameraStream", "摄像机视频", "camera"
    ABOUT_ZH = "摄像机的实时画面、录像、抓拍与云台；画面和声音本身不经过本模型。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("solicitOffer", "请求视频会话", "Solicit offer", args=(Arg("sdp", str, max_length=65535, required=False, zh="会话描述", en="Session description"), Arg("streamUsage", StreamUsage, required=False, zh="用途"), Arg("videoStream", int, ge=0, le=65535, required=False, zh="视频流编号"), Arg("audioStream", int, ge=0, le=65535, required=False, zh="音频流编号"), Arg("iceServers", list[IceServer], max_length=10, required=False, zh="ICE服务器", en="ICE servers"), Arg("iceTransportPolicy", str, max_length=16, required=False, zh="ICE传输策略", en="ICE transport policy")), hazards=(Hazard.PRIVACY,), outcome=("streaming",), returns=(Arg("session", int, ge=0, le=65535, zh="会话编号", en="Session"), Arg("deferredOffer", bool, required=False, zh="稍后提供", en="The offer comes later"), Arg("videoStream", int, ge=0, le=65535, required=False, zh="视频流编号"), Arg("audioStream", int, ge=0, le=65535, required=False, zh="音频流编号")), about=("Asks the camera to offer a live session: somebody will see into the home.", "请求摄像机发起实时会话：将有人看到家中画面。")),
        Cmd("captureSnapshot", "抓拍", "Capture snapshot", args=(Arg("stream", int, ge=0, le=65535, required=False, zh="抓拍流编号"), Arg("width", int, ge=1, le=65535, required=False, zh="宽（像素）", en="Width in pixels"), Arg("height", int, ge=1, le=65535, required=False, zh="高（像素）", en="Height in pixels")), hazards=(Hazard.PRIVACY,), returns=(Arg("codec", ImageCodec, required=False, zh="编码"), Arg("width", int, ge=1, le=65535, required=False, zh="宽（像素）", en="Width in pixels"), Arg("height", int, ge=1, le=65535, required=False, zh="高（像素）", en="Height in pixels")), about=("The picture itself goes to who asked, beside the schema.", "图像本身直接交给请求者，不经过本模型。")),
        Cmd("moveToPreset", "转到预置位", "Move to preset", args=(Arg("preset", int, ge=0, le=255, zh="预置位"),), hazards=(Hazard.PRIVACY, Hazard.SECURITY), outcome=("pan", "tilt", "zoom")),
        Cmd("endSession", "结束会话", "End session", args=(Arg("session", int, ge=0, le=65535, required=False, zh="会话编号", en="Session"), Arg("reason", SessionEnd, required=False, zh="原因")), hazards=SAFE, outcome=("streaming",)),
        Cmd("provideOffer", "发起视频会话", "Provide offer", args=(Arg("session", int, ge=0, le=65535, required=False, zh="会话编号", en="Session"), Arg("sdp", str, max_length=65535, zh="会话描述", en="Session description"), Arg("streamUsage", StreamUsage, required=False, zh="用途"), Arg("videoStream", int, ge=0, le=65535, required=False, zh="视频流编号"), Arg("audioStream", int, ge=0, le=65535, required=False, zh="音频流编号"), Arg("iceServers", list[IceServer], max_length=10, required=False, zh="ICE服务器", en="ICE servers"), Arg("iceTransportPolicy", str, max_length=16, required=False, zh="ICE传输策略", en="ICE transport policy")), hazards=(Hazard.PRIVACY,), outcome=("streaming",), returns=(Arg("session", int, ge=0, le=65535, zh="会话编号", en="Session"), Arg("videoStream", int, ge=0, le=65535, required=False, zh="视频流编号"), Arg("audioStream", int, ge=0, le=65535, required=False, zh="音频流编号")), since="1.1"),
        Cmd("provideAnswer", "应答视频会话", "Provide answer", args=(Arg("session", int, ge=0, le=65535, zh="会话编号", en="Session"), Arg("sdp", str, max_length=65535, zh="会话描述", en="Session description")), hazards=(Hazard.PRIVACY,), outcome=("streaming",), since="1.1"),
        Cmd("provideIceCandidates", "提供候选地址", "Provide ICE candidates", args=(Arg("session", int, ge=0, le=65535, zh="会话编号", en="Session"), Arg("candidates", list[IceCandidate], max_length=64, zh="候选地址")), hazards=(Hazard.PRIVACY,), since="1.1"),
        Cmd("moveTo", "转到位置", "Move to", args=(Arg("pan", int, "deg", ge=-180, le=180, required=False, zh="水平角"), Arg("tilt", int, "deg", ge=-180, le=180, required=False, zh="俯仰角"), Arg("zoom", int, ge=1, le=100, required=False, zh="变焦")), hazards=(Hazard.PRIVACY, Hazard.SECURITY), outcome=("pan", "tilt", "zoom"), since="1.1"),
        Cmd("moveBy", "相对转动", "Move by", args=(Arg("pan", int, "deg", ge=-360, le=360, required=False, zh="水平角"), Arg("tilt", int, "deg", ge=-360, le=360, required=False, zh="俯仰角"), Arg("zoom", int, ge=-99, le=99, required=False, zh="变焦")), hazards=(Hazard.PRIVACY, Hazard.SECURITY), outcome=("pan", "tilt", "zoom"), since="1.1"),
        Cmd("savePreset", "保存预置位", "Save preset", args=(Arg("preset", int, ge=0, le=255, required=False, zh="预置位"), Arg("name", str, max_length=64, zh="名称")), hazards=(Hazard.PRIVACY,), outcome=("presets",), since="1.1"),
        Cmd("removePreset", "删除预置位", "Remove preset", args=(Arg("preset", int, ge=0, le=255, zh="预置位"),), hazards=SAFE, outcome=("presets",), since="1.1"),
        Cmd("formatStorage", "格式化存储", "Format storage", hazards=(Hazard.SECURITY,), outcome=("storageState", "storageUsed"), about=("Deletes every recording.", "删除全部录像。"), since="1.1"),
        Cmd("ejectStorage", "弹出存储", "Eject storage", hazards=(Hazard.SECURITY,), outcome=("storageState",), since="1.1"),
    )

    streaming: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="media", zh="正在传输", en="Streaming", about=("Somebody watches, or it records elsewhere, now.", "当前有人观看或正在向外传输。"))] = None
    softLivestreamPrivacyModeEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.PERSONAL, cat="media", zh="直播隐私模式", en="Live view off (soft privacy)", about=("True: nobody can look. Residents often switch it on when they are at home.", "为true时无法观看；住户在家时常开启。"), hazards=(Hazard.PRIVACY, Hazard.SECURITY))] = None
    softRecordingPrivacyModeEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.PERSONAL, cat="media", zh="录像隐私模式", en="Recording off (soft privacy)", about=("True: it does not record. Residents often switch it on when they are at home.", "为true时不录像；住户在家时常开启。"), hazards=(Hazard.PRIVACY, Hazard.SECURITY))] = None
    hardPrivacyModeOn: Annotated[bool | None, P(sens=Sens.PERSONAL, cat="media", zh="物理遮挡", en="Privacy shutter closed", about=("A lid or switch that no command can undo.", "物理遮挡或开关，任何命令都无法解除。"))] = None
    nightVision: Annotated[CameraStreamNightVision | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="夜视", en="Night vision", hazards=SAFE)] = None
    microphoneMuted: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="麦克风静音", en="Microphone muted", hazards=(Hazard.PRIVACY,))] = None
    speakerVolumeLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="对讲音量", en="Speaker volume level", hazards=SAFE)] = None
    statusLightEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="状态灯", en="Status light enabled", about=("Off, nobody in the room sees that it watches.", "关闭后，房间里的人看不出它在工作。"), hazards=(Hazard.PRIVACY,))] = None
    localVideoRecordingEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="media", zh="本地录像", en="Local video recording enabled", hazards=(Hazard.PRIVACY, Hazard.SECURITY))] = None
    imageRotation: Annotated[int | None, Field(ge=0, le=359), P("deg", "rwn", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="画面旋转", en="Image rotation", hazards=SAFE)] = None
    pan: Annotated[int | None, Field(ge=-180, le=180), P("deg", "rwn", step=1, sens=Sens.PERSONAL, cat="device-state", zh="水平角", en="Pan", about=("Positive is to the right; while it follows a person this is where they are.", "向右为正；跟踪人时即为人的方位。"), hazards=(Hazard.PRIVACY, Hazard.SECURITY))] = None
    tilt: Annotated[int | None, Field(ge=-180, le=180), P("deg", "rwn", step=1, sens=Sens.PERSONAL, cat="device-state", zh="俯仰角", en="Tilt", about=("Positive is up.", "向上为正。"), hazards=(Hazard.PRIVACY, Hazard.SECURITY))] = None
    zoom: Annotated[int | None, Field(ge=1, le=100), P("", "rwn", step=1, sens=Sens.PERSONAL, cat="device-state", zh="变焦", en="Zoom", about=("1 is the widest.", "1为最广角。"), hazards=(Hazard.PRIVACY, Hazard.SECURITY))] = None
    storageFree: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="存储剩余", en="Storage free", about=("Falls with each recording of an event.", "每录制一次事件即减少。"))] = None
    recordingMode: Annotated[RecordingMode | None, P("", "rw", sens=Sens.SPECIAL, cat="media", zh="录像模式", en="Recording mode", hazards=(Hazard.PRIVACY, Hazard.SECURITY), since="1.1")] = None
    localSnapshotRecordingEnabled: Annotated[bool | None, P("", "rw", sens=Sens.SPECIAL, cat="media", zh="本地抓拍存储", en="Local snapshots enabled", hazards=(Hazard.PRIVACY, Hazard.SECURITY), since="1.1")] = None
    motionTracking: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="移动跟踪", en="Motion tracking", about=("Turns after what moves.", "镜头跟随移动目标。"), hazards=(Hazard.PRIVACY, Hazard.SECURITY), since="1.1")] = None
    moving: Annotated[bool | None, P(sens=Sens.PERSONAL, cat="device-state", zh="云台转动中", en="Moving", since="1.1")] = None
    presets: Annotated[list[CameraPreset] | None, Field(max_length=256), P("", "r", sens=Sens.PERSONAL, cat="media", zh="预置位", en="Presets", about=("Names of rooms and things of the home.", "家中房间与物品的名称。"), since="1.1")] = None
    fullColorNightVision: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="全彩夜视", en="Full-colour night vision", hazards=SAFE, since="1.1")] = None
    nightVisionIlluminator: Annotated[CameraStreamNightVision | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="夜视补光", en="Night vision illuminator", hazards=SAFE, since="1.1")] = None
    wideDynamicRange: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="宽动态", en="Wide dynamic range", hazards=SAFE, since="1.1")] = None
    watermark: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="水印", en="Watermark", about=("Time or a mark of the maker in the picture.", "画面中显示时间或厂家标识。"), hazards=SAFE, since="1.1")] = None
    imageFlipHorizontal: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="水平翻转", en="Image flipped left to right", hazards=SAFE, since="1.1")] = None
    imageFlipVertical: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="垂直翻转", en="Image flipped upside down", hazards=SAFE, since="1.1")] = None
    mainsFlicker: Annotated[MainsFlicker | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="抗频闪", en="Flicker suppression", hazards=SAFE, since="1.1")] = None
    speakerMuted: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="扬声器静音", en="Speaker muted", hazards=SAFE, since="1.1")] = None
    microphoneVolumeLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="麦克风音量", en="Microphone volume level", hazards=(Hazard.PRIVACY,), since="1.1")] = None
    microphoneGainAutomatic: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="麦克风自动增益", en="Automatic microphone gain", hazards=(Hazard.PRIVACY,), since="1.1")] = None
    statusLightBrightness: Annotated[StatusLightBrightness | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="状态灯亮度", en="Status light brightness", hazards=(Hazard.PRIVACY,), since="1.1")] = None
    twoWayTalk: Annotated[TwoWayTalk | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="双向对讲", en="Two-way talk", since="1.1")] = None
    storageState: Annotated[StorageState | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="存储状态", en="Storage state", since="1.1")] = None
    storageCapacity: Annotated[float | None, Field(ge=0, le=100000000), P("MBy", "r", step=1, sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="存储容量", en="Storage capacity", since="1.1")] = None
    storageUsed: Annotated[float | None, Field(ge=0, le=100000000), P("MBy", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="已用存储", en="Storage used", since="1.1")] = None
    storageFreeSpace: Annotated[float | None, Field(ge=0, le=100000000), P("MBy", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="剩余存储空间", en="Storage free space", about=("`storageFree` is the same in per cent.", "`storageFree`为其百分比。"), since="1.1")] = None
    lastSnapshot: Annotated[Timestamp | None, P(sens=Sens.PERSONAL, cat="media", zh="上次拍照时间", en="Last snapshot", since="1.1")] = None


class VisualDetectionLastDetected(Choice):
    """What a camera recognised."""

    NONE = "none", "无"
    MOTION = "motion", "移动"
    PERSON = "person", "人"
    PET = "pet", "宠物"
    VEHICLE = "vehicle", "车辆"
    PACKAGE = "package", "包裹"
    FACE = "face", "人脸"
    SOUND = "sound", "异响"
    CRY = "cry", "哭声", "Crying"
    FALL = "fall", "跌倒"
    GESTURE = "gesture", "手势"
    FIRE = "fire", "明火"


class ZoneUse(Choice):
    """What a zone of the picture is for."""

    MOTION = "motion", "移动侦测", "Watched for motion"
    PRIVACY = "privacy", "隐私遮挡", "Blacked out"
    FOCUS = "focus", "对焦"


class ZoneSource(Choice):
    """Who drew a zone."""

    MAKER = "maker", "厂家"
    USER = "user", "用户"


class ZoneTriggerReason(Choice):
    """Why a zone was triggered."""

    MOTION = "motion", "移动"


class ZoneStopReason(Choice):
    """Why a triggered zone went quiet."""

    ACTION_STOPPED = "actionStopped", "动作停止"
    TIMEOUT = "timeout", "超时"


class ZoneVertex(Record):
    """A corner of a zone, in pixels of the picture from its upper left."""

    x: Annotated[int, Field(ge=0, le=65535), F(zh="横坐标", en="Across")]
    y: Annotated[int, Field(ge=0, le=65535), F(zh="纵坐标", en="Down")]


class CameraZone(Record):
    """A part of the picture."""

    zone: Annotated[int, Field(ge=0, le=65535), F(zh="区域编号", en="Number")]
    name: Annotated[str | None, Field(max_length=64), F(zh="名称")] = None
    use: Annotated[ZoneUse | None, F(zh="用途")] = None
    source: Annotated[ZoneSource | None, F(zh="来源")] = None
    polygon: Annotated[list[ZoneVertex] | None, Field(max_length=64), F(zh="多边形", en="Corners")] = None
    color: Annotated[str | None, Field(max_length=9), F(zh="颜色", en="Colour, as #RRGGBB")] = None


class ZoneTrigger(Record):
    """How long and how soon a zone tells of motion."""

    zone: Annotated[int | None, Field(ge=0, le=65535), F(zh="区域编号", en="Zone; without it the whole picture")] = None
    initialDuration: Annotated[int, Field(ge=1, le=65535), F(unit="s", zh="初始时长", en="First duration")]
    augmentationDuration: Annotated[int | None, Field(ge=0, le=65535), F(unit="s", zh="延长时长", en="Added by further motion")] = None
    maxDuration: Annotated[int | None, Field(ge=1, le=4294967295), F(unit="s", zh="最长时长", en="Longest duration")] = None
    blindDuration: Annotated[int | None, Field(ge=0, le=65535), F(unit="s", zh="静默时长", en="Blind afterwards")] = None
    sensitivity: Annotated[int | None, Field(ge=1, le=10), F(zh="灵敏度")] = None


class VisualDetection(Capability):
    """What a camera looks for, where in the picture, and what it has recognised."""

    ID, ZH, GROUP = "visualDetection", "画面侦测", "camera"
    EN = "Camera detection"
    ABOUT_ZH = "摄像机侦测什么、在画面何处侦测，以及识别到了什么。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("createZone", "创建区域", "Create zone", args=(Arg("name", str, max_length=64, zh="名称"), Arg("polygon", list[ZoneVertex], max_length=64, zh="多边形", en="Corners"), Arg("use", ZoneUse, required=False, zh="用途"), Arg("color", str, max_length=9, required=False, zh="颜色", en="Colour, as #RRGGBB")), hazards=(Hazard.SECURITY, Hazard.PRIVACY), outcome=("zones",), returns=(Arg("zone", int, ge=0, le=65535, zh="区域编号"),)),
        Cmd("updateZone", "修改区域", "Update zone", args=(Arg("zone", int, ge=0, le=65535, zh="区域编号"), Arg("name", str, max_length=64, zh="名称"), Arg("polygon", list[ZoneVertex], max_length=64, zh="多边形", en="Corners"), Arg("use", ZoneUse, required=False, zh="用途"), Arg("color", str, max_length=9, required=False, zh="颜色", en="Colour, as #RRGGBB")), hazards=(Hazard.SECURITY, Hazard.PRIVACY), outcome=("zones",), since="1.1"),
        Cmd("removeZone", "删除区域", "Remove zone", args=(Arg("zone", int, ge=0, le=65535, zh="区域编号"),), hazards=(Hazard.SECURITY, Hazard.PRIVACY), outcome=("zones",), about=("Removing a privacy zone uncovers what it hid.", "删除隐私区域会露出被遮挡的画面。"), since="1.1"),
        Cmd("setTrigger", "设置触发条件", "Set trigger", args=(Arg("trigger", ZoneTrigger, zh="触发条件"),), hazards=(Hazard.SECURITY, Hazard.PRIVACY), outcome=("triggers",), since="1.1"),
        Cmd("removeTrigger", "删除触发条件", "Remove trigger", args=(Arg("zone", int, ge=0, le=65535, required=False, zh="区域编号"),), hazards=(Hazard.SECURITY, Hazard.PRIVACY), outcome=("triggers",), since="1.1"),
    )
    EVENTS = (
        Ev("zoneTriggered", "区域触发", "Zone triggered", sens=Sens.SPECIAL, cat="media", fields=(Arg("zone", int, ge=0, le=65535, required=False, zh="区域编号"), Arg("reason", ZoneTriggerReason, required=False, zh="原因"))),
        Ev("zoneStopped", "区域结束", "Zone stopped", sens=Sens.SPECIAL, cat="media", fields=(Arg("zone", int, ge=0, le=65535, required=False, zh="区域编号"), Arg("reason", ZoneStopReason, required=False, zh="原因"))),
        Ev("detected", "识别到目标", "Detected", sens=Sens.SPECIAL, cat="media", fields=(Arg("what", VisualDetectionLastDetected, zh="目标"), Arg("confidence", int, "%", ge=0, le=100, required=False, zh="置信度")), since="1.1"),
    )

    detectionEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.PERSONAL, cat="device-state", zh="侦测开关", en="Detection enabled", about=("Often switched on as residents leave.", "常在住户离家时开启。"), hazards=(Hazard.SECURITY, Hazard.PRIVACY))] = None
    sensitivity: Annotated[int | None, Field(ge=1, le=10), P("", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="侦测灵敏度", en="Sensitivity", about=("10 reacts to the least.", "10为最灵敏。"), hazards=(Hazard.SECURITY, Hazard.PRIVACY))] = None
    zones: Annotated[list[CameraZone] | None, Field(max_length=256), P("", "rw", sens=Sens.PERSONAL, cat="media", zh="侦测区域", en="Zones", about=("Drawn over the inside of the home.", "描绘在家庭室内画面上。"), hazards=(Hazard.SECURITY, Hazard.PRIVACY))] = None
    lastDetected: Annotated[VisualDetectionLastDetected | None, P(sens=Sens.SPECIAL, cat="media", zh="最近侦测", en="Last detected")] = None
    detectionTypes: Annotated[list[VisualDetectionLastDetected] | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="侦测目标", en="What it looks for", hazards=(Hazard.SECURITY, Hazard.PRIVACY), since="1.1")] = None
    detected: Annotated[list[VisualDetectionLastDetected] | None, P(sens=Sens.SPECIAL, cat="media", zh="当前识别目标", en="What it sees now", since="1.1")] = None
    triggers: Annotated[list[ZoneTrigger] | None, Field(max_length=256), P("", "rw", sens=Sens.PERSONAL, cat="media", zh="触发条件", en="Triggers", hazards=(Hazard.SECURITY, Hazard.PRIVACY), since="1.1")] = None
    alarmInterval: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="报警间隔", en="Alarm interval", about=("It tells of motion at most once in this time.", "在此时间内最多报警一次。"), hazards=(Hazard.SECURITY,), since="1.1")] = None
    detectionStart: Annotated[int | None, Field(ge=0, le=1440), P("min", "rw", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="侦测开始时间", en="Detection start", about=("Minutes after midnight.", "从零点起的分钟数。"), hazards=(Hazard.SECURITY, Hazard.PRIVACY), since="1.1")] = None
    detectionEnd: Annotated[int | None, Field(ge=0, le=1440), P("min", "rw", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="侦测结束时间", en="Detection end", about=("Minutes after midnight.", "从零点起的分钟数。"), hazards=(Hazard.SECURITY, Hazard.PRIVACY), since="1.1")] = None

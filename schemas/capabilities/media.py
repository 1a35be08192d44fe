"""Playing, speaking, listening, announcing and remote control."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated, Any

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, F, P, Record, Sens
from schemas.vocabulary import Hazard


class MediaPlaybackCurrentState(Choice):
    """Current state."""

    PLAYING = "playing"
    PAUSED = "paused"
    NOT_PLAYING = "notPlaying"
    BUFFERING = "buffering"


class MediaPlaybackRepeatMode(Choice):
    """What starts again at its end."""

    OFF = "off", "不循环"
    ONE = "one", "单曲循环"
    ALL = "all", "全部循环"


class MediaInput(Record):
    """One source that can be chosen."""

    id: Annotated[str, Field(max_length=64), F(zh="编号")]
    name: Annotated[str, Field(max_length=64), F(zh="名称")]


class MediaPlayback(Capability):
    """Playback, source and channel."""

    ID, ZH, GROUP = "mediaPlayback", "媒体播放", "media"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("play", "播放", "Play", hazards=SAFE),
        Cmd("pause", "暂停", "Pause", hazards=SAFE),
        Cmd("stop", "停止", "Stop", hazards=SAFE),
        Cmd("next", "下一个", "Next", hazards=SAFE),
        Cmd("previous", "上一个", "Previous", hazards=SAFE),
        Cmd("seek", "跳转", "Seek", args=(Arg("position", float, "s", ge=0, le=4294967295, zh="位置"),), hazards=SAFE),
        Cmd("selectInput", "切换信号源", "Select input", args=(Arg("input", str, max_length=64, zh="信号源"),), hazards=SAFE),
        Cmd("sendKey", "遥控按键", "Send key", args=(Arg("key", str, max_length=32, zh="按键"),), hazards=SAFE),
        Cmd("launchContent", "打开内容", "Launch content", args=(Arg("content", str, max_length=512, zh="内容"),), hazards=(Hazard.COST,)),
    )

    currentState: Annotated[MediaPlaybackCurrentState | None, P(sens=Sens.BEHAVIOUR, cat="media", zh="播放状态", en="Current state")] = None
    duration: Annotated[float | None, Field(ge=0, le=4294967295), P("s", step=0.001, sens=Sens.PERSONAL, cat="media", zh="总时长", en="Duration")] = None
    position: Annotated[float | None, Field(ge=0, le=4294967295), P("s", step=0.001, sens=Sens.PERSONAL, cat="media", zh="播放位置", en="Position")] = None
    currentInput: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="信号源", en="Current input", hazards=SAFE)] = None
    currentChannel: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.PERSONAL, cat="media", zh="频道", en="Current channel", hazards=SAFE)] = None
    mediaTitle: Annotated[str | None, Field(max_length=256), P(sens=Sens.PERSONAL, cat="media", zh="节目名", en="Media title")] = None
    channelName: Annotated[str | None, Field(max_length=128), P(sens=Sens.PERSONAL, cat="media", zh="频道名称", en="Channel name", since="1.1")] = None
    mediaArtist: Annotated[str | None, Field(max_length=256), P(sens=Sens.PERSONAL, cat="media", zh="艺术家", en="Media artist", since="1.1")] = None
    mediaAlbum: Annotated[str | None, Field(max_length=256), P(sens=Sens.PERSONAL, cat="media", zh="专辑", en="Media album", since="1.1")] = None
    mediaApplication: Annotated[str | None, Field(max_length=128), P(sens=Sens.PERSONAL, cat="media", zh="播放应用", en="Media application", about=("The app or service that plays.", "正在播放的应用或服务。"), since="1.1")] = None
    shuffle: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="随机播放", en="Shuffle", hazards=SAFE, since="1.1")] = None
    repeatMode: Annotated[MediaPlaybackRepeatMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="循环模式", en="Repeat mode", hazards=SAFE, since="1.1")] = None
    inputList: Annotated[list[MediaInput] | None, Field(max_length=64), P("", "r", sens=Sens.PERSONAL, cat="media", zh="信号源列表", en="Input list", about=("People give inputs the names of their devices.", "用户常以所接设备命名信号源。"), since="1.1")] = None
    pictureMode: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="画面模式", en="Picture mode", hazards=SAFE, since="1.1")] = None
    pictureModeList: Annotated[list[Annotated[str, Field(max_length=64)]] | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="画面模式列表", en="Picture mode list", since="1.1")] = None


class AudioVolume(Capability):
    """Loudness and mute."""

    ID, ZH, GROUP = "audioVolume", "音量", "media"
    VERSION = "1.1"

    volume: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="media", zh="音量", en="Volume", hazards=SAFE)] = None
    mute: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="静音", en="Mute", hazards=SAFE)] = None
    soundMode: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="音效", en="Sound mode", hazards=SAFE)] = None
    soundModeList: Annotated[list[Annotated[str, Field(max_length=64)]] | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="声音模式列表", en="Sound mode list", since="1.1")] = None


class MicrophoneControl(Capability):
    """Microphone and voice assistant."""

    ID, ZH, GROUP = "microphoneControl", "麦克风与语音", "media"
    COMMANDS = (
        Cmd("executeText", "执行文本指令", "Execute text", args=(Arg("text", str, max_length=512, zh="文本"), Arg("silent", bool, required=False, zh="静默")), hazards=(Hazard.SECURITY, Hazard.PRIVACY)),
    )
    EVENTS = (
        Ev("wakeWordDetected", "唤醒", "Wake word detected", sens=Sens.BEHAVIOUR, cat="device-state"),
    )

    microphoneMuted: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="麦克风关闭", en="Microphone muted", hazards=(Hazard.PRIVACY,))] = None
    listening: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="media", zh="正在聆听", en="Listening")] = None
    lastCommandText: Annotated[str | None, Field(max_length=512), P(sens=Sens.SPECIAL, cat="media", zh="最近指令", en="Last command text")] = None
    wakeWord: Annotated[str | None, Field(max_length=32), P("", "rw", sens=Sens.HOUSEHOLD, cat="device-state", zh="唤醒词", en="Wake word", hazards=SAFE)] = None


class ContentControl(Capability):
    """Screen time and content limits."""

    ID, ZH, GROUP = "contentControl", "家长控制", "media"
    EN = "Parental control"
    COMMANDS = (
        Cmd("addBonusTime", "增加时长", "Add bonus time", args=(Arg("time", int, "s", ge=1, le=86400, zh="时长"),), hazards=(Hazard.SECURITY,)),
        Cmd("enable", "启用", "Enable", hazards=(Hazard.SECURITY,)),
        Cmd("disable", "停用", "Disable", hazards=(Hazard.SECURITY,)),
    )
    EVENTS = (
        Ev("remainingScreenTimeExpired", "时长用完", "Remaining screen time expired", sens=Sens.SPECIAL, cat="health"),
    )

    enabled: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="device-state", zh="启用", en="Enabled")] = None
    screenDailyTime: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.SPECIAL, cat="device-state", zh="每日时长", en="Screen daily time", hazards=(Hazard.SECURITY,))] = None
    remainingScreenTime: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="device-state", zh="剩余时长", en="Remaining screen time")] = None
    onDemandRatingThreshold: Annotated[str | None, Field(max_length=8), P("", "rw", sens=Sens.SPECIAL, cat="device-state", zh="分级上限", en="On demand rating threshold", hazards=(Hazard.SECURITY,))] = None
    eyeProtection: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="device-state", zh="护眼模式", en="Eye protection", hazards=SAFE)] = None
    usageTimeToday: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="device-state", zh="今日使用时长", en="Usage time today")] = None


class Announcement(Capability):
    """Speak or show a message."""

    ID, ZH, GROUP = "announcement", "播报与通知", "media"
    COMMANDS = (
        Cmd("announce", "语音播报", "Announce", args=(Arg("text", str, max_length=512, zh="文本"), Arg("volume", int, "%", ge=0, le=100, required=False, zh="音量")), hazards=SAFE),
        Cmd("present", "显示消息", "Present", args=(Arg("text", str, max_length=512, zh="文本"), Arg("priority", str, max_length=16, required=False, zh="优先级")), hazards=SAFE),
        Cmd("cancel", "撤回消息", "Cancel", args=(Arg("message", str, max_length=64, required=False, zh="消息"),), hazards=SAFE),
    )
    EVENTS = (
        Ev("messageComplete", "消息已处理", "Message complete", sens=Sens.HOUSEHOLD, cat="device-state"),
    )

    activeMessages: Annotated[list[Any] | None, Field(max_length=256), P(sens=Sens.PERSONAL, cat="media", zh="当前消息", en="Active messages")] = None


class IrRemote(Capability):
    """Learn and send infrared or RF codes."""

    ID, ZH, GROUP = "irRemote", "红外遥控", "media"
    EN = "Infrared remote control"
    COMMANDS = (
        Cmd("sendCode", "发送码", "Send code", args=(Arg("code", str, max_length=1024, zh="编码"),), hazards=(Hazard.HEAT, Hazard.MOTION)),
        Cmd("learn", "学习码", "Learn", args=(Arg("key", str, max_length=64, required=False, zh="按键"),), hazards=SAFE),
    )

    learning: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="学习中", en="Learning")] = None
    lastCode: Annotated[str | None, Field(max_length=4096), P(sens=Sens.BEHAVIOUR, cat="device-state", zh="最近码", en="Last code")] = None
    keys: Annotated[list[Any] | None, Field(max_length=256), P("", "rw", sens=Sens.HOUSEHOLD, cat="device-state", zh="按键表", en="Keys", hazards=(Hazard.HEAT, Hazard.MOTION))] = None

"""Playing, speaking, listening, announcing and remote control."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, F, P, Record, Secret, Sens, Timestamp
from schemas.vocabulary import Hazard


class MediaPlaybackCurrentState(Choice):
    """Whether something plays."""

    PLAYING = "playing", "播放中"
    PAUSED = "paused", "已暂停"
    NOT_PLAYING = "notPlaying", "未播放"
    BUFFERING = "buffering", "缓冲中"


class MediaPlaybackRepeatMode(Choice):
    """What starts again at its end."""

    OFF = "off", "不循环"
    ONE = "one", "单曲循环"
    ALL = "all", "全部循环"


class MediaPlaybackKey(Choice):
    """The keys that remote controls share."""

    POWER = "power", "电源"
    SELECT = "select", "确认"
    UP = "up", "上"
    DOWN = "down", "下"
    LEFT = "left", "左"
    RIGHT = "right", "右"
    BACK = "back", "返回"
    EXIT = "exit", "退出"
    HOME = "home", "主页"
    MENU = "menu", "菜单"
    CONTENTS_MENU = "contentsMenu", "内容菜单"
    GUIDE = "guide", "节目指南", "Program guide"
    INFO = "info", "信息", "Information"
    INPUT = "input", "信号源", "Next input"
    CHANNEL_UP = "channelUp", "频道加"
    CHANNEL_DOWN = "channelDown", "频道减"
    PREVIOUS_CHANNEL = "previousChannel", "上一频道"
    VOLUME_UP = "volumeUp", "音量加"
    VOLUME_DOWN = "volumeDown", "音量减"
    MUTE = "mute", "静音"
    PLAY = "play", "播放"
    PAUSE = "pause", "暂停"
    STOP = "stop", "停止"
    NEXT = "next", "下一个"
    PREVIOUS = "previous", "上一个"
    FAST_FORWARD = "fastForward", "快进"
    REWIND = "rewind", "快退"
    RECORD = "record", "录制"
    NUMBER_0 = "number0", "数字0"
    NUMBER_1 = "number1", "数字1"
    NUMBER_2 = "number2", "数字2"
    NUMBER_3 = "number3", "数字3"
    NUMBER_4 = "number4", "数字4"
    NUMBER_5 = "number5", "数字5"
    NUMBER_6 = "number6", "数字6"
    NUMBER_7 = "number7", "数字7"
    NUMBER_8 = "number8", "数字8"
    NUMBER_9 = "number9", "数字9"
    RED = "red", "红键", "Red key"
    GREEN = "green", "绿键", "Green key"
    YELLOW = "yellow", "黄键", "Yellow key"
    BLUE = "blue", "蓝键", "Blue key"


class MediaInput(Record):
    """One source that can be chosen."""

    id: Annotated[str, Field(max_length=64), F(zh="编号")]
    name: Annotated[str, Field(max_length=64), F(zh="名称")]


class MediaPreset(Record):
    """One thing to play that somebody has stored, such as a station or a list."""

    id: Annotated[str, Field(max_length=64), F(zh="编号")]
    name: Annotated[str, Field(max_length=128), F(zh="名称")]
    source: Annotated[str | None, Field(max_length=64), F(zh="服务", en="Service that it comes from")] = None
    imageUrl: Annotated[str | None, Field(max_length=512), F(zh="图片地址", en="Address of its picture")] = None


class MediaGroupRole(Choice):
    """What a player is among players that play the same."""

    UNGROUPED = "ungrouped", "未编组"
    LEADER = "leader", "主播放器", "Leader: the others follow it"
    MEMBER = "member", "从播放器", "Member: it follows another"


class MediaPlayback(Capability):
    """Plays, pauses and winds, and chooses source and channel."""

    ID, ZH, GROUP = "mediaPlayback", "媒体播放", "media"
    ABOUT_ZH = "控制播放、暂停和跳转，选择信号源与频道。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("play", "播放", "Play", hazards=SAFE, outcome=("currentState",)),
        Cmd("pause", "暂停", "Pause", hazards=SAFE, outcome=("currentState",)),
        Cmd("stop", "停止", "Stop", hazards=SAFE, outcome=("currentState",)),
        Cmd("startOver", "从头播放", "Start over", hazards=SAFE, outcome=("position",), since="1.1"),
        Cmd("next", "下一个", "Next", hazards=SAFE),
        Cmd("previous", "上一个", "Previous", hazards=SAFE),
        Cmd("fastForward", "快进", "Fast forward", hazards=SAFE, outcome=("playbackSpeed",), since="1.1"),
        Cmd("rewind", "快退", "Rewind", hazards=SAFE, outcome=("playbackSpeed",), since="1.1"),
        Cmd("skip", "快速跳过", "Skip", args=(Arg("by", float, "s", ge=-86400, le=86400, zh="跳过时长"),), hazards=SAFE, outcome=("position",), about=("A negative time goes back.", "负值为后退。"), since="1.1"),
        Cmd("seek", "跳转", "Seek", args=(Arg("position", float, "s", ge=0, le=4294967295, zh="位置"),), hazards=SAFE, outcome=("position",)),
        Cmd("selectInput", "切换信号源", "Select input", args=(Arg("input", str, max_length=64, zh="信号源"),), hazards=SAFE, outcome=("currentInput",)),
        Cmd("changeChannel", "切换频道", "Change channel", args=(Arg("channel", str, max_length=64, zh="频道", en="Number or name of the channel"),), hazards=SAFE, outcome=("currentChannel",), since="1.1"),
        Cmd("stepChannel", "频道加减", "Step channel", args=(Arg("by", int, ge=-1000, le=1000, zh="步数"),), hazards=SAFE, outcome=("currentChannel",), since="1.1"),
        Cmd("sendKey", "遥控按键", "Send key", args=(Arg("key", str, max_length=32, zh="按键"),), hazards=(Hazard.COST,), about=("A word of the list of keys, or the maker's own. Keys can also buy.", "使用按键表中的名称或厂家自有名称；按键操作可能产生购买。")),
        Cmd("launchContent", "打开内容", "Launch content", args=(Arg("content", str, max_length=512, zh="内容", en="What to look for"), Arg("autoPlay", bool, required=False, zh="自动播放")), hazards=(Hazard.COST,)),
        Cmd("launchUrl", "打开网址", "Launch address", args=(Arg("url", str, max_length=2048, zh="网址", en="Address"), Arg("title", str, max_length=256, required=False, zh="标题")), hazards=(Hazard.COST, Hazard.PRIVACY), about=("The device fetches the address; whoever runs it learns of this home.", "设备会访问该网址，对方会得知本家庭的访问。"), since="1.1"),
    )

    currentState: Annotated[MediaPlaybackCurrentState | None, P(sens=Sens.BEHAVIOUR, cat="media", zh="播放状态", en="Current state")] = None
    duration: Annotated[float | None, Field(ge=0, le=4294967295), P("s", step=0.001, sens=Sens.PERSONAL, cat="media", zh="总时长", en="Duration", about=("Null for what has no end, as a broadcast.", "直播等没有结尾的内容为空值。"))] = None
    position: Annotated[float | None, Field(ge=0, le=4294967295), P("s", step=0.001, sens=Sens.PERSONAL, cat="media", zh="播放位置", en="Position")] = None
    playbackSpeed: Annotated[float | None, Field(ge=-64, le=64), P("", step=0.01, sens=Sens.BEHAVIOUR, cat="media", zh="播放速度", en="Playback speed", about=("1 is normal, 0 stands still, negative goes back.", "1 为正常速度，0 为静止，负值为倒放。"), since="1.1")] = None
    seekRangeStart: Annotated[float | None, Field(ge=0, le=4294967295), P("s", step=0.001, sens=Sens.PERSONAL, cat="media", zh="可跳转起点", en="Earliest position to seek", since="1.1")] = None
    seekRangeEnd: Annotated[float | None, Field(ge=0, le=4294967295), P("s", step=0.001, sens=Sens.PERSONAL, cat="media", zh="可跳转终点", en="Latest position to seek", since="1.1")] = None
    audioTrack: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.PERSONAL, cat="media", zh="音轨", en="Audio track", hazards=SAFE, about=("The language that somebody listens to tells where the person is from.", "所选语言可反映人的来历。"), since="1.1")] = None
    subtitleTrack: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.PERSONAL, cat="media", zh="字幕", en="Subtitles", hazards=SAFE, about=("Empty: none are shown.", "为空表示不显示字幕。"), since="1.1")] = None
    currentInput: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="信号源", en="Current input", hazards=SAFE)] = None
    inputName: Annotated[str | None, Field(max_length=128), P(sens=Sens.PERSONAL, cat="media", zh="信号源名称", en="Input name", about=("Of what the sound or picture comes from now, as the device shows it.", "设备显示的当前音视频来源名称。"), since="1.1")] = None
    inputList: Annotated[list[MediaInput] | None, Field(max_length=64), P("", "r", sens=Sens.PERSONAL, cat="media", zh="信号源列表", en="Input list", about=("People give inputs the names of their devices.", "用户常以所接设备命名信号源。"), since="1.1")] = None
    currentChannel: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.PERSONAL, cat="media", zh="频道", en="Current channel", hazards=SAFE)] = None
    channelName: Annotated[str | None, Field(max_length=128), P(sens=Sens.PERSONAL, cat="media", zh="频道名称", en="Channel name", since="1.1")] = None
    mediaTitle: Annotated[str | None, Field(max_length=256), P(sens=Sens.PERSONAL, cat="media", zh="节目名", en="Media title")] = None
    mediaArtist: Annotated[str | None, Field(max_length=256), P(sens=Sens.PERSONAL, cat="media", zh="艺术家", en="Media artist", since="1.1")] = None
    mediaAlbum: Annotated[str | None, Field(max_length=256), P(sens=Sens.PERSONAL, cat="media", zh="专辑", en="Media album", since="1.1")] = None
    mediaApplication: Annotated[str | None, Field(max_length=128), P(sens=Sens.PERSONAL, cat="media", zh="播放应用", en="Media application", about=("The app or service that plays.", "正在播放的应用或服务。"), since="1.1")] = None
    shuffle: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="随机播放", en="Shuffle", hazards=SAFE, since="1.1")] = None
    repeatMode: Annotated[MediaPlaybackRepeatMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="循环模式", en="Repeat mode", hazards=SAFE, since="1.1")] = None
    pictureMode: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="画面模式", en="Picture mode", hazards=SAFE, since="1.1")] = None
    pictureModeList: Annotated[list[Annotated[str, Field(max_length=64)]] | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="画面模式列表", en="Picture mode list", since="1.1")] = None
    supportedKeys: Annotated[list[MediaPlaybackKey] | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="可用按键", en="Supported keys", since="1.1")] = None
    presets: Annotated[list[MediaPreset] | None, Field(max_length=256), P("", "r", sens=Sens.PERSONAL, cat="media", zh="收藏", en="Presets", about=("What somebody stored tells what the person likes.", "收藏内容反映个人喜好。"), since="1.1")] = None
    groupRole: Annotated[MediaGroupRole | None, P(sens=Sens.BEHAVIOUR, cat="media", zh="多房间角色", en="Group role", since="1.1")] = None


class AudioVolume(Capability):
    """Sets loudness, mute and sound of a speaker."""

    ID, ZH, GROUP = "audioVolume", "音量", "media"
    ABOUT_ZH = "调节扬声器的音量、静音和音效。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("volumeUp", "调高音量", "Volume up", hazards=SAFE, outcome=("volume",), since="1.1"),
        Cmd("volumeDown", "调低音量", "Volume down", hazards=SAFE, outcome=("volume",), since="1.1"),
    )

    volume: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="media", zh="音量", en="Volume", hazards=SAFE)] = None
    mute: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="静音", en="Mute", hazards=SAFE)] = None
    maxVolume: Annotated[int | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="音量上限", en="Highest volume allowed", hazards=(Hazard.HEALTH,), since="1.1")] = None
    soundMode: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="音效", en="Sound mode", hazards=SAFE)] = None
    soundModeList: Annotated[list[Annotated[str, Field(max_length=64)]] | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="声音模式列表", en="Sound mode list", since="1.1")] = None
    bass: Annotated[int | None, Field(ge=-20, le=20), P("dB", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="低音", en="Bass", hazards=SAFE, since="1.1")] = None
    treble: Annotated[int | None, Field(ge=-20, le=20), P("dB", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="高音", en="Treble", hazards=SAFE, since="1.1")] = None
    currentOutput: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.PERSONAL, cat="media", zh="音频输出", en="Audio output", hazards=SAFE, about=("Such as earphones, by the name people gave them.", "如耳机，常用用户自取的名称。"), since="1.1")] = None


class MicrophoneControl(Capability):
    """Opens and mutes a microphone and speaks with the voice assistant behind it."""

    ID, ZH, GROUP = "microphoneControl", "麦克风与语音", "media"
    EN = "Microphone and voice"
    ABOUT_ZH = "开关麦克风，并与语音助手交互。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("executeText", "执行文本指令", "Execute text", args=(Arg("text", str, max_length=512, zh="文本"), Arg("silent", bool, required=False, zh="静默执行")), hazards=(Hazard.SECURITY, Hazard.PRIVACY, Hazard.COST), about=("The assistant does what the text says, as if somebody had spoken; it can unlock, call and buy.", "语音助手按文本执行，如同有人说出；可能开锁、拨打电话或购物。")),
    )
    EVENTS = (
        Ev("wakeWordDetected", "唤醒", "Wake word detected", sens=Sens.BEHAVIOUR, cat="media"),
    )

    microphoneMuted: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="media", zh="麦克风关闭", en="Microphone muted", hazards=(Hazard.PRIVACY,))] = None
    microphoneVolume: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="media", zh="麦克风增益", en="Microphone volume", hazards=(Hazard.PRIVACY,), since="1.1")] = None
    listening: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="media", zh="正在聆听", en="Listening")] = None
    lastCommandText: Annotated[str | None, Field(max_length=512), P(sens=Sens.SPECIAL, cat="media", zh="最近指令", en="Last command text", about=("Null unless a resident switched it on.", "住户未启用时为空值。"))] = None
    wakeWord: Annotated[str | None, Field(max_length=32), P("", "rw", sens=Sens.PERSONAL, cat="device-state", zh="唤醒词", en="Wake word", hazards=(Hazard.PRIVACY,), about=("People make up their own; a common word makes it listen all day.", "可由用户自定；过于常用的词会使其频繁聆听。"))] = None
    wakeUpEnabled: Annotated[bool | None, P("", "rw", sens=Sens.BEHAVIOUR, cat="media", zh="语音唤醒", en="Wakes up when called", hazards=(Hazard.PRIVACY,), since="1.1")] = None


class ContentRating(Record):
    """One step of an age rating."""

    name: Annotated[str, Field(max_length=8), F(zh="级别")]
    description: Annotated[str | None, Field(max_length=64), F(zh="说明")] = None


class BlockedTime(Record):
    """A time of the week in which nothing may be watched."""

    weekdays: Annotated[list[Annotated[int, Field(ge=1, le=7)]], Field(max_length=7), F(zh="星期（1为周一）", en="Days of the week (1 is Monday)")]
    start: Annotated[int, Field(ge=0, le=1439), F(unit="min", zh="开始（零点起的分钟数）", en="Start, minutes after midnight")]
    end: Annotated[int, Field(ge=0, le=1440), F(unit="min", zh="结束（零点起的分钟数）", en="End, minutes after midnight")]


class ContentControl(Capability):
    """Limits screen time and content for children."""

    ID, ZH, GROUP = "contentControl", "家长控制", "media"
    EN = "Parental control"
    ABOUT_ZH = "限制儿童的屏幕时间与内容。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("addBonusTime", "增加时长", "Add bonus time", args=(Arg("time", int, "s", ge=1, le=86400, zh="时长"), Arg("pin", Secret, max_length=6, required=False, zh="家长密码")), hazards=(Hazard.SECURITY,), outcome=("remainingScreenTime",)),
        Cmd("enable", "启用", "Enable", hazards=(Hazard.SECURITY,), outcome=("enabled",)),
        Cmd("disable", "停用", "Disable", hazards=(Hazard.SECURITY,), outcome=("enabled",)),
        Cmd("updatePin", "修改家长密码", "Change the parents' code", args=(Arg("oldPin", Secret, max_length=6, required=False, zh="原密码", en="Old code"), Arg("newPin", Secret, max_length=6, zh="新密码", en="New code")), hazards=(Hazard.SECURITY,), since="1.1"),
    )
    EVENTS = (
        Ev("remainingScreenTimeExpired", "时长用完", "Remaining screen time expired", sens=Sens.SPECIAL, cat="health"),
        Ev("blockedTimeEntered", "进入禁用时段", "Blocked time entered", sens=Sens.SPECIAL, cat="device-state", since="1.1"),
    )

    enabled: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="device-state", zh="启用", en="Enabled")] = None
    screenDailyTime: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.SPECIAL, cat="device-state", zh="每日时长", en="Screen time a day", hazards=(Hazard.SECURITY,))] = None
    remainingScreenTime: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="device-state", zh="剩余时长", en="Remaining screen time")] = None
    onDemandRatings: Annotated[list[ContentRating] | None, Field(max_length=32), P("", "r", sens=Sens.SPECIAL, cat="device-state", zh="可选分级", en="Ratings to choose from", since="1.1")] = None
    onDemandRatingThreshold: Annotated[str | None, Field(max_length=8), P("", "rw", sens=Sens.SPECIAL, cat="device-state", zh="点播分级上限", en="Highest rating on demand", hazards=(Hazard.SECURITY,))] = None
    scheduledContentRatingThreshold: Annotated[str | None, Field(max_length=8), P("", "rw", sens=Sens.SPECIAL, cat="device-state", zh="电视节目分级上限", en="Highest rating of broadcasts", hazards=(Hazard.SECURITY,), since="1.1")] = None
    blockUnrated: Annotated[bool | None, P("", "rw", sens=Sens.SPECIAL, cat="device-state", zh="屏蔽未分级内容", en="Blocks what has no rating", hazards=(Hazard.SECURITY,), since="1.1")] = None
    blockedTimes: Annotated[list[BlockedTime] | None, Field(max_length=32), P("", "rw", sens=Sens.SPECIAL, cat="device-state", zh="禁用时段", en="Blocked times", hazards=(Hazard.SECURITY,), since="1.1")] = None
    blockedApplications: Annotated[list[Annotated[str, Field(max_length=128)]] | None, Field(max_length=256), P("", "rw", sens=Sens.SPECIAL, cat="device-state", zh="禁用的应用", en="Blocked applications", hazards=(Hazard.SECURITY,), since="1.1")] = None
    blockedChannels: Annotated[list[Annotated[str, Field(max_length=64)]] | None, Field(max_length=256), P("", "rw", sens=Sens.SPECIAL, cat="device-state", zh="禁用的频道", en="Blocked channels", hazards=(Hazard.SECURITY,), since="1.1")] = None
    eyeProtection: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="device-state", zh="护眼模式", en="Eye protection", hazards=(Hazard.HEALTH,))] = None
    usageTimeToday: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="device-state", zh="今日使用时长", en="Usage time today")] = None


class MessagePriority(Choice):
    """How important a message is."""

    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"
    CRITICAL = "critical", "紧急"


class MessageFuturePreference(Choice):
    """Whether the reader wants more of such messages."""

    ALLOWED = "allowed", "可继续"
    INCREASED = "increased", "希望更多"
    REDUCED = "reduced", "希望减少"
    DISALLOWED = "disallowed", "不再接收"


class Message(Record):
    """One message that is shown or waits to be."""

    id: Annotated[str, Field(max_length=64), F(zh="编号")]
    text: Annotated[str, Field(max_length=512), F(zh="文本")]
    priority: Annotated[MessagePriority | None, F(zh="优先级")] = None
    start: Annotated[Timestamp | None, F(zh="开始时间")] = None
    duration: Annotated[float | None, Field(ge=0, le=31536000), F(unit="s", zh="显示时长")] = None


_MESSAGE = Arg("message", str, max_length=64, zh="消息编号", en="Number of the message")


class Announcement(Capability):
    """Speaks or shows a message to the people at home."""

    ID, ZH, GROUP = "announcement", "播报与通知", "media"
    ABOUT_ZH = "向家中的人播报或显示消息。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("announce", "语音播报", "Announce", args=(Arg("text", str, max_length=512, zh="文本"), Arg("volume", int, "%", ge=0, le=100, required=False, zh="音量"), Arg("language", str, max_length=16, required=False, zh="语言")), hazards=SAFE),
        Cmd("present", "显示消息", "Present", args=(Arg("text", str, max_length=512, zh="文本"), Arg("priority", MessagePriority, required=False, zh="优先级"), Arg("message", str, max_length=64, required=False, zh="消息编号", en="Number of the message"), Arg("duration", float, "s", ge=0, le=31536000, required=False, zh="显示时长"), Arg("confirmationRequired", bool, required=False, zh="需要确认"), Arg("responses", list[Annotated[str, Field(max_length=32)]], max_length=4, required=False, zh="可选回复")), hazards=SAFE, outcome=("activeMessages",)),
        Cmd("cancel", "撤回消息", "Cancel", args=(Arg("message", str, max_length=64, required=False, zh="消息编号", en="Number of the message"),), hazards=(Hazard.HEALTH,), outcome=("activeMessages",), about=("Without a number: all of them. A warning that nobody has read yet goes with them.", "不给编号时撤回全部消息，包括尚未被看到的警告。")),
    )
    EVENTS = (
        Ev("messagePresented", "消息已显示", "Message presented", sens=Sens.BEHAVIOUR, cat="media", fields=(_MESSAGE,), since="1.1"),
        Ev("messageComplete", "消息已处理", "Message complete", sens=Sens.PERSONAL, cat="media", fields=(Arg("message", str, max_length=64, required=False, zh="消息编号", en="Number of the message"), Arg("response", str, max_length=32, required=False, zh="选择的回复"), Arg("reply", str, max_length=256, required=False, zh="回复内容"), Arg("futureMessages", MessageFuturePreference, required=False, zh="后续消息偏好"))),
    )

    activeMessages: Annotated[list[Message] | None, Field(max_length=256), P(sens=Sens.PERSONAL, cat="media", zh="当前消息", en="Active messages")] = None


class IrKey(Record):
    """One learned key of a remote control."""

    name: Annotated[str, Field(max_length=64), F(zh="按键")]
    code: Annotated[str | None, Field(max_length=4096), F(zh="编码")] = None
    remote: Annotated[str | None, Field(max_length=64), F(zh="所属遥控器")] = None


class IrRemote(Capability):
    """Learns and sends infrared or radio codes."""

    ID, ZH, GROUP = "irRemote", "红外遥控", "media"
    EN = "Infrared remote control"
    ABOUT_ZH = "学习并发送红外或射频编码。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("sendCode", "发送码", "Send code", args=(Arg("code", str, max_length=4096, zh="编码"), Arg("repeats", int, "{count}", ge=1, le=20, required=False, zh="重复次数")), hazards=(Hazard.HEAT, Hazard.MOTION, Hazard.SECURITY, Hazard.SERVICE_INTERRUPTION), about=("Nobody knows what obeys the code: a heater, a shutter, a gate.", "无法得知何种设备会响应：取暖器、卷帘或大门。")),
        Cmd("sendKey", "发送按键", "Send key", args=(Arg("key", str, max_length=64, zh="按键"), Arg("remote", str, max_length=64, required=False, zh="遥控器")), hazards=(Hazard.HEAT, Hazard.MOTION, Hazard.SECURITY, Hazard.SERVICE_INTERRUPTION), since="1.1"),
        Cmd("learn", "学习码", "Learn", args=(Arg("key", str, max_length=64, required=False, zh="按键"), Arg("timeout", int, "s", ge=1, le=300, required=False, zh="超时")), hazards=SAFE, outcome=("learning", "lastCode")),
    )
    EVENTS = (
        Ev("codeReceived", "收到编码", "Code received", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("code", str, max_length=4096, zh="编码"), Arg("key", str, max_length=64, required=False, zh="按键")), since="1.1"),
    )

    learning: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="学习中", en="Learning")] = None
    lastCode: Annotated[str | None, Field(max_length=4096), P(sens=Sens.BEHAVIOUR, cat="device-state", zh="最近收到的编码", en="Last code")] = None
    keys: Annotated[list[IrKey] | None, Field(max_length=256), P("", "rw", sens=Sens.PERSONAL, cat="device-state", zh="按键表", en="Keys", hazards=(Hazard.HEAT, Hazard.MOTION, Hazard.SECURITY), about=("A code put under another key acts when that key is sent.", "按键对应的编码被改动后，发送该键会产生别的动作。"))] = None

"""Television, sound, cameras, chimes and messages."""

# One attribute a line, so that the file reads as the table it is.
# fmt: off
# ruff: noqa: E501

from typing import Final

from schemas.conversion import IDENTITY, numbered
from schemas.mappings.matter.conversion import HAS_ANY, LEVEL, MILLI
from schemas.mappings.matter.given import INPUTS, OUTPUTS, between
from schemas.mappings.matter.row import Cluster, MatterRow, Via
from schemas.mappings.matter.structure import MESSAGES, ZONES

_PLAYBACK: Final = Cluster(0x0506, "MediaPlayback")
_INPUT: Final = Cluster(0x0507, "MediaInput")
_OUTPUT: Final = Cluster(0x050B, "AudioOutput")
_CHANNEL: Final = Cluster(0x0504, "Channel")
_CONTENT: Final = Cluster(0x050F, "ContentControl")
_MESSAGES: Final = Cluster(0x0097, "Messages")
_CAMERA: Final = Cluster(0x0551, "CameraAvStreamManagement", since="1.5")
_MOUNT: Final = Cluster(0x0552, "CameraAvSettingsUserLevelManagement", since="1.5")
_ZONES: Final = Cluster(0x0550, "ZoneManagement", since="1.5")
_CHIME: Final = Cluster(0x0556, "Chime", since="1.5")

_PLAY: Final = "64 bits of milliseconds"
_REACH: Final = "between the limits of the mount, which the device names"

ROWS: Final[tuple[MatterRow, ...]] = (
    _PLAYBACK.at(0x0000, "CurrentState", "enum8", "mediaPlayback.currentState", numbered(playing=0, paused=1, notPlaying=2, buffering=3)),
    _PLAYBACK.at(0x0002, "Duration", "uint64?", "mediaPlayback.duration", MILLI, wide=_PLAY),
    _PLAYBACK.at(0x0003, "SampledPosition", "uint64?", "mediaPlayback.position", MILLI, field="position", wide=_PLAY),
    _PLAYBACK.at(0x0004, "PlaybackSpeed", "single", "mediaPlayback.playbackSpeed"),
    _PLAYBACK.at(0x0005, "SeekRangeEnd", "uint64?", "mediaPlayback.seekRangeEnd", MILLI, wide=_PLAY),
    _PLAYBACK.at(0x0006, "SeekRangeStart", "uint64?", "mediaPlayback.seekRangeStart", MILLI, wide=_PLAY),
    _INPUT.at(0x0001, "CurrentInput", "uint8", "mediaPlayback.currentInput", IDENTITY, given=INPUTS, via=(Via(command=0x00, name="SelectInput", field="index"),)),
    _OUTPUT.at(0x0001, "CurrentOutput", "uint8", "audioVolume.currentOutput", given=OUTPUTS, via=(Via(command=0x00, name="SelectOutput", field="index"),)),
    _CHANNEL.at(0x0002, "CurrentChannel", "string?", "mediaPlayback.currentChannel", field="name", via=(Via(command=0x00, name="ChangeChannel", field="match"),)),
    _CONTENT.at(0x0000, "Enabled", "bool", "contentControl.enabled"),
    _CONTENT.at(0x0002, "OnDemandRatingThreshold", "string", "contentControl.onDemandRatingThreshold", via=(Via(command=0x09, name="SetOnDemandRatingThreshold", field="rating"),)),
    _CONTENT.at(0x0004, "ScheduledContentRatingThreshold", "string", "contentControl.scheduledContentRatingThreshold", via=(Via(command=0x0A, name="SetScheduledContentRatingThreshold", field="rating"),)),
    _CONTENT.at(0x0007, "BlockUnrated", "bool", "contentControl.blockUnrated", via=(Via(command=0x07, name="BlockUnratedContent", when=True), Via(command=0x08, name="UnblockUnratedContent", when=False))),
    _CONTENT.at(0x0005, "ScreenDailyTime", "elapsed-s", "contentControl.screenDailyTime", most=86400, via=(Via(command=0x06, name="SetScreenDailyTime", field="screenTime"),)),
    _CONTENT.at(0x0006, "RemainingScreenTime", "elapsed-s", "contentControl.remainingScreenTime", most=86400),
    _MESSAGES.at(0x0000, "Messages", "list", "announcement.activeMessages", MESSAGES),
    # --- cameras ---
    _CAMERA.at(0x000F, "AllocatedVideoStreams", "list", "cameraStream.streaming", HAS_ANY),
    _CAMERA.at(0x0013, "SoftRecordingPrivacyModeEnabled", "bool", "cameraStream.softRecordingPrivacyModeEnabled", w=True),
    _CAMERA.at(0x0014, "SoftLivestreamPrivacyModeEnabled", "bool", "cameraStream.softLivestreamPrivacyModeEnabled", w=True),
    _CAMERA.at(0x0015, "HardPrivacyModeOn", "bool", "cameraStream.hardPrivacyModeOn"),
    _CAMERA.at(0x0016, "NightVision", "enum8", "cameraStream.nightVision", numbered(off=0, on=1, auto=2), w=True),
    _CAMERA.at(0x0017, "NightVisionIllum", "enum8", "cameraStream.nightVisionIlluminator", numbered(off=0, on=1, auto=2), w=True),
    _CAMERA.at(0x0019, "SpeakerMuted", "bool", "cameraStream.speakerMuted", w=True),
    _CAMERA.at(0x001A, "SpeakerVolumeLevel", "uint8", "cameraStream.speakerVolumeLevel", LEVEL, given=between(0x001C, "SpeakerMinLevel", 0x001B, "SpeakerMaxLevel"), w=True, wide="between the two, which are 0 and 254 at most"),
    _CAMERA.at(0x001D, "MicrophoneMuted", "bool", "cameraStream.microphoneMuted", w=True),
    _CAMERA.at(0x001E, "MicrophoneVolumeLevel", "uint8", "cameraStream.microphoneVolumeLevel", LEVEL, given=between(0x0020, "MicrophoneMinLevel", 0x001F, "MicrophoneMaxLevel"), w=True, wide="between the two, which are 0 and 254 at most"),
    _CAMERA.at(0x0022, "ImageRotation", "uint16", "cameraStream.imageRotation", most=359, unit="deg", w=True),
    _CAMERA.at(0x0023, "ImageFlipHorizontal", "bool", "cameraStream.imageFlipHorizontal", w=True),
    _CAMERA.at(0x0024, "ImageFlipVertical", "bool", "cameraStream.imageFlipVertical", w=True),
    _CAMERA.at(0x0025, "LocalVideoRecordingEnabled", "bool", "cameraStream.localVideoRecordingEnabled", w=True),
    _CAMERA.at(0x0026, "LocalSnapshotRecordingEnabled", "bool", "cameraStream.localSnapshotRecordingEnabled", w=True),
    _CAMERA.at(0x0027, "StatusLightEnabled", "bool", "cameraStream.statusLightEnabled", w=True),
    _CAMERA.at(0x0028, "StatusLightBrightness", "enum8", "cameraStream.statusLightBrightness", numbered(auto=0, low=1, medium=2, high=3), w=True),
    _MOUNT.at(0x0000, "MptzPosition", "int16", "cameraStream.pan", field="pan", unit="deg", wide=_REACH, via=(Via(command=0x00, name="MptzSetPosition", field="pan"),)),
    _MOUNT.at(0x0000, "MptzPosition", "int16", "cameraStream.tilt", field="tilt", unit="deg", wide=_REACH, via=(Via(command=0x00, name="MptzSetPosition", field="tilt"),)),
    _MOUNT.at(0x0000, "MptzPosition", "uint8", "cameraStream.zoom", field="zoom", wide=_REACH, via=(Via(command=0x00, name="MptzSetPosition", field="zoom"),)),
    _ZONES.at(0x0002, "Zones", "list", "visualDetection.zones", ZONES),
    _ZONES.at(0x0005, "Sensitivity", "uint8", "visualDetection.sensitivity", w=True, wide="SensitivityMax at most, which is 10 at most"),
    _CHIME.at(0x0001, "SelectedChime", "uint8", "doorbellChime.selectedChime", w=True),
    _CHIME.at(0x0002, "Enabled", "bool", "doorbellChime.chimeEnabled", w=True),
)

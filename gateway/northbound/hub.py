"""Hands what happens in the home to the stream's listeners: encoded once for all with an equal view."""

import asyncio
from typing import TYPE_CHECKING, Final

from gateway.core.event import DeviceGone, EventRaised, HomeEvent, ValuesChanged
from gateway.northbound import stream_text
from gateway.northbound.context import Api
from gateway.northbound.reader import About, Backlog, Listener
from gateway.northbound.scope import View
from gateway.northbound.stream_text import Parts, StreamText

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemas.device import DeviceDescription

ACCESS_CHANGED: Final = "access-changed"
STOPPING: Final = "stopping"

QUIET_PER_S: Final = 300.0  # reports a second up to which each leaves at once
PATIENCE_S: Final = 0.05  # more than that for so long, and changes gather
BUSY_S: Final = 0.06  # after a rush the longest until each leaves at once again


class Channel:
    """All listeners of one view. Changes gather in `texts` until the next frame.

    While few reports come, each leaves in the next turn of the loop. A frame costs more than a change, so when many
    come they gather: `_busy_until_s` runs ahead of the clock by what came above QUIET_PER_S.
    """

    def __init__(self, view: View, seen: set[str], seq: int) -> None:
        self.view = view
        self.seen = seen
        self.seq = seq
        self.texts: list[str] = []
        self.listeners: set[Listener] = set()
        self.behind: dict[Listener, Backlog] = {}  # those of them that read too slowly
        self.timer: asyncio.TimerHandle | asyncio.Handle | None = None
        self._sent_s = 0.0
        self._busy_until_s = 0.0

    def due_s(self, now_s: float, gap_s: float) -> float:
        """Tell when the next frame may leave."""
        return self._sent_s + gap_s if self._busy_until_s - now_s > PATIENCE_S else now_s

    def sent(self, now_s: float) -> None:
        """Note that what has gathered leaves."""
        late_s = max(self._busy_until_s - now_s, 0.0) + len(self.texts) / QUIET_PER_S
        self._busy_until_s = now_s + min(late_s, BUSY_S)
        self._sent_s = now_s
        self.texts.clear()

    @property
    def is_heard(self) -> bool:
        """Whether anybody takes frames now."""
        return len(self.behind) < len(self.listeners)

    def drop(self, listener: Listener, reason: str) -> None:
        """End a listener; it is still here until it leaves."""
        self.behind.pop(listener, None)
        listener.drop(reason)


class Hub:
    """Listens to the home and feeds the channels. Called in the loop; never waits and never raises for a client."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._text = StreamText(api.home)
        self._channels: dict[View, Channel] = {}
        self._gap_s = api.settings.stream_gap_ms / 1000
        self._described: dict[str, DeviceDescription] = {}
        self._unsubscribe: Callable[[], None] | None = None

    def start(self) -> None:
        """Begin to listen."""
        self._described = {entry.id: entry.description for entry in self._api.home.devices()}
        self._unsubscribe = self._api.home.subscribe(self.happened)
        self._api.access.on_changed(self.drop_grant)

    def stop(self) -> None:
        """Stop listening and tell every client."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        for channel in list(self._channels.values()):
            for listener in list(channel.listeners):
                channel.drop(listener, STOPPING)
            self._forget(channel)

    @property
    def clients(self) -> int:
        """How many listen."""
        return sum(len(channel.listeners) for channel in self._channels.values())

    def waiting(self) -> dict[str, int]:
        """What waits for clients: changes for their frame, frames and their bytes for slow readers."""
        listeners = [one for channel in self._channels.values() for one in channel.listeners]
        return {
            "stream_changes": sum(len(channel.texts) for channel in self._channels.values()),
            "stream_frames": sum(one.frames for one in listeners),
            "stream_bytes": sum(one.size for one in listeners),
            "stream_behind": sum(len(channel.behind) for channel in self._channels.values()),
        }

    def join(self, view: View, grant: str, resume: tuple[str, int] | None) -> Listener:
        """Add a listener that first gets hello, and then what it missed or a snapshot; after that the changes."""
        settings, home = self._api.settings, self._api.home
        listener = Listener(grant, settings.stream_queue_frames, settings.stream_queue_kib * 1024)
        channel = self._channel(view)
        self.flush(channel)
        missed = self._missed(view, resume)
        raised = None if missed is not None or resume is None else self._raised_since(view, resume)
        hello: dict[str, object] = {
            "type": "hello",
            "schema": home.registry.version,
            "epoch": home.epoch,
            "seq": home.seq,
            "resumed": missed is not None,
        }
        if missed is None and resume is not None:
            hello["events"] = "lost" if raised is None else "kept"
        now = home.seq
        first = self._text.snapshot(view).encode() if missed is None else stream_text.changes(now, missed)
        listener.offer(stream_text.dumps(hello).encode(), 0)
        listener.offer(first, now)
        if raised:
            listener.offer(stream_text.changes(now, raised), now)
        channel.listeners.add(listener)
        self._watch(channel, listener)
        return listener

    def leave(self, view: View, listener: Listener) -> None:
        """Remove a listener."""
        channel = self._channels.get(view)
        if channel is None:
            return
        channel.listeners.discard(listener)
        channel.behind.pop(listener, None)
        if not channel.listeners:
            self._forget(channel)

    def reply(self, view: View, listener: Listener, frame: bytes) -> None:
        """Queue an answer for one listener, behind every change that came before it."""
        if channel := self._channels.get(view):
            self.flush(channel)
        if listener.backlog is None:
            listener.offer(frame, listener.sent_seq)
            if channel is not None:
                self._watch(channel, listener)
        else:
            listener.backlog.answered(frame)
            self._check(channel, listener)

    def catch_up(self, view: View, listener: Listener) -> None:
        """Tell a client that has read all that waited what it missed meanwhile, folded."""
        channel, backlog = self._channels.get(view), listener.backlog
        if channel is None or backlog is None:
            return
        self.flush(channel)
        channel.behind.pop(listener, None)
        listener.backlog = None
        seq, loop = self._api.home.seq, asyncio.get_running_loop()
        listener.offer(stream_text.folded(seq, backlog, loop.time() - backlog.since_s), listener.sent_seq)
        listener.offer(stream_text.changes(seq, self._text.caught_up(backlog, view)), seq)
        for reply in backlog.replies:
            listener.offer(reply, seq)
        self._api.metrics.counts.folded += backlog.noted - backlog.values

    def _watch(self, channel: Channel, listener: Listener) -> None:
        """Let a client whose queue is full fall behind."""
        if listener.is_full and not listener.dropped and listener.backlog is None:
            channel.behind[listener] = listener.fall_behind(channel.seq, asyncio.get_running_loop().time())
            self._api.metrics.counts.fell_behind += 1

    def _check(self, channel: Channel | None, listener: Listener) -> None:
        listener.check()
        if listener.dropped and channel is not None and channel.behind.pop(listener, None) is not None:
            self._api.metrics.counts.dropped_clients += 1

    def drop_grant(self, grant: str) -> None:
        """End the streams of a token that was revoked or restricted otherwise."""
        for channel in self._channels.values():
            for listener in channel.listeners:
                if listener.grant == grant:
                    channel.drop(listener, ACCESS_CHANGED)

    def happened(self, event: HomeEvent) -> None:
        """Take one event of the home."""
        if isinstance(event, ValuesChanged):
            self._values_changed(event)
            return
        if isinstance(event, EventRaised):
            self._raised(event)
            return
        renewed = self._is_renewed(event)
        for channel in self._channels.values():
            self._other(channel, event, renewed=renewed)

    def _raised(self, event: EventRaised) -> None:
        self._api.metrics.counts.events += 1
        self._api.events.append(event)
        for channel in self._channels.values():
            text = self._text.raised(event, channel.view)
            if channel.is_heard:
                self._add(channel, event.seq, text)
            for listener, backlog in tuple(channel.behind.items()) if text else ():
                backlog.raised(event.seq, text)
                self._check(channel, listener)

    def _values_changed(self, event: ValuesChanged) -> None:
        self._api.metrics.counts.changes += len(event.handles)
        parts: Parts | None = None
        for channel in self._channels.values():
            if channel.view.sees(event.device):
                if channel.is_heard:
                    parts = parts or self._text.parts(event)
                    self._add(channel, event.seq, self._text.values(event, parts, channel.view))
                if channel.behind:
                    self._note(channel, event)

    def _note(self, channel: Channel, event: ValuesChanged) -> None:
        sensitivity, view = self._api.home.state.sensitivity, channel.view
        shown = [handle for handle in event.handles if view.reads(sensitivity[handle])]
        for backlog in channel.behind.values() if shown else ():
            backlog.changed(event, shown)

    def _other(self, channel: Channel, event: HomeEvent, *, renewed: bool) -> None:
        view, device = channel.view, event.device.id
        was_seen = device in channel.seen
        if view.sees(event.device) and not isinstance(event, DeviceGone):
            channel.seen.add(device)
            what: About = "whole" if renewed or not was_seen else "about"
        elif was_seen:
            channel.seen.discard(device)
            what = "gone"
        else:
            return
        if channel.is_heard:
            self._add(channel, event.seq, self._text.told(what, event, view))
        for backlog in channel.behind.values():
            backlog.met(what, event)

    def _is_renewed(self, event: HomeEvent) -> bool:
        """Whether a device's description is another one than before."""
        known, now = self._described.get(event.device.id), event.device.description
        self._described[event.device.id] = now
        if isinstance(event, DeviceGone):
            del self._described[event.device.id]
        return known is not now

    def _add(self, channel: Channel, seq: int, text: str) -> None:
        if not text:
            return
        channel.texts.append(text)
        channel.seq = seq
        if channel.timer is None:
            loop = asyncio.get_running_loop()
            now_s = loop.time()
            due_s = channel.due_s(now_s, self._gap_s)
            late = due_s <= now_s
            channel.timer = loop.call_soon(self.flush, channel) if late else loop.call_at(due_s, self.flush, channel)

    def flush(self, channel: Channel) -> None:
        """Send what has gathered as one frame."""
        if channel.timer is not None:
            channel.timer.cancel()
            channel.timer = None
        if not channel.texts:
            return
        frame = stream_text.changes(channel.seq, channel.texts)
        channel.sent(asyncio.get_running_loop().time())
        self._api.metrics.counts.frames += 1
        for listener in channel.listeners:
            if listener.backlog is None:
                listener.offer(frame, channel.seq)
                self._watch(channel, listener)

    def _channel(self, view: View) -> Channel:
        if view not in self._channels:
            seen = {entry.id for entry in self._api.home.devices() if view.sees(entry)}
            self._channels[view] = Channel(view, seen, self._api.home.seq)
        return self._channels[view]

    def _forget(self, channel: Channel) -> None:
        if channel.timer is not None:
            channel.timer.cancel()
            channel.timer = None
        self._channels.pop(channel.view, None)

    def _missed(self, view: View, resume: tuple[str, int] | None) -> list[str] | None:
        """Encode what came after the resume point, or give None where only a snapshot tells it rightly.

        Old events keep handles as they were, so a change among devices in between means a snapshot.
        """
        home = self._api.home
        if resume is None or resume[0] != home.epoch or not 0 <= resume[1] <= home.seq:
            return None
        events = home.events_since(resume[1])
        if events is None or not all(isinstance(event, ValuesChanged | EventRaised) for event in events):
            return None
        return [text for event in events if (text := self._replayed(event, view))]

    def _raised_since(self, view: View, resume: tuple[str, int]) -> list[str] | None:
        """Encode the events after the resume point, or give None where not all of them are kept."""
        home = self._api.home
        kept, (epoch, seq) = self._api.events, resume
        is_whole = len(kept) < (kept.maxlen or 0) or kept[0].seq <= seq
        if epoch != home.epoch or not 0 <= seq <= home.seq or not is_whole:
            return None
        return [text for event in kept if event.seq > seq and (text := self._text.raised(event, view))]

    def _replayed(self, event: HomeEvent, view: View) -> str:
        if isinstance(event, EventRaised):
            return self._text.raised(event, view)
        if not isinstance(event, ValuesChanged):
            raise TypeError(f"{type(event).__name__} cannot be replayed")
        return self._text.values(event, self._text.parts(event), view) if view.sees(event.device) else ""

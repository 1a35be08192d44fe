"""A resident's day as a semi-Markov chain.

What comes next depends on what is and on the phase of the day, and each activity lasts as long as its own distribution
says. Anchors (wake, leave, return, bed) are drawn afresh every day.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random
from typing import Final

from simulators.home.randomness import stream


class Activity(StrEnum):
    """What a resident does; each has its room."""

    SLEEP = "sleep"
    WASH = "wash"
    BREAKFAST = "breakfast"
    COOK = "cook"
    EAT = "eat"
    TV = "tv"
    WORK = "work"
    CHORES = "chores"
    AWAY = "away"


class Phase(StrEnum):
    """Part of the day between two anchors."""

    NIGHT = "night"
    MORNING = "morning"
    DAY = "day"
    EVENING = "evening"


OUTSIDE: Final = "outside"
ROOM_OF: Final[Mapping[Activity, str]] = {
    Activity.SLEEP: "bedroom",
    Activity.WASH: "bathroom",
    Activity.BREAKFAST: "kitchen",
    Activity.COOK: "kitchen",
    Activity.EAT: "living",
    Activity.TV: "living",
    Activity.WORK: "study",
    Activity.CHORES: "hall",
    Activity.AWAY: OUTSIDE,
}
# Median minutes and the spread of their logarithm.
_DWELL: Final[Mapping[Activity, tuple[float, float]]] = {
    Activity.SLEEP: (60, 0.4),
    Activity.WASH: (14, 0.35),
    Activity.BREAKFAST: (18, 0.3),
    Activity.COOK: (34, 0.3),
    Activity.EAT: (26, 0.3),
    Activity.TV: (55, 0.5),
    Activity.WORK: (60, 0.5),
    Activity.CHORES: (15, 0.5),
    Activity.AWAY: (95, 0.5),
}
_Choices = tuple[tuple[Activity, float], ...]
_NEXT: Final[Mapping[Phase, Mapping[Activity, _Choices]]] = {
    Phase.NIGHT: {
        Activity.SLEEP: ((Activity.SLEEP, 0.9), (Activity.WASH, 0.1)),
        Activity.TV: ((Activity.WASH, 0.8), (Activity.SLEEP, 0.2)),
    },
    Phase.MORNING: {
        Activity.SLEEP: ((Activity.WASH, 0.9), (Activity.BREAKFAST, 0.1)),
        Activity.WASH: ((Activity.BREAKFAST, 0.85), (Activity.CHORES, 0.15)),
        Activity.BREAKFAST: ((Activity.CHORES, 0.5), (Activity.WASH, 0.2), (Activity.WORK, 0.3)),
        Activity.CHORES: ((Activity.BREAKFAST, 0.4), (Activity.WORK, 0.3), (Activity.TV, 0.3)),
    },
    Phase.DAY: {
        Activity.WORK: ((Activity.WORK, 0.35), (Activity.CHORES, 0.25), (Activity.COOK, 0.2), (Activity.AWAY, 0.2)),
        Activity.COOK: ((Activity.EAT, 1.0),),
        Activity.EAT: ((Activity.WORK, 0.6), (Activity.CHORES, 0.4)),
        Activity.TV: ((Activity.CHORES, 0.5), (Activity.WORK, 0.5)),
        Activity.AWAY: ((Activity.CHORES, 0.6), (Activity.WORK, 0.4)),
    },
    Phase.EVENING: {
        Activity.AWAY: ((Activity.COOK, 0.7), (Activity.CHORES, 0.3)),
        Activity.COOK: ((Activity.EAT, 1.0),),
        Activity.EAT: ((Activity.TV, 0.75), (Activity.CHORES, 0.25)),
        Activity.TV: ((Activity.TV, 0.3), (Activity.WASH, 0.4), (Activity.CHORES, 0.3)),
        Activity.WASH: ((Activity.TV, 0.7), (Activity.WORK, 0.3)),
        Activity.WORK: ((Activity.COOK, 0.4), (Activity.TV, 0.4), (Activity.CHORES, 0.2)),
    },
}
_OTHERWISE: Final[Mapping[Phase, _Choices]] = {
    Phase.NIGHT: ((Activity.SLEEP, 1.0),),
    Phase.MORNING: ((Activity.BREAKFAST, 0.6), (Activity.CHORES, 0.4)),
    Phase.DAY: ((Activity.WORK, 0.7), (Activity.CHORES, 0.3)),
    Phase.EVENING: ((Activity.TV, 0.7), (Activity.CHORES, 0.3)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """The anchors of one day; `commutes` means away from leaving to return without a break."""

    wake: datetime
    leave: datetime
    back: datetime
    bed: datetime
    commutes: bool

    def phase_at(self, moment: datetime) -> Phase:
        """The phase a moment of this day lies in."""
        if moment < self.wake or moment >= self.bed:
            return Phase.NIGHT
        if moment < self.leave:
            return Phase.MORNING
        return Phase.DAY if moment < self.back else Phase.EVENING

    def end_of_phase(self, moment: datetime) -> datetime:
        """The next anchor (of this day, or midnight)."""
        midnight = datetime.combine(moment.date() + timedelta(days=1), time(), moment.tzinfo)
        return next((anchor for anchor in (self.wake, self.leave, self.back, self.bed) if moment < anchor), midnight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How a resident's days differ from another's."""

    commute_share: float
    wake_hour: float = 6.9
    bed_hour: float = 22.9


RESIDENTS: Final[Mapping[str, Habit]] = {
    "lin": Habit(commute_share=0.95),
    "mei": Habit(commute_share=0.45, wake_hour=7.2, bed_hour=22.6),
}


def plan_day(seed: int, name: str, habit: Habit, day: date, moment: datetime) -> DayPlan:
    """The anchors of `day`: a function of seed, name and date alone."""
    rng = stream(seed, f"resident/{name}/{day.isoformat()}")
    weekend = day.weekday() >= 5
    wake = rng.gauss(habit.wake_hour + (1.2 if weekend else 0), 0.2)
    leave = max(wake + 0.9, rng.gauss(10.0 if weekend else 8.3, 0.2))
    back = max(leave + 2, rng.gauss(17.0 if weekend else 18.1, 0.4))
    bed = min(23.8, max(back + 3, rng.gauss(habit.bed_hour + (0.5 if weekend else 0), 0.3)))
    midnight = datetime.combine(day, time(), moment.tzinfo)
    return DayPlan(
        wake=midnight + timedelta(hours=wake),
        leave=midnight + timedelta(hours=leave),
        back=midnight + timedelta(hours=back),
        bed=midnight + timedelta(hours=bed),
        commutes=rng.random() < (0.1 if weekend else habit.commute_share),
    )


class Resident:
    """One person; `step` moves their day on to a moment."""

    def __init__(self, seed: int, name: str, habit: Habit, start: datetime) -> None:
        self.name = name
        self.activity = Activity.SLEEP
        self.previous = Activity.SLEEP
        self._seed = seed
        self._habit = habit
        self._rng = stream(seed, f"resident/{name}")
        self._plan = plan_day(seed, name, habit, start.date(), start)
        self._day = start.date()
        self._until = start
        if self._plan.phase_at(start) is not Phase.NIGHT:
            self._settle(start)

    @property
    def room(self) -> str:
        """Where this person is."""
        return ROOM_OF[self.activity]

    @property
    def changed(self) -> bool:
        """Another activity began in the last step."""
        return self.activity is not self.previous

    def step(self, moment: datetime) -> None:
        """Go on to what comes next when the present activity is over."""
        self.previous = self.activity
        if moment < self._until:
            return
        if moment.date() != self._day:
            self._day = moment.date()
            self._plan = plan_day(self._seed, self.name, self._habit, self._day, moment)
        phase = self._plan.phase_at(moment)
        self.activity = self._next(phase)
        self._until = self._end(phase, moment)

    def _settle(self, start: datetime) -> None:
        """Be in the middle of something when the story begins by day."""
        phase = self._plan.phase_at(start)
        self.activity = self.previous = self._next(phase)
        self._until = self._end(phase, start)

    def _next(self, phase: Phase) -> Activity:
        if phase is Phase.DAY and self._plan.commutes:
            return Activity.AWAY
        choices = _NEXT[phase].get(self.activity, _OTHERWISE[phase])
        return self._rng.choices([activity for activity, _ in choices], [weight for _, weight in choices])[0]

    def _end(self, phase: Phase, moment: datetime) -> datetime:
        anchor = self._plan.end_of_phase(moment)
        commuting = phase is Phase.DAY and self._plan.commutes
        asleep = phase is Phase.NIGHT and self.activity is Activity.SLEEP
        if commuting or asleep:
            return anchor
        return min(moment + _dwell(self.activity, self._rng), anchor + timedelta(minutes=self._rng.uniform(0, 6)))


def _dwell(activity: Activity, rng: Random) -> timedelta:
    median_min, spread = _DWELL[activity]
    return timedelta(minutes=max(2.0, rng.lognormvariate(math.log(median_min), spread)))

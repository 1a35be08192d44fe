from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from simulators.home.resident import RESIDENTS, Activity, Resident, plan_day

MONDAY = datetime(2026, 11, 23)  # noqa: DTZ001 - the home's own local time
MINUTE = timedelta(minutes=1)


def diary(name: str, seed: int, days: int = 5, start: datetime = MONDAY) -> list[tuple[datetime, Activity]]:
    resident = Resident(seed, name, RESIDENTS[name], start)
    lived = []
    for minute in range(days * 24 * 60):
        moment = start + minute * MINUTE
        resident.step(moment)
        lived.append((moment, resident.activity))
    return lived


def test_the_same_seed_gives_the_same_days_and_another_seed_others() -> None:
    assert diary("lin", 7) == diary("lin", 7)
    assert diary("lin", 7) != diary("lin", 8)


def test_a_working_week_has_its_structure() -> None:
    lived = diary("lin", 7)
    share = Counter(activity for _, activity in lived)
    hours = {activity: minutes / 60 / 5 for activity, minutes in share.items()}
    assert 6 < hours[Activity.SLEEP] < 10
    assert 7 < hours[Activity.AWAY] < 12
    assert {Activity.WASH, Activity.BREAKFAST, Activity.COOK, Activity.EAT, Activity.TV} <= share.keys()


def test_nights_are_for_sleep_and_work_hours_for_work() -> None:
    for moment, activity in diary("lin", 7):
        if 1 <= moment.hour < 5:
            assert activity in (Activity.SLEEP, Activity.WASH)
        if 11 <= moment.hour < 15:
            assert activity is Activity.AWAY


def test_the_other_resident_works_at_home_on_some_days() -> None:
    noons = [activity for moment, activity in diary("mei", 7, days=20) if (moment.hour, moment.minute) == (12, 0)]
    assert Activity.AWAY in noons
    assert set(noons) - {Activity.AWAY}


def test_leaving_comes_after_waking_and_coming_home_after_leaving() -> None:
    tuesday = (MONDAY + timedelta(days=1)).date()
    lived = [(moment, activity) for moment, activity in diary("lin", 7) if moment.date() == tuesday]
    asleep = [moment for moment, activity in lived if activity is Activity.SLEEP and moment.hour < 12]
    away = [moment for moment, activity in lived if activity is Activity.AWAY]
    cooked = [moment for moment, activity in lived if activity in (Activity.COOK, Activity.EAT, Activity.TV)]
    assert asleep[-1] < away[0] < away[-1] < cooked[-1]
    assert 7 <= away[0].hour <= 9
    assert 16 <= away[-1].hour <= 20


@given(st.integers(0, 10_000), st.integers(0, 365))
def test_the_anchors_of_a_day_are_in_order(seed: int, day: int) -> None:
    moment = MONDAY + timedelta(days=day)
    for name, habit in RESIDENTS.items():
        plan = plan_day(seed, name, habit, moment.date(), moment)
        assert moment < plan.wake < plan.leave < plan.back < plan.bed < moment + timedelta(days=1)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_an_activity_lasts(seed: int) -> None:
    lived = [activity for _, activity in diary("mei", seed, days=2)]
    changes = sum(before is not after for before, after in pairwise(lived))
    assert 6 <= changes <= 80

"""Advice on counters: from an office's own rows to a sentence."""

from datetime import UTC, date, datetime, timedelta

import pytest

from events.settings import Targets
from hub.projections.measured.rows import DayRow, Facts, VisitRow
from hub.projections.staffing.advice import Advice, NotEnough, advise
from hub.projections.staffing.profile import LoadProfile, history_for, profile_of

MONDAY = date(2026, 9, 28)
TEN = datetime(2026, 11, 23, 3, 10, tzinfo=UTC)  # ten past ten here, a Monday
MINUTE = 60_000_000


def instant(day, hour, minute=0):
    """Return a Vietnamese clock time as microseconds."""
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=7)
    at += timedelta(hours=hour, minutes=minute)
    return round(at.timestamp()) * 1_000_000


def visit(day, n, arrived, minutes=12.0, place="served"):
    """Return a visit that was served at once for so many minutes, or left at once."""
    taken = round(minutes * MINUTE)
    is_called = place == "served"
    return VisitRow(
        day=str(day),
        visit=f"{day}-{n}",
        ticket=f"A{n:03}",
        service="A",
        last_service="A",
        visit_class="normal",
        channel="button",
        device=None,
        arrived=arrived,
        first_called=arrived if is_called else None,
        last_called=arrived if is_called else None,
        started=arrived if is_called else None,
        ended=arrived + (taken if is_called else 30_000_000),
        place=place,
        since=arrived + taken,
        counter="1" if is_called else None,
        clerk=None,
        team=None,
        calls=int(is_called),
        announced=int(is_called),
        picked=0,
        transfers=0,
        no_shows=0,
        waited=0,
        called=taken // 4 if is_called else 0,
        served=taken - taken // 4 if is_called else 0,
        parked=0,
        away=0,
        ahead=None,
        told_from=None,
        told_to=None,
        method=None,
    )


def facts(days=4, a_half_hour=6.5, minutes=(6.0, 18.0), opened=8, closed=12, weekday=0):
    """Return Mondays with so many arrivals from ten to half past, and few else."""
    rows, visits = [], []
    for week in range(days):
        day = MONDAY + timedelta(days=7 * week + weekday)
        rows.append(
            DayRow(
                day=str(day),
                office="hk01",
                begun=1,
                opened=instant(day, opened),
                closed=instant(day, closed),
            )
        )
        count = round(a_half_hour * (week + 1)) - round(a_half_hour * week)
        for n in range(count):
            at = instant(day, 10) + n * 4 * MINUTE
            visits.append(visit(day, n + 1, at, minutes[n % len(minutes)]))
        visits.append(visit(day, 99, instant(day, 10, 5), place="abandoned"))
    return Facts(at=instant(day, 23), days=tuple(rows), visits=tuple(visits))


EXPONENTIAL = {"taken": 12.0, "spread": 1.0, "visits": 100}


def thirteen(**changes):
    """Return a profile of 13 arrivals an hour, an exponential 12 minutes each."""
    made = profile_of(facts())
    return LoadProfile(loads=made.loads, **{**EXPONENTIAL, **changes})


def test_the_load_of_a_half_hour():
    """Arrivals per open hour of that half hour and weekday; mistakes are no load."""
    profile = profile_of(facts())

    load = profile.load(TEN)
    assert (load.came, load.hours, load.days) == (26, 2.0, 4)
    assert load.per_hour == 13
    assert profile.load(TEN + timedelta(minutes=30)).per_hour == 0
    assert profile.visits == 26
    assert 11 < profile.taken < 13
    assert profile.spread < 0.5


def test_a_day_that_is_not_over():
    """Today counts for nothing until it is closed."""
    told = facts()
    (*_, today) = told.days
    days = (*told.days[:-1], today._replace(closed=None))

    profile = profile_of(Facts(at=told.at, days=days, visits=told.visits))

    assert profile.load(TEN).days == 3


def test_a_day_that_began_within_a_half_hour():
    """A half hour counts for as long as the office was open in it."""
    told = facts(days=3)
    days = tuple(
        day._replace(opened=day.opened + (2 * 60 + 15) * MINUTE) for day in told.days
    )

    profile = profile_of(Facts(at=told.at, days=days, visits=told.visits))

    assert profile.load(TEN).hours == pytest.approx(0.75)


def test_a_weekday_seen_too_seldom():
    """Of a weekday of which too few were seen the whole week speaks."""
    profile = profile_of(facts(weekday=1))

    load = profile.load(TEN)
    assert (load.days, load.per_hour) == (4, 13)


def test_the_sentence_of_the_issue():
    """13 an hour, 12 minutes each: 3 counters serve 54 %, 4 would serve 94 %."""
    advice = advise(thirteen(), Targets(), 3, TEN)

    assert isinstance(advice, Advice)
    assert advice.sentence.vi == (
        "Khoảng 13 lượt mỗi giờ, mỗi lượt 12 phút: "
        "3 quầy phục vụ được 54 % trong 15 phút, 4 quầy thì 94 %"
    )
    assert advice.sentence.en == (
        "About 13 visits an hour, 12 minutes each: "
        "3 counters serve 54 % within 15 minutes, 4 would serve 94 %"
    )
    assert [one.in_time for one in advice.odds] == pytest.approx(
        [0.539707129745, 0.93841090030], abs=1e-9
    )
    assert advice.wanted.vi == "Nên mở 4 quầy để đạt mục tiêu."
    assert (advice.needed, advice.clerks) == (4, 5)
    assert advice.half_hour.isoformat() == "2026-11-23T10:00:00+07:00"


@pytest.mark.parametrize(
    ("now", "compared", "en"),
    [
        (0, [3, 4], "Open 4 counters to meet the targets."),
        (1, [1, 2, 4], "Open 4 counters to meet the targets."),
        (4, [4, 5], "4 counters just meet the targets."),
        (6, [6, 5], "4 counters would be enough for the targets."),
    ],
)
def test_what_is_compared(now, compared, en):
    """Now and one more, and what is needed; with too many now and one less."""
    advice = advise(thirteen(), Targets(), now, TEN)

    assert isinstance(advice, Advice)
    assert [one.counters for one in advice.odds] == compared
    assert advice.wanted.en == en


def test_counters_that_cannot_keep_up():
    """Where the queue would grow for ever the sentence says so, not a share."""
    advice = advise(thirteen(), Targets(), 2, TEN)

    assert isinstance(advice, Advice)
    assert "2 quầy phục vụ không kịp, 3 quầy phục vụ được 54 %" in advice.sentence.vi
    assert "2 counters cannot keep up, 3 counters serve 54 %" in advice.sentence.en


def test_times_less_spread_than_exponential():
    """The less the times at a counter differ the shorter is the wait."""
    even = advise(thirteen(spread=0.3), Targets(), 3, TEN)
    wild = advise(thirteen(spread=2.0), Targets(), 3, TEN)

    assert isinstance(even, Advice)
    assert isinstance(wild, Advice)
    assert even.odds[0].in_time > 0.54 > wild.odds[0].in_time


def test_visitors_who_give_up():
    """Where visitors give up, those who stay wait less: fewer counters do."""
    patient = advise(thirteen(), Targets(called_share=90), 3, TEN)
    leaving = advise(thirteen(), Targets(called_share=90, patience_min=20), 3, TEN)

    assert isinstance(patient, Advice)
    assert isinstance(leaving, Advice)
    assert (patient.needed, leaving.needed) == (4, 3)


def test_rest():
    """Nobody is to serve without a break: the cap on occupancy asks for one more."""
    loose = Targets(called_share=50, occupancy=100)

    tired = advise(thirteen(), loose, 3, TEN)
    rested = advise(thirteen(), Targets(called_share=50), 3, TEN)

    assert isinstance(tired, Advice)
    assert isinstance(rested, Advice)
    assert (tired.needed, rested.needed) == (3, 4)


def test_a_load_past_every_office():
    """Counting counters ends somewhere, whatever the load."""
    advice = advise(thirteen(taken=2_000.0), Targets(), 3, TEN)

    assert isinstance(advice, Advice)
    assert advice.needed == 200


def test_the_spread_of_too_few():
    """Of one time there is no spread; it counts as exponential."""
    profile = profile_of(facts(days=1, a_half_hour=1))

    assert (profile.visits, profile.spread) == (1, 1.0)


@pytest.mark.parametrize(
    ("profile", "reason", "vi"),
    [
        (LoadProfile(), "few-days", "giờ này mới có 0 ngày, cần 3"),
        (thirteen(visits=19), "few-visits", "mới có 19 lượt được gọi, cần 20"),
    ],
)
def test_too_little_history(profile, reason, vi):
    """Without history there is no advice, and it says what is missing."""
    nothing = advise(profile, Targets(), 3, TEN)

    assert isinstance(nothing, NotEnough)
    assert nothing.reason == reason
    assert vi in nothing.sentence.vi


def test_a_half_hour_without_anybody():
    """Where nobody ever came no counter is advised."""
    nothing = advise(thirteen(), Targets(), 3, TEN - timedelta(hours=1))

    assert isinstance(nothing, NotEnough)
    assert nothing.reason == "nobody-comes"


def test_slow_hours():
    """Small figures keep a decimal, by each language's point, and one is one."""
    load = profile_of(facts(a_half_hour=0.5, minutes=(7.4,)))
    one = LoadProfile(loads=load.loads, visits=30, taken=7.4)

    advice = advise(one, Targets(), 1, TEN)

    assert isinstance(advice, Advice)
    assert advice.sentence.vi.startswith(
        "Khoảng 1 lượt mỗi giờ, mỗi lượt 7,4 phút: 1 q"
    )
    assert advice.sentence.en.startswith("About 1 visit an hour, 7.4 minutes each: 1 c")


def test_which_weeks_advice_rests_on():
    """Eight weeks back, today not included."""
    assert history_for(date(2026, 11, 23)) == (date(2026, 9, 28), date(2026, 11, 22))

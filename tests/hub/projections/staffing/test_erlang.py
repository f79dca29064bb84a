"""Erlang's formulas against values of thirty digits, and against each other."""

from math import inf, log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.projections.staffing.erlang import erlang_a, erlang_b, erlang_c

# Counters, arrivals, rate; then the share blocked, the share who wait, the mean wait,
# the mean queue, and the wait that nine in ten do not exceed.
PLAIN = [
    ((1, 1, 2), (1 / 3, 0.5, 0.5, 0.5, 1.60943791243)),
    (
        (3, 2, 1),
        (0.210526315789, 4 / 9, 0.444444444444, 0.888888888889, 1.49165487678),
    ),
    (
        (3, 0.2, 0.1),
        (0.210526315789, 4 / 9, 4.44444444444, 0.888888888889, 14.9165487678),
    ),
    (
        (5, 4, 1),
        (0.199066874028, 0.554112554113, 0.554112554113, 2.21645021645, 1.71219764639),
    ),
]


@pytest.mark.parametrize(("load", "values"), PLAIN)
def test_patient_visitors(load, values):
    """Shares, mean wait, mean queue and the ninth decile are the literature's."""
    counters, arrivals, rate = load
    queue = erlang_c(counters, arrivals, rate)

    found = [erlang_b(counters, arrivals / rate), queue.waits]
    found += [queue.mean_wait, queue.mean_queue, queue.quantile(0.9)]

    assert found == pytest.approx(values, rel=1e-9, abs=1e-9)


def test_a_call_centre_as_others_compute_it():
    """100 calls in 30 minutes of 3 minutes each: 14 agents answer 88.8 % in 20 s."""
    queue = erlang_c(14, 100 / 30, 1 / 3)

    assert erlang_b(14, 10) == pytest.approx(0.0568191433865, abs=1e-9)
    assert queue.waits == pytest.approx(0.174131933595, abs=1e-9)
    assert queue.mean_wait * 60 == pytest.approx(7.83593701, abs=1e-8)
    assert queue.mean_queue == pytest.approx(0.435329833988, abs=1e-9)
    assert queue.quantile(0.9) * 60 == pytest.approx(24.9589, abs=1e-4)
    assert queue.within(20 / 60) == pytest.approx(0.888350019179, abs=1e-9)
    assert queue.occupancy == pytest.approx(10 / 14)


@pytest.mark.parametrize(
    ("per_hour", "values"),
    [
        (
            12,
            [
                *(0.647191011236, 12.9438202247, 2.58876404494),
                *(37.3494258193, 0.694288613058),
            ],
        ),
        (
            13,
            [
                *(0.758894645941, 22.7668393782, 4.93281519862),
                *(60.8007832611, 0.539707129745),
            ],
        ),
    ],
)
def test_a_post_office(per_hour, values):
    """Three counters, twelve minutes each: the values that advice is made of."""
    queue = erlang_c(3, per_hour / 60, 1 / 12)

    found = [queue.waits, queue.mean_wait, queue.mean_queue]
    found += [queue.quantile(0.9), queue.within(15)]

    assert found == pytest.approx(values, rel=1e-9, abs=1e-9)


def test_too_few_counters():
    """Where counters cannot keep up everybody waits, and at last for ever."""
    queue = erlang_c(2, 13 / 60, 1 / 12)

    assert (queue.waits, queue.mean_wait, queue.mean_queue) == (1, inf, inf)
    assert (queue.within(15), queue.quantile(0.9)) == (0, inf)


def test_visitors_who_leave():
    """The textbook pair: 3.1 % leave and wait 3.7 s, or all stay and wait 20.8 s."""
    leaving = erlang_a(50, 48, 1, 2)
    staying = erlang_c(50, 48, 1)

    found = [leaving.leaves, leaving.mean_wait, leaving.mean_queue]
    found += [leaving.waits, leaving.occupancy]
    assert found == pytest.approx(
        [0.03091224916, 0.06182449832, 2.96757592, 0.4677740686, 0.9303242408],
        rel=1e-9,
        abs=1e-9,
    )
    assert staying.waits == pytest.approx(0.694455611197, abs=1e-9)
    assert staying.mean_wait * 60 == pytest.approx(20.83, abs=0.005)
    assert staying.quantile(0.9) * 60 == pytest.approx(58.14, abs=0.005)
    assert staying.mean_queue == pytest.approx(16.6669, abs=5e-5)


@pytest.mark.parametrize(("spread", "wait"), [(0, 1.5), (0.5, 2.25), (1, 3), (2, 4.5)])
def test_pollaczek_and_khinchine(spread, wait):
    """With one counter the mean wait is exact for any spread of the times it takes."""
    assert erlang_c(1, 0.75, 1, spread).mean_wait == pytest.approx(wait, rel=1e-12)


def test_cobham_and_the_law_of_conservation():
    """Priority changes who waits, not how much is waited: shares of load weigh."""
    first, second = 0.3, 0.4
    residual = first + second
    w1, w2 = residual / (1 - first), residual / (1 - first) / (1 - first - second)
    fcfs = erlang_c(1, first + second, 1).mean_wait

    assert (w1, w2) == pytest.approx((1.0, 3.333333333), abs=1e-9)
    assert fcfs == pytest.approx(2.333333333, abs=1e-9)
    assert first * w1 + second * w2 == pytest.approx((first + second) * fcfs)


@pytest.mark.parametrize(
    ("ahead", "sd", "p50", "p80", "p90"),
    [
        (0, 4, 2.77258872, 6.43775165, 9.21034037),
        (2, 6.92820323, 10.6962413, 17.1161194, 21.2892814),
        (5, 9.79795897, 22.6806448, 31.6239724, 37.0986956),
        (10, 13.2664992, 42.6740896, 54.6029081, 61.6265647),
    ],
)
def test_the_wait_of_one_who_sees_the_queue(ahead, sd, p50, p80, p90):
    """With so many ahead of three busy counters the wait is Erlang's distribution."""
    pace = 3 / 12

    assert sqrt(ahead + 1) / pace == pytest.approx(sd)
    for share, wait in ((0.5, p50), (0.8, p80), (0.9, p90)):
        assert _erlang_within(ahead + 1, pace, wait) == pytest.approx(share, abs=1e-8)


def _erlang_within(phases, pace, wait):
    term = total = 1.0
    for n in range(1, phases):
        term *= pace * wait / n
        total += term
    return 1 - total * 2.718281828459045 ** (-pace * wait)


@pytest.mark.parametrize(
    ("ahead", "wait"), [(0, 4.0), (2, 11.0696958), (5, 19.94764098), (10, 31.69962168)]
)
def test_the_wait_where_those_ahead_may_leave(ahead, wait):
    """Each place ahead empties at the counters' pace, or by who gives up there."""
    places = [1 / (3 / 12 + n / 45) for n in range(ahead + 1)]

    assert sum(places) == pytest.approx(wait, abs=1e-8)


loads = {
    "counters": st.integers(1, 12),
    "arrivals": st.floats(0.01, 2),
    "minutes": st.floats(1, 30),
}


@settings(deadline=None, max_examples=50)
@given(**loads, patience=st.floats(5, 120), wait=st.floats(0, 30))
def test_who_leaves_and_who_is_called(counters, arrivals, minutes, patience, wait):
    """All shares lie between none and all; at once only those who need not wait."""
    queue = erlang_a(counters, arrivals, 1 / minutes, patience)

    for share in (queue.waits, queue.leaves, queue.within(wait), queue.occupancy):
        assert -1e-9 <= share <= 1 + 1e-9
    assert queue.within(0) == pytest.approx(1 - queue.waits)
    assert queue.within(wait) <= queue.within(wait + 1) + 1e-9


@settings(deadline=None, max_examples=50)
@given(**loads, wait=st.floats(0, 30))
def test_endless_patience(counters, arrivals, minutes, wait):
    """Visitors who hardly ever leave fare as those who never do."""
    if arrivals * minutes > 0.9 * counters:
        return
    patient = erlang_c(counters, arrivals, 1 / minutes)
    nearly = erlang_a(counters, arrivals, 1 / minutes, 1e8)

    assert nearly.waits == pytest.approx(patient.waits, rel=1e-4)
    assert nearly.mean_wait == pytest.approx(patient.mean_wait, rel=1e-3, abs=1e-9)
    assert nearly.within(wait) == pytest.approx(patient.within(wait), abs=1e-4)


@settings(deadline=None, max_examples=50)
@given(**loads, share=st.floats(0.05, 0.99))
def test_quantiles_undo_shares(counters, arrivals, minutes, share):
    """The wait that a share does not exceed is not exceeded by that share."""
    if arrivals * minutes >= 0.99 * counters:
        return
    queue = erlang_c(counters, arrivals, 1 / minutes)
    wait = queue.quantile(share)

    assert queue.within(wait) == pytest.approx(max(share, 1 - queue.waits))
    assert wait == 0 or wait == pytest.approx(
        log(queue.waits / (1 - share)) * queue.mean_wait / queue.waits
    )

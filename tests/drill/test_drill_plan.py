"""Which faults a drill does, told by its seed."""

from __future__ import annotations

from collections import Counter
from random import Random

from tests.drill import plan


def test_each_part_is_killed_as_often_as_told() -> None:
    """And every other fault comes once, none left out."""
    counted = Counter(plan.order(Random(1), 20))

    assert {counted.pop(name) for name in plan.KILLS} == {20}
    assert counted == Counter(plan.faults().keys() - set(plan.KILLS))


def test_a_seed_is_a_drill() -> None:
    """The same one is the same drill again, another one another."""
    assert plan.order(Random(1), 5) == plan.order(Random(1), 5)
    assert plan.order(Random(1), 5) != plan.order(Random(2), 5)


def test_one_fault_may_be_drilled_alone() -> None:
    """A name may stand for many."""
    assert set(plan.order(Random(1), 2, ["clock", "kill-hub"])) == {
        *("clock-forward", "clock-back", "kill-hub"),
    }


def test_the_short_drill_leaves_no_kind_out() -> None:
    """Everything that can be wrong with a house goes wrong in it."""
    assert set(plan.SHORT) <= plan.faults().keys()
    kinds = {name.partition("-")[0] for name in plan.faults()}
    assert kinds - {name.partition("-")[0] for name in plan.SHORT} == {
        *("power", "torn", "restored")
    }

"""How long Hypothesis looks: briefly in `make check`, long by HYPOTHESIS_PROFILE=long.

The brief profile takes the same examples each time, so that a check that was green
stays green; the long one looks elsewhere each time, and says how to see it again.
"""

import os

from hypothesis import HealthCheck, settings

SLOW_MACHINES = [HealthCheck.too_slow]

settings.register_profile(
    "check",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=60,
    stateful_step_count=40,
    suppress_health_check=SLOW_MACHINES,
)
settings.register_profile(
    "long",
    deadline=None,
    database=None,
    max_examples=2_000,
    stateful_step_count=120,
    print_blob=True,
    suppress_health_check=SLOW_MACHINES,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))

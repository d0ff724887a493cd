"""One profile for every property: reproducible, and without timing.

`HYPOTHESIS_PROFILE=thorough` tries 100,000 examples of each instead, other ones every time.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "cchc",
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("cchc"), max_examples=100_000, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "cchc"))

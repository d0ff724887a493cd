"""One profile for every property: reproducible, and without timing."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "cchc",
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("cchc")

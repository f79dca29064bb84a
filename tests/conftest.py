"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# How long an example takes depends on the machine: speed is for `make bench` to tell.
settings.register_profile("layso", deadline=None)
settings.load_profile("layso")

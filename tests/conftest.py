"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

pytest_plugins = ["tests.kinds", "tests.databases", "tests.reached", "pytester"]

# How long an example takes says something about the machine, and nothing about the rule.
settings.register_profile("claimgraph", parent=settings(), deadline=None)
settings.load_profile("claimgraph")

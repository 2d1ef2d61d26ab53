"""Shared facts of the tests: where the samples lie."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest.register_assert_rewrite("tests.intake.papers.goods")
# a timing is no test: a machine that is busy with something else draws slowly
settings.register_profile("orderloom", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("orderloom")
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def factory() -> Path:
    return ROOT / "samples" / "factory"

"""Shared facts of the tests: where the samples lie."""

from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.intake.papers.goods")
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def factory() -> Path:
    return ROOT / "samples" / "factory"

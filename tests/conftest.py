"""Shared facts of the tests: where the samples lie."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def factory() -> Path:
    return ROOT / "samples" / "factory"

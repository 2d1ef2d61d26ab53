"""One child process for all tests in which foreign files are taken apart: starting it takes longer than they do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from intake.collect.apart import Opener


@pytest.fixture(scope="session")
def opener() -> Iterator[Opener]:
    with Opener() as started:
        yield started

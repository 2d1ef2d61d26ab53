"""One child process reads the exports of all tests here: its start costs more than a small export."""

from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from reconcile.load import apart, suggest


@pytest.fixture(scope="session", autouse=True)
def _one_child() -> Iterator[None]:
    with apart.Child() as child, pytest.MonkeyPatch.context() as patch:
        for module in (apart, suggest):
            patch.setattr(module, "Child", lambda: nullcontext(child))
        yield

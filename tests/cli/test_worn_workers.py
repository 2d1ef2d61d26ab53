"""Workers worn out by other documents hand a document on; one that kills its worker is tried once more."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

import pytest
from pebble import ProcessExpired

from intake.collect.message import Attachment
from intake.pipeline import failed
from intake.read import effort
from intake.worker import WORN, Promise
from orders.records import Source


def promise(*ends: object) -> Promise:
    """Return a promise whose tries end so, one after another: an exit code of the worker, or a result."""
    left = list(ends)

    def schedule() -> Any:
        future: Future[object] = Future()
        end = left.pop(0)
        if isinstance(end, int):
            future.set_exception(ProcessExpired("Abnormal termination", code=end))  # type: ignore[no-untyped-call]
        else:
            future.set_result(end)
        return future

    return Promise(schedule)


def test_workers_that_were_worn_out_do_not_fail_the_document() -> None:
    assert promise(WORN, WORN, WORN, "read").result() == "read"
    assert promise(WORN, -11, WORN, "read").result() == "read"


@pytest.mark.parametrize("ends", [(-11, -11, "read"), (effort.OUTWORN, "read"), (-11, WORN, -11, "read")])
def test_a_document_that_ends_its_workers_fails(ends: tuple[object, ...]) -> None:
    with pytest.raises(ProcessExpired):
        promise(*ends).result()


def test_how_a_worker_ended_is_said() -> None:
    source = Source("order.pdf", "0" * 64, "application/pdf")
    ended = ProcessExpired("Abnormal termination", code=-6)  # type: ignore[no-untyped-call]
    record = failed(Attachment("order.pdf", source, b""), ended)
    assert (record.status, record.findings[0].facts["reason"]) == ("failed", "its process ended by SIGABRT")

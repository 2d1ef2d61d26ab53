"""No lie of a reader gets through: an accepted record says what the paper says, whatever was changed on the way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.extract import Hints, extract
from intake.extract.evidence import DECIDING
from intake.read import Document
from orders.records import OrderRecord, Source, plain
from tests.intake.lying_reader import attachments, deciding_words, lies, true_document

FACTORY = Path(__file__).parents[2] / "samples" / "factory" / "inbox"
DIGITAL = ("01", "02", "03", "04", "05", "06", "07", "08", "09", "23", "24")
SCANS = ("10", "11", "12")


def _records(document: Document, name: str, data: bytes, subject: str) -> tuple[OrderRecord, ...]:
    source = Source(name, hashlib.sha256(data).hexdigest(), "application/octet-stream")
    return extract(document, source, Hints(name, subject))


def _deciding(record: OrderRecord) -> dict[str, object]:
    """Every deciding value of the order by JSON pointer, absent ones as None; blanks inside a name are no value."""
    said = {path: value for path, value in _leaves("/order", plain(record.order)) if DECIDING.match(path)}
    return {path: str(v).replace(" ", "") if path.endswith("/name") and v else v for path, v in said.items()}


def _leaves(path: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(f"{path}/{key}", item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(f"{path}/{index}", item)
    else:
        yield path, value


def _lied_about(prefix: str, each: int = 1, most: int = 400) -> tuple[int, list[str]]:
    """Tell all lies about one sample; return how many, and those that were accepted with another value."""
    mail = next(FACTORY.glob(f"{prefix}-*.eml"))
    subject, name, data = next(attachments(mail))
    document = true_document(data, name)
    (honest,) = _records(document, name, data, subject)
    truth, wrong, told = _deciding(honest), [], 0
    told_all = list(lies(document, deciding_words(document, honest), seed=int(prefix), each=each))
    for lie in told_all[:: max(1, len(told_all) // most)]:
        told += 1
        records = _records(lie.document, name, data, subject)
        wrong += [f"{name}: {lie.what}" for r in records if r.status == "accepted" and _deciding(r) != truth]
    return told, wrong


@pytest.mark.parametrize("prefix", DIGITAL)
def test_no_lie_about_a_digital_paper_is_accepted(prefix: str) -> None:
    told, wrong = _lied_about(prefix)
    assert told > 80
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("prefix", SCANS)
def test_no_lie_about_a_scan_is_accepted(prefix: str) -> None:
    told, wrong = _lied_about(prefix, most=150)
    assert told > 80
    assert wrong == []


def test_the_honest_reading_is_the_truth() -> None:
    """The lies are measured against the honest reading, which itself agrees with the truth beside the sample."""
    for prefix in DIGITAL:
        mail = next(FACTORY.glob(f"{prefix}-*.eml"))
        subject, name, data = next(attachments(mail))
        expected = json.loads(mail.with_name(mail.name + ".expected.json").read_text(encoding="utf-8"))
        (record,) = _records(true_document(data, name), name, data, subject)
        said = dict(_leaves("/order", plain(record.order)))
        for path, value in _leaves("/order", expected["records"][0]["order"]):
            assert said.get(path) == value, (prefix, path)

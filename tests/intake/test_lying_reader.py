"""No lie of a reader gets through: an accepted record says what the paper says, whatever was changed on the way."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from bench.degrade import scanned
from bench.layouts import LAYOUTS
from bench.layouts.paper import Pen
from bench.lies import Account, Paper, account
from bench.lying import deciding, deciding_words, leaves, lies, true_document
from intake.extract import Hints, extract
from intake.read import Document
from orders.records import OrderRecord, Source, plain
from tests.intake.mails import attachments

FACTORY = Path(__file__).parents[2] / "samples" / "factory" / "inbox"
DIGITAL = ("01", "02", "03", "04", "05", "06", "07", "08", "09", "23", "24")
SCANS = ("10", "11", "12")
DRAWN = ("zh-half-ruled-taxed", "en-netsuite-zebra", "en-right-labels")
JOINED = ("zh-half-ruled-taxed", "en-netsuite-zebra")
DRAWN_SCAN = "en-right-labels"


def _records(document: Document, name: str, data: bytes, subject: str) -> tuple[OrderRecord, ...]:
    source = Source(name, hashlib.sha256(data).hexdigest(), "application/octet-stream")
    return extract(document, source, Hints(name, subject))


def _lied_about(prefix: str, most: int = 160) -> tuple[int, list[str]]:
    """Tell all lies about one sample; return how many, and those that were accepted with another value."""
    mail = next(FACTORY.glob(f"{prefix}-*.eml"))
    subject, name, data = next(attachments(mail))
    document = true_document(data, name)
    (honest,) = _records(document, name, data, subject)
    truth, wrong, told = deciding(honest), [], 0
    told_all = list(lies(document, deciding_words(document, honest), seed=int(prefix)))
    random.Random(int(prefix)).shuffle(told_all)
    for lie in told_all[:most]:
        told += 1
        records = _records(lie.document, name, data, subject)
        wrong += [f"{name}: {lie.what}" for r in records if r.status == "accepted" and deciding(r) != truth]
    return told, wrong


@pytest.mark.parametrize("prefix", DIGITAL)
def test_no_lie_about_a_digital_paper_is_accepted(prefix: str) -> None:
    told, wrong = _lied_about(prefix)
    assert told > 80
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("prefix", SCANS)
def test_no_lie_about_a_scan_is_accepted(prefix: str) -> None:
    told, wrong = _lied_about(prefix, most=90)
    assert told > 80
    assert wrong == []


def test_the_honest_reading_is_the_truth() -> None:
    """The lies are measured against the honest reading, which itself agrees with the truth beside the sample."""
    for prefix in DIGITAL:
        mail = next(FACTORY.glob(f"{prefix}-*.eml"))
        subject, name, data = next(attachments(mail))
        expected = json.loads(mail.with_name(mail.name + ".expected.json").read_text(encoding="utf-8"))
        (record,) = _records(true_document(data, name), name, data, subject)
        said = dict(leaves("/order", plain(record.order)))
        for path, value in leaves("/order", expected["records"][0]["order"]):
            assert said.get(path) == value, (prefix, path)


def _drawn(layout: str, degradation: str | None = None) -> Paper:
    """Draw a fault-free paper of the reading bench, as a scan if degraded, and read it truly."""
    drawn = next(one for one in LAYOUTS if one.name == layout)
    papers = (drawn.draw(Pen(random.Random(f"lies/{layout}/{number}"))) for number in range(9))
    paper = next(paper for paper in papers if paper.expect == "accept")
    data = scanned(paper.pdf, degradation, 1)[1] if degradation else paper.pdf
    source = Source(f"{layout}.pdf", hashlib.sha256(data).hexdigest(), "application/pdf")
    return Paper(true_document(data, source.file), source, [{"orders": paper.orders}])


@cache
def _told(layout: str) -> Account:
    """Lie about a drawn paper that is accepted when it is read truly."""
    paper = _drawn(layout)
    assert [record.status for record in paper.honest] == ["accepted"]
    return account(paper, seed=1, most=60)


@pytest.mark.parametrize("layout", DRAWN)
def test_no_lie_about_a_drawn_paper_gets_through(layout: str) -> None:
    assert _told(layout).counts["told"] == 60
    assert _told(layout).through == []


@pytest.mark.parametrize("layout", JOINED)
def test_no_two_neighbours_read_as_one_get_through(layout: str) -> None:
    """Two headings read as one name a column we do not know: its amounts would be missing from an accepted order."""
    paper = _drawn(layout)
    assert paper.document.witness is not None
    places = [(p, w) for p, page in enumerate(paper.document.pages) for w in range(len(page.words))]
    told = [lie for lie in lies(paper.document, places, seed=1, rows=False) if lie.what.startswith("join")]
    assert len(told) > 60
    assert [lie.what for lie in told if paper.wrong(paper.records(lie.document, paper.document.witness))] == []


def test_two_readers_that_lie_alike_are_found_out_by_the_page_or_by_masters() -> None:
    """What the page cannot prove needs the second reading or masters; each finds something, else nothing is tested."""
    total: Counter[str] = Counter()
    for layout in DRAWN:
        total += _told(layout).counts
    assert total["page"] > 20
    assert total["second"] > 10
    assert total["masters"] > 5


@pytest.mark.slow
def test_no_lie_about_a_drawn_scan_gets_through() -> None:
    found = account(_drawn(DRAWN_SCAN, "clean 300"), seed=1, most=40)
    assert found.counts["told"] >= 15
    assert found.through == []

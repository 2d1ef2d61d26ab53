"""What persons have said of links: rates with their interval, and a matching that only becomes stricter by it."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from orders.codes import EXCEPTIONS
from orders.exceptions import ExceptionRecord
from orders.judged import UNJUDGED, judge
from orders.precision import Share
from orders.standing import Verdict
from reports.exceptions_words import COLUMNS
from reports.judged_links import judged_json, margin_text
from tests.reconcile.books import Books, clean_books
from tests.reconcile.test_decided import Site, shuffled
from tests.reconcile.test_stable import faulty_books

Decided = tuple[Verdict, ExceptionRecord]


def decided(decision: str, kind: str = "quantity-mismatch", margin: str | None = None, **more: object) -> Decided:
    verdict = Verdict("e", decision, None, "x", "Li", datetime(2026, 3, 4))
    lead = None if margin is None else Decimal(margin)
    record = ExceptionRecord("e", kind, "error", crm_rows="1", erp_rows="2", match_margin=lead)
    for name, value in more.items():
        object.__setattr__(record, name, value)
    return verdict, record


def test_nothing_decided_changes_nothing() -> None:
    assert judge([]) == UNJUDGED
    assert judge([decided("reopen"), decided("snooze"), decided("accept", "stalled")]) == UNJUDGED
    assert judge([decided("accept", "ambiguous-match", match_method="fuzzy")]) == UNJUDGED


def test_suggested_and_automatic_links_are_counted_apart() -> None:
    made = [decided("accept", "suggested-match", match_method="fuzzy")] * 48
    made += [decided("wrong-match", "suggested-match", match_method="attributes")] * 2
    found = judge([*made, decided("accept"), decided("wrong-match", "sku-mismatch")])
    assert (found.suggested, found.auto) == (Share(48, 50), Share(1, 2))
    assert found.margin == 0  # neither a suggestion nor a link by key says how sure fields within an order are
    assert judged_json(found)["suggested"] == {
        "right": 48, "judged": 50, "rate": 0.96, "low": 0.8654, "high": 0.989,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("right", "wrong", "margin", "proved"),
    [
        ([], ["0.3000"], "0.3001", False),
        (["0.9000"] * 5, ["0.3000"], "0.3001", False),
        (["0.1000"] * 900, ["0.3000"], "0.0000", True),
        (["0.2000"] * 5, ["0.3000", "0.1000"], "0.3001", False),
        (["0.4000"] * 700, ["0.3000"], "0.0000", True),
        (["0.4000"] * 700, ["0.3000", *["0.1000"] * 30], "0.1001", True),
        (["0.4000"] * 5, [], "0.0000", False),
    ],
)
def test_the_lead_stands_above_what_was_refused_unless_more_is_proved(
    right: Sequence[str], wrong: Sequence[str], margin: str, proved: bool
) -> None:
    made = [decided("accept", margin=lead) for lead in right] + [decided("wrong-match", margin=lead) for lead in wrong]
    found = judge(made)
    assert (f"{found.margin:.4f}", found.proved) == (margin, proved or (found.margin == 0 and bool(wrong)))
    assert judge(made[::-1]) == found
    assert all(margin_text(found, language) for language in ("zh", "en"))


# ── night by night ───────────────────────────────────────────────────────────────────────────────────────────────


def doubtful_books() -> Books:
    """Two rows under a line number their order does not have, with quantities that differ."""
    books = clean_books()
    for order in (9, 24):
        books.row("erp", order).update(line_id="7", quantity="3")
    return books


def outputs(site: Site) -> list[bytes]:
    return [(site.folder / "out" / "latest" / name).read_bytes() for name in ("exceptions.csv", "matches.csv")]


def bands(site: Site, books: Books) -> dict[int, tuple[str, str]]:
    """Return method and band of the two doubtful lines by order; one that is linked no more has none."""
    text = (site.folder / "out" / "latest" / "matches.csv").read_text(encoding="utf-8-sig")
    found = {row["erp_rows"]: (row["method"], row["band"]) for row in csv.DictReader(text.splitlines())}
    return {order: found.get(books.number("erp", books.row("erp", order)), ("", "")) for order in (9, 24)}


def id_of(site: Site, books: Books, kind: str, order: int) -> str:
    text = (site.folder / "out" / "latest" / "exceptions.csv").read_text(encoding="utf-8-sig")
    number = books.number("erp", books.row("erp", order))
    return next(
        row["exception_id"]
        for row in csv.DictReader(text.splitlines())
        if row["kind"] == kind and number in row["erp_rows"].split(";")
    )


def summary(site: Site) -> dict[str, object]:
    found: dict[str, object] = json.loads((site.folder / "out" / "latest" / "summary.json").read_text("utf-8"))
    return found


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "site", "en")


def test_after_a_refusal_links_like_it_are_suggested_and_no_longer_made(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    books = doubtful_books()
    site.night(books)
    assert bands(site, books) == {9: ("attributes", "auto"), 24: ("attributes", "auto")}
    assert "judged" not in summary(site)
    wrong = id_of(site, books, "quantity-mismatch", 9)
    assert site.run("exceptions", "wrong-match", wrong, "--value", "erp", "--by", "Li") == 1
    site.night(shuffled(books))
    assert bands(site, books) == {9: ("", ""), 24: ("fuzzy", "suggested")}
    told = summary(site)["judged"]
    assert isinstance(told, dict)
    assert told["margin"]["why"] == "above-refused"
    assert Decimal(told["margin"]["used"]) > Decimal(told["margin"]["built_in"])
    page = (site.folder / "out" / "latest" / "report.html").read_text("utf-8")
    assert "automatic links accepted: 0 of 1" in page
    assert "1 条中 0 条" in page
    asked = id_of(site, books, "suggested-match", 24)
    assert site.night(books, "--explain", asked) == 0
    said = capsys.readouterr().out
    assert "Lead over the next best: 0." in said
    assert "links within an order are suggestions below a lead of" in said
    site.run("exceptions", "accept", asked, "--note", "is it", "--by", "Li")
    site.night(books)
    assert bands(site, books)[24][1] == "suggested"  # one acceptance proves nothing


def test_a_refusal_taken_back_is_none(site: Site) -> None:
    books = doubtful_books()
    site.night(books)
    before, wrong = outputs(site), id_of(site, books, "quantity-mismatch", 9)
    site.run("exceptions", "wrong-match", wrong, "--value", "erp", "--by", "Li")
    site.run("exceptions", "reopen", wrong, "--by", "Li")
    assert summary(site).get("judged") is None
    site.night(books)
    assert [text.splitlines()[0] for text in outputs(site)] == [text.splitlines()[0] for text in before]
    assert outputs(site)[1] == before[1]


def test_accepted_suggestions_change_no_link(site: Site) -> None:
    books = faulty_books()
    site.night(books)
    before = outputs(site)[1]
    suggested = site.rows()[EXCEPTIONS["suggested-match"][2]][COLUMNS["exception_id"][1]]
    site.run("exceptions", "accept", suggested, "--note", "is it", "--by", "Li")
    site.night(books)
    assert outputs(site)[1] == before
    judged = summary(site)["judged"]
    assert isinstance(judged, dict)
    assert (judged["suggested"]["right"], judged["suggested"]["judged"]) == (1, 1)

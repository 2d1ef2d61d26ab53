"""A night with an order in several files: one document in the ledger, twice a resend, and review shows its page."""

from __future__ import annotations

import email
import json
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path

import pytest

from intake.corrections import entries
from intake.read import picture
from intake.review.rows import rows
from orders.ledger import Held
from tests.cli.workspaces import FACTORY, ledger_rows, orderloom, records, summary, workspace
from tests.intake.mails import attachments
from tests.intake.papers.goods import goods, order
from tests.intake.papers.kit import Paper, parts, text, totals
from tests.intake.papers.mailed import mail, pages_of, records_of, scanned
from tests.intake.papers.paged import MANY, again

TWO_PAGES = FACTORY / "inbox" / "06-jiangcheng-two-pages.eml"
WHOLE = FACTORY / "inbox" / "01-yunhai-chinese-ruled.eml"


def letter(sample: Path, files: dict[str, bytes], message_id: str) -> bytes:
    """Make the mail of a sample's sender with other files."""
    before = email.message_from_bytes(sample.read_bytes())
    made = EmailMessage()
    for name in ("From", "To", "Date"):
        made[name] = before[name]
    made["Subject"], made["Message-ID"] = "order", message_id
    made.set_content("see attached")
    for name, data in files.items():
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def in_two(sample: Path = TWO_PAGES) -> dict[str, bytes]:
    [(_, _, data)] = attachments(sample)
    return {f"page {n}.pdf": page for n, page in enumerate(pages_of(data), 1)}


def expected(sample: Path) -> dict[str, object]:
    text = sample.with_name(f"{sample.name}.expected.json").read_text(encoding="utf-8")
    found: dict[str, object] = json.loads(text)["records"][0]["order"]
    return found


@pytest.mark.slow
def test_two_files_are_one_order_in_the_ledger_and_the_night_after(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "night", ())
    (folder / "inbox" / "a.eml").write_bytes(letter(TWO_PAGES, in_two(), "<a@x>"))
    assert orderloom(folder, "intake").returncode == 0
    (found,) = records(folder)
    assert [part["file"] for part in found["source"]["parts"]] == ["inbox/a.eml/page 1.pdf", "inbox/a.eml/page 2.pdf"]
    assert found["status"] == "accepted"
    assert agrees(expected(TWO_PAGES), found["order"])
    assert orderloom(folder, "intake").returncode == 0
    assert ledger_rows(folder, "SELECT count(*) FROM documents") == [(1,)]
    (folder / "inbox" / "b.eml").write_bytes(letter(TWO_PAGES, in_two(), "<b@x>"))
    assert orderloom(folder, "intake").returncode == 0
    assert summary(folder)["documents"] == {"accepted": 0, "review": 0, "rejected": 1, "failed": 0}
    told = [item["code"] for item in records(folder)[0]["findings"] if item["severity"] != "info"]
    assert told == ["duplicate-order"]


def agrees(wanted: object, found: object) -> bool:
    """Say whether everything wanted is so; numbers by value."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return all(agrees(value, found[name]) for name, value in wanted.items())
    if isinstance(wanted, list) and isinstance(found, list):
        return len(wanted) == len(found) and all(map(agrees, wanted, found))
    try:
        return wanted == found or Decimal(str(wanted)) == Decimal(str(found))
    except ArithmeticError:
        return False


@pytest.mark.slow
def test_an_order_and_its_scan_in_one_mail_are_one_order(tmp_path: Path) -> None:
    [(_, name, data)] = attachments(WHOLE)
    folder = workspace(tmp_path / "night", ())
    files = {name: data, "scan.jpg": scanned(pages_of(data)[0])}
    (folder / "inbox" / "a.eml").write_bytes(letter(WHOLE, files, "<a@x>"))
    orderloom(folder, "intake")
    first, scan = records(folder)
    assert first["status"] == "accepted"
    assert agrees(expected(WHOLE), first["order"])
    assert scan["status"] in ("rejected", "review")
    assert {"duplicate-order", "order-conflict"} & {item["code"] for item in scan["findings"]}


def test_the_review_sheet_shows_the_page_of_the_file_a_value_is_in(tmp_path: Path) -> None:
    wrong = totals(("Total EUR", "1,960.00"))
    marked = order(text("Page 1 of 2"), items=goods(MANY[:7]), total=parts())
    files = {
        "page 1.pdf": marked.bytes,
        "page 2.pdf": Paper((again(), text("Page 2 of 2"), goods(MANY[7:]), wrong)).bytes,
    }
    (tmp_path / "mail.eml").write_bytes(mail(files))
    (found,) = records_of(files)
    assert found.status == "review"
    with entries([Held(1, 0, found)], [tmp_path], tmp_path) as (entry,):
        (row,) = [row for row in rows(entry, "en") if row.cells["code"] == "total-disagrees"]
        assert (row.cells["file"], row.cells["page"]) == ("mail.eml/page 2.pdf", "1")
        place = found.evidence["/order/totals/payable_total"]
        assert place.page == 2
        assert entry.picture is not None
        assert entry.picture(2, place.bbox) == picture(files["page 2.pdf"], 1, place.bbox)
        assert entry.picture(1, place.bbox) == picture(files["page 1.pdf"], 1, place.bbox)

"""What a paper says is read twice: every deciding value at its place, every character of a digital page."""

from __future__ import annotations

from intake.extract.evidence import DECIDING
from intake.extract.hints import Hints
from intake.extract.proof.beside import beside
from intake.extract.proof.digital import again, complete
from intake.extract.proof.labels import misread
from intake.extract.proof.margin import hidden_items, unheaded
from intake.extract.proof.priced_in import currency_doubted
from intake.extract.proof.scan import confirmed
from intake.extract.proof.talk import talked
from intake.extract.proof.unowned import lost_sums, unused
from intake.extract.table.tables import find_tables
from intake.extract.words.lexicon import Lexicon
from intake.read.document import Document
from orders.codes import finding
from orders.records import Finding, OrderRecord


def prove(record: OrderRecord, document: Document, hints: Hints, words: Lexicon) -> list[Finding]:
    """Return a finding for every value a second reading contradicts or, on scans, nothing confirms."""
    if document.witness is None:
        return [finding("ocr-unconfirmed", "/order/order_id", seen="…")]
    digital = {page.number for page in document.pages if page.method != "ocr" and page.trusted}
    used = "\n".join(item.text for item in record.evidence.values())
    deciding = {path: item for path, item in record.evidence.items() if DECIDING.match(path)}
    decide = "\n".join(item.text for item in deciding.values())
    own = [page for page in document.pages if page.number in digital]
    found = [f for page in own for f in complete(page, used, decide, document.witness)]
    found += beside(record, document.pages, words)
    found += [f for page in document.pages for f in unheaded(page, words)]
    found += [f for page in document.pages for f in lost_sums(record, page, words)]
    found += hidden_items(record, document, words)
    found += [f for page in document.pages if page.method == "mail" for f in talked(record, page, words)]
    sure = {path: item for path, item in deciding.items() if item.cell is not None or item.page in digital}
    found += again(sure, {page.number: page for page in own}, document.witness)
    if len(digital) < len(document.pages):
        unsure = {path: item for path, item in deciding.items() if path not in sure and item.bbox is not None}
        found += confirmed(record, unsure, document, document.witness, hints, words)
        found += unused(record, document, words)
        tables = find_tables(document.pages, words)
        asked = [page for page in document.pages if page.number not in digital]
        found += currency_doubted(record, asked, document.witness, words)
        found += [f for page in asked for f in misread(page, tables, record.evidence, document.witness, words)]
    return found

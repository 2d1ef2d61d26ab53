"""What was typed otherwise than the paper says: the words for it, and paper.csv."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orders.codes import Language
from orders.exceptions import FACT_WORDS
from orders.papers import PaperDifference, Papers
from reports.exceptions_words import said

COLUMNS = (
    *("difference_id", "kind", "severity", "order_key", "order_id", "line_id", "sku", "customer", "field"),
    *("paper_value", "crm_value", "erp_value", "crm_rows", "erp_rows", "odd_system", "owner", "amount_at_stake"),
    *("currency", "file", "page", "explanation"),
)

# (中文, English)
PAPER_WORDS: Mapping[str, tuple[str, str]] = {
    "typed_otherwise": ("与单据不符", "Typed otherwise than the paper says"),
    "papers_compared": ("比对的订单 / 行", "Orders / lines compared"),
    "differences": ("不同", "Differences"),
    "first_shown": ("按金额从大到小，只列前", "most money first, the list shows the first"),
    "pictures_shown": ("附图", "pictures"),
    "paper_value": ("单据", "Paper"),
    "mended": ("人工更正过，图为原样", "corrected by a person; the picture shows the print"),
    "picture": ("单据原文", "On the paper"),
    "file": ("文件", "File"),
    "page": ("页", "Page"),
    "difference_id": ("编号", "Difference"),
    "order_key": ("订单键", "Order key"),
}

DIFFERS = ("{name}：单据写 {paper}，录入的是 {typed}", "{name}: the paper says {paper}, typed was {typed}")
NUMBER = (
    "单据的订单号是 {paper}；{typed} 按客户、物料、数量很可能是这张订单，号码录错了，请确认",
    "the paper's number is {paper}; by customer, item and quantity {typed} is probably this order, mistyped",
)
MISSING = ("单据上有，{systems} 没有", "on the paper, not in {systems}")
MISSING_ORDER = ("整张订单 {systems} 没有", "{systems} has nothing of the whole order")
CANCELLED = ("客户已取消订单，{typed} 仍有效", "the customer has cancelled the order, it lives on: {typed}")
SENTENCES: Mapping[str, tuple[str, str]] = {
    "not-on-paper": ("{systems} 有这一行，单据上没有", "in {systems}, not on the paper"),
    "duplicate": ("录入了不止一次：单据 {paper}，{typed}", "typed more than once: paper {paper}, {typed}"),
    "status-conflict": ("单据仍有效，录入已取消：{typed}", "the paper holds, what was typed is cancelled: {typed}"),
    "ambiguous-match": (
        "几张单据都可能是订单号 {paper}，录入的行分不出是哪一张",
        "several papers may bear number {paper}, and the rows do not say which it is",
    ),
    "unreadable-value": ("单位换算不明：单据 {paper}，{typed}", "units of unknown factor: paper {paper}, {typed}"),
    **dict.fromkeys(("suggested-match", "key-collision", "lossy-cell"), NUMBER),
}


def told(item: PaperDifference) -> tuple[str, str]:
    """Say a difference in one sentence, in 中文 and English."""
    values = (("CRM", item.crm_value, "crm"), ("ERP", item.erp_value, "erp"))
    typed = ", ".join(f"{name} {value}".strip() for name, value, system in values if system in item.odd_system)
    names = FACT_WORDS.get(item.field, (item.field, item.field))
    systems = item.odd_system.upper().replace(";", ", ")
    facts = {"paper": item.paper_value, "typed": typed, "systems": systems}
    chinese, english = (
        sentence.format(name=name, **facts) for sentence, name in zip(_sentence(item), names, strict=True)
    )
    return chinese, english


def _sentence(item: PaperDifference) -> tuple[str, str]:
    if item.kind.startswith("missing-in-"):
        return MISSING if item.path.startswith("/order/lines") else MISSING_ORDER
    if item.kind == "status-conflict" and item.paper_value:
        return CANCELLED
    return SENTENCES.get(item.kind, DIFFERS)


def paper_rows(papers: Papers, language: Language) -> Iterator[list[str]]:
    """Yield paper.csv: its heading and one row a difference."""
    yield list(COLUMNS)
    for item in papers.differences:
        yield [paper_cell(item, name, language) for name in COLUMNS]


def paper_cell(item: PaperDifference, name: str, language: Language) -> str:
    """Return one cell of a difference as text."""
    if name == "explanation":
        return said(told(item), language)
    value = getattr(item, name)
    return "" if value is None else str(value)

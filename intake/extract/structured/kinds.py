"""What a message is: an order, a change, a cancellation, or something that is no order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from intake.extract.structured.codes import Codes
from intake.read.structured import NOTHING, Said, StructuredMessage
from orders.records import DocumentType

ORDERING = ("purchase_order", "order_change")
# where a message says what it is and what it does: code list, segment, element
EDI = {
    "ORDERS": (("1001", "BGM", 1), ("1225", "BGM", 3)),
    "ORDCHG": (("1001", "BGM", 1), ("1225", "BGM", 3)),
    "850": (("92", "BEG", 2), ("353", "BEG", 1)),
    "860": (("92", "BCH", 2), ("353", "BCH", 1)),
}
XML = {
    "Order": (("1001", "OrderTypeCode"),),
    "OrderChange": (("1001", "OrderTypeCode"),),
    "SCRDMCCBDACIOMessageStructure": (
        ("1001", "ExchangedDocument/TypeCode"),
        ("1225", "ExchangedDocument/PurposeCode"),
    ),
}


@dataclass(frozen=True)
class Meant:
    """The kind of a message, whether it is urgent, and the codes nobody knows or that repeat a message."""

    kind: DocumentType
    urgent: bool = False
    doubts: tuple[tuple[str, Said], ...] = ()


def meant(message: StructuredMessage, codes: Codes) -> Meant:
    """Tell what a message is by its own words: its type first, then the codes in it."""
    known = codes.meaning("message", message.kind)
    if known is None:  # a call-off or schedule may be the customer's order
        return Meant("other", doubts=((message.kind, Said(message.kind, message.kind)),))
    kind = known
    urgent, doubts = False, []
    for name, said in _said(message) if kind in ORDERING else ():
        meaning = codes.meaning(name, said.text)
        if meaning in (None, "repeated"):
            doubts.append((f"{name}: {said.text}", said))
        elif meaning == "urgent":
            urgent = True
        elif meaning not in ("original", "purchase_order"):
            kind = str(meaning)
    return Meant(cast(DocumentType, kind), urgent, tuple(doubts))


def _said(message: StructuredMessage) -> list[tuple[str, Said]]:
    if message.root is not None:
        return [(name, message.root.said(path)) for name, path in XML.get(message.kind, ())]
    found = []
    for name, tag, element in EDI.get(message.kind, ()):
        segment = next((one for one in message.segments if one.tag == tag), None)
        found.append((name, segment.said(element) if segment else Said("?", tag) or NOTHING))
    return found

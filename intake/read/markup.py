"""Orders in XML: UBL and the cross industry messages of UN/CEFACT; no entity, no network, no file without an end."""

from __future__ import annotations

import re
from typing import Any

from intake.read.document import Document
from intake.read.refusal import MEBIBYTE, damaged, over_limit
from intake.read.structured import Element, StructuredMessage, Syntax
from orders.codes import finding
from orders.records import Finding

LARGEST_XML = 20 * MEBIBYTE
MOST_TAGS = 600_000  # opening and closing; an order of 2,000 lines has some 120,000
HEAD = 256  # bytes in which the first tag begins
LONGEST_REASON = 200
FAMILIES: tuple[tuple[bytes, Syntax], ...] = (
    (b"urn:oasis:names:specification:ubl:schema:xsd:", "ubl"),
    (b"urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:", "cii"),
    (b"urn:un:unece:uncefact:data:standard:CrossIndustry", "cii"),
    (b"urn:ferd:CrossIndustryDocument:", "cii"),
)
SPACES = (
    "{urn:oasis:names:specification:ubl:",
    "{urn:un:unece:uncefact:",
    "{urn:ferd:",
)  # others' additions are theirs
OPENING = re.compile(rb"^\s*<[?!A-Za-z_]")
ORDER = "SCRDMCCBDACIOMessageStructure"
ENTITIES = (
    "XML 里有 DOCTYPE 或实体声明，订单报文不需要，未读取",
    "its XML has a document type or entities, which no order needs; it is not read",
)


def is_message(data: bytes) -> bool:
    """Tell XML of a family that orders come in; its namespace is on the root, wherever that begins."""
    if OPENING.match(_plain(data[:HEAD])) is None:
        return False
    plain = _plain(data)
    return any(mark in plain for mark, _ in FAMILIES)


def read_markup(data: bytes) -> Document:
    """Read an XML file as one message; hostile or broken XML gives a document with the finding that says why."""
    read = message_of(data)
    return Document(messages=(read,)) if isinstance(read, StructuredMessage) else read


def message_of(data: bytes, number: int = 1) -> StructuredMessage | Document:
    """Return the message that XML is, or the document that says why it is none."""
    from lxml import etree

    if len(data) > LARGEST_XML or data.count(b"<") > MOST_TAGS:
        return over_limit("XML 太大，不可能是一张订单", "its XML is larger than any order")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
        if root.getroottree().docinfo.internalDTD is not None:
            return damaged(*ENTITIES)
    except (etree.XMLSyntaxError, ValueError) as error:
        return damaged(f"XML 无法解析：{error}"[:LONGEST_REASON], f"its XML cannot be parsed: {error}"[:LONGEST_REASON])
    family = next((syntax for mark, syntax in FAMILIES if mark in (etree.QName(root).namespace or "").encode()), None)
    if family is None:
        return damaged("XML 的根元素不属于订单报文", "the root of its XML is of no order message")
    element = _element(root)
    return StructuredMessage(family, element.name, _version(element), number, element, findings=_faults(root, element))


def _plain(data: bytes) -> bytes:
    """Return the bytes as they would be in an encoding with one byte a letter; only to look for ASCII in them."""
    return data.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")


def _element(node: Any) -> Element:
    from lxml import etree

    own = (child for child in node if isinstance(child.tag, str) and child.tag.startswith(SPACES))
    children = tuple(_element(child) for child in own)
    attributes = {etree.QName(name).localname: str(value) for name, value in node.attrib.items()}
    name = etree.QName(node).localname
    return Element(name, " ".join((node.text or "").split()), node.sourceline or 0, attributes, children)


def _version(root: Element) -> str:
    guideline = "ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID"
    return (root.said("UBLVersionID") or root.said("CustomizationID") or root.said(guideline)).text


def _faults(root: Any, element: Element) -> tuple[Finding, ...]:
    """Check an Order-X message against the schema of the level that it names."""
    if element.name != ORDER:
        return ()
    import logging

    from facturx import xml_check_xsd

    logging.getLogger("factur-x").setLevel(logging.CRITICAL)  # it says every fault aloud
    try:
        xml_check_xsd(root, flavor="order-x")
    except Exception as error:  # the library raises bare ones, with the fault in their text
        text = str(error).rpartition("cause of the problem: ")[2][:LONGEST_REASON]
        return (finding("structured-invalid", "/order", seen=re.sub(r"\{[^}]*\}", "", text)),)
    return ()

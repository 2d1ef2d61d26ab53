"""A structured message as its bytes say it: elements of XML, or segments of EDIFACT and X12, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from orders.records import Finding

Syntax = Literal["ubl", "cii", "edifact", "x12"]


LINE_PATHS = ("OrderLine", "SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem")
LINE_TAGS = ("LIN", "PO1", "POC")


@dataclass(frozen=True)
class Said:
    """A text of a message and its place: segment and its number ("QTY 14"), or element and its line ("ID 7")."""

    text: str
    place: str

    def __bool__(self) -> bool:
        return self.text != ""


NOTHING = Said("", "")


@dataclass(frozen=True)
class Element:
    """An element of XML, without its namespace; `text` is what stands before its first child, trimmed."""

    name: str
    text: str
    line: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Element, ...] = ()

    def every(self, path: str) -> Iterator[Element]:
        """Yield the descendants at `path` ("Price/PriceAmount"), in the order of the file."""
        name, _, rest = path.partition("/")
        for child in self.children:
            if child.name == name:
                yield from child.every(rest) if rest else (child,)

    def first(self, path: str) -> Element | None:
        """Return the first descendant at `path`."""
        return next(self.every(path), None)

    def said(self, path: str) -> Said:
        """Return the text at `path` (the first of several), NOTHING if there is none."""
        found = next((one for one in self.every(path) if one.text), None)
        return found.own if found else NOTHING

    def attribute(self, path: str, name: str) -> Said:
        """Return an attribute of the first element at `path`."""
        found = self.first(path)
        value = found.attributes.get(name, "").strip() if found else ""
        return Said(value, f"{found.name}@{name} {found.line}") if found and value else NOTHING

    @property
    def own(self) -> Said:
        return Said(self.text, f"{self.name} {self.line}")


@dataclass(frozen=True)
class Segment:
    """A segment: elements of components, counted from 1; `number` is its place in the message, its first being 1."""

    tag: str
    elements: tuple[tuple[str, ...], ...]
    number: int

    def at(self, element: int, component: int = 1) -> str:
        """Return a component, "" where it is left out."""
        if element > len(self.elements) or component > len(self.elements[element - 1]):
            return ""
        return self.elements[element - 1][component - 1].strip()

    def said(self, element: int, component: int = 1) -> Said:
        """Return a component with its place."""
        return Said(self.at(element, component), f"{self.tag} {self.number}")

    def raw(self) -> str:
        """Return the segment much as it was written, to be shown."""
        return "+".join([self.tag, *(":".join(components) for components in self.elements)])[:80]


@dataclass(frozen=True)
class StructuredMessage:
    """One message of a file; `number` counts from 1.

    `kind` is the root's name (Order), the message type (ORDERS) or the transaction set (850), `version` what the
    message says of its version. XML has a `root`, EDIFACT and X12 have `segments`: UNH or ST first, no trailer.
    `marks` are the decimal signs a number may have. `findings` are about its envelope: counts, references, tests.
    """

    syntax: Syntax
    kind: str
    version: str
    number: int = 1
    root: Element | None = None
    segments: tuple[Segment, ...] = ()
    marks: str = "."
    findings: tuple[Finding, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def line_count(self) -> int:
        """Return how many lines the message has, by the names its standard gives to them."""
        if self.root is not None:
            return sum(1 for path in LINE_PATHS for _ in self.root.every(path))
        return sum(one.tag in LINE_TAGS for one in self.segments)

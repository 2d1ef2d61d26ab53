"""What is read from a message, value by value with its place, before it is an order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from intake.extract.structured.codes import Codes
from intake.read.structured import NOTHING, Said, StructuredMessage
from orders.codes import finding
from orders.records import AllowanceCharge, Attribute, DocumentType, Evidence, Finding

NUMBER = re.compile(r"[+-]?(?:\d{1,18}(?:[.,]\d{0,10})?|[.,]\d{1,10})")
XML_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:Z|[+-]\d\d:\d\d)?")
# 2379: how many digits are the date, of years with four or with two figures; further digits are a time
YEARS_OF_FOUR = frozenset({"102", "203", "204", "205", "303", "304"})
YEARS_OF_TWO = frozenset({"101", "201", "202", "301", "302"})
PERIOD = "718"  # two dates
Day = tuple[date | None, Said]  # and where it stands
LONGEST_TEXT = 2_000
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Part:
    """One delivery of a line: how many of it, and when."""

    quantity: Decimal | None
    day: date | None
    quantity_said: Said = NOTHING
    day_said: Said = NOTHING


@dataclass
class LineDraft:
    """One line of a message: its fields with their places, attributes, and the deliveries it is parted into."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Said] = field(default_factory=dict)
    attributes: list[Attribute] = field(default_factory=list)
    schedule: list[Part] = field(default_factory=list)
    clashes: list[tuple[str, Said]] = field(default_factory=list)

    def put(self, name: str, value: Any, said: Said) -> None:
        """Keep a field and its place; the first value stays, another one is a question."""
        if value is None or value == "":
            return
        if name not in self.values:
            self.values[name] = value
            self.places[name] = said
        elif self.values[name] != value:
            self.clashes.append((name, said))

    def text(self, name: str, said: Said) -> None:
        """Keep a text as it stands."""
        self.put(name, said.text[:LONGEST_TEXT], said)

    def note(self, said: Said) -> None:
        """Add to what is said of the line in words."""
        before = self.values.get("note")
        if said:
            self.values["note"] = f"{before}\n{said.text}"[:LONGEST_TEXT] if before else said.text[:LONGEST_TEXT]
            self.places.setdefault("note", said)

    def attribute(self, name: str, said: Said, unit: str | None = None) -> None:
        """Keep a property of the item that has no field of its own."""
        if name and said:
            self.attributes.append(Attribute(name, said.text[:LONGEST_TEXT], unit or None))
            self.places.setdefault(name, said)


@dataclass
class MessageDraft:
    """The values of one message by JSON pointer, with their evidence and findings.

    `sums` are the totals the message states, by names of their own, for its own arithmetic.
    """

    message: StructuredMessage
    codes: Codes
    kind: DocumentType = "purchase_order"
    values: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    lines: list[LineDraft] = field(default_factory=list)
    charges: list[tuple[AllowanceCharge, Said]] = field(default_factory=list)
    sums: dict[str, tuple[Decimal, Said]] = field(default_factory=dict)

    def seen(self, said: Said) -> Evidence:
        """Say where a text of the message stands."""
        return Evidence(said.text, "structured", sheet=self.message.name, cell=said.place)

    def put(self, path: str, value: Any, said: Said) -> None:
        """Keep a value and its place; another value of the same path is a question."""
        if value is None or value == "":
            return
        if path not in self.values:
            self.values[path] = value
            if said:
                self.evidence[path] = self.seen(said)
        elif self.values[path] != value:
            first = str(self.values[path])
            self.report("field-ambiguous", said, path, name=path.rpartition("/")[2], first=first, second=said.text)

    def text(self, path: str, said: Said) -> None:
        """Keep a text as it stands."""
        self.put(path, said.text[:LONGEST_TEXT], said)

    def report(self, code: str, said: Said, path: str = "/order", **facts: object) -> None:
        """Report something at its place in the message."""
        self.findings.append(replace(finding(code, path, proposed=None, **facts), evidence=self.seen(said)))

    def unread(self, seen: str, said: Said, path: str = "/order") -> None:
        """Report what the message says and nobody here reads, though it may change the order."""
        self.report("structured-unread", said, path, seen=seen[:120])

    def same_currency(self, said: Said) -> None:
        """Report an amount that names another currency than the order does."""
        stated = self.values.get("/order/currency")
        if said and stated and said.text != stated:
            self.report("currency-unknown", said, "/order/currency", seen=f"{stated}, {said.text}")

    def number(self, said: Said, path: str = "/order") -> Decimal | None:
        """Read a number with the message's decimal sign and no others; a text that is none is reported."""
        if not said:
            return None
        found = NUMBER.fullmatch(said.text)
        if found and not set(said.text) & set(".,") - set(self.message.marks):
            return Decimal(said.text.replace(",", "."))
        self.report("structured-invalid", said, path, seen=said.text[:60])
        return None

    def line_number(self, line: LineDraft, name: str, said: Said) -> None:
        """Keep a number of a line."""
        line.put(name, self.number(said, "/order/lines"), said)

    def percent(self, said: Said, path: str = "/order") -> Decimal | None:
        """Read a rate in percent as a fraction."""
        rate = self.number(said, path)
        return None if rate is None else rate / HUNDRED

    def amount(self, name: str, said: Said) -> None:
        """Keep a total: for the message's own arithmetic, and in the order if it has a place there."""
        value = self.number(said, f"/order/totals/{name}")
        if value is None:
            return
        first, _ = self.sums.setdefault(name, (value, said))
        if first != value:
            self.unread(f"{name} {first} / {value}", said, f"/order/totals/{name}")

    def xml_day(self, said: Said, path: str) -> date | None:
        """Read a date of XML Schema; what is none is reported."""
        found = XML_DATE.fullmatch(said.text)
        return self._day(found.groups() if found else None, said, path)

    def day(self, said: Said, layout: str, path: str) -> date | None:
        """Read a date by the code of its layout (UN/EDIFACT 2379); what is none, and a week or month, is reported."""
        text = said.text.replace(":", "").replace("-", "") if layout == PERIOD else said.text
        if layout == PERIOD and len(text) == 16 and text[:8] == text[8:]:
            text, layout = text[:8], "102"
        if layout in YEARS_OF_TWO and text.isascii() and text.isdigit() and len(text) >= 6:
            return self._day(("20" + text[:2], text[2:4], text[4:6]), said, path)
        fits = layout in YEARS_OF_FOUR and text[:8].isascii() and text[:8].isdigit() and len(text) >= 8
        return self._day((text[:4], text[4:6], text[6:8]) if fits else None, said, path)

    def _day(self, parts: tuple[str, ...] | None, said: Said, path: str) -> date | None:
        if not said:
            return None
        try:
            found = date(*(int(part) for part in parts)) if parts else None
        except ValueError:
            found = None
        if found is None or not 1990 <= found.year <= 2099:
            self.report("date-unreadable", said, path, seen=said.text[:40])
            return None
        return found

    def window(self, first: Day, last: Day, path: str) -> Day:
        """Return the day a period of delivery means: its end, if it has no other beginning; else it is a question."""
        (begin, since), (end, said) = first, last
        if begin and not end:  # not before: nobody says by when
            self.unread(f"≥ {begin}", since, path)
            return None, NOTHING
        if begin and end and begin != end:
            self.report("date-ambiguous", said, path, seen=f"{begin}/{end}", first=begin, second=end)
            return None, NOTHING
        return end, said

    def unit(self, line: LineDraft, said: Said) -> None:
        """Keep a unit as the message has it, with its code of Recommendation 20 if it has one."""
        line.text("unit", said)
        if said:
            line.put("unit_code", self.codes.unit(said.text.upper()), said)

    def charge(self, path: str, charge: AllowanceCharge | None, said: Said) -> None:
        """Keep an allowance or charge of the whole order; one without an amount of its own is not read."""
        if charge is None:
            self.unread(path, said)
        elif charge.amount:
            self.charges.append((charge, said))

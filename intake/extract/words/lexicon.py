"""The words on paper, from the label mappings, and how a printed phrase is compared with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from intake.extract.words.edges import compared_with_places, cut_out, cuts_word, ends_word, latin, stands_apart
from orders.customers import CustomerMapping
from orders.mapping import mappings
from orders.spoken import UNIT
from orders.values import label_key, normal

RATE = re.compile(r"[(（]?\s*(\d{1,2}(?:[.,]\d+)?)\s*[%％]\s*[)）]?")
_MONEY = ("unit_price", "line_amount", "tax_amount", "discount", "price_base")
_SEPARATOR = re.compile(r"^[/|()（）\[\]〈〉《》〔〕【】、,，:：;\-—_+*＊•·]")
_THOUSANDS = {"百": "100", "千": "1000", "万": "10000", "K": "1000"}  # 单价(元/千只), 单价(元/K)
_COUNTED = re.compile(r"^(?:/|PER|每|@)(?:([百万]|千(?![克米升瓦帕伏安卡]))|(K)(?:PCS|EA)?(?![A-Z]))")
_MANY = re.compile(r"[百千万].|K(?:PCS?|EA|ST)?$|K[^\x00-\x7f]")  # 千只, KPCS; a kg, a kit and 千克 are one
_BASE = re.compile(r"^(?:/|PER|每|@)?(10{1,4}|10?,000)(?=$|[^\d])")


GROUPS = (
    *("fields", "columns", "totals", "charges", "document_types", "stop", "units", "tax_basis", "currencies"),
    *("organisations", "patterns", "sentences", "persons", "price_bases", "registers", "measures", "changes", "tags"),
    *("mail", "mail_frame", "roles", "title_block", "beside_names", "payments", "joined", "numbering", "accounts"),
)


@dataclass(frozen=True)
class Heading:
    """What a phrase made only of known words says: its name, tax basis, currency and price base if it states them."""

    name: str
    basis: str | None = None
    currency: str | None = None
    base: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Place:
    """A country whose form of address stands on a page, and what that proves."""

    country: str
    signs: Mapping[str, str]
    date_order: str
    foreign: re.Pattern[str] | None = None


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Words by group: compared form → name; the longest word wins. `spoken` are each language's words of amounts.

    `customer` is the mapping whose words come first, `code_words` its headings of codes → what else they name.
    """

    groups: Mapping[str, Mapping[str, str]]
    months: Mapping[str, int]
    places: tuple[tuple[re.Pattern[str], Place], ...]
    spoken: tuple[Mapping[str, str], ...] = ()
    customer: CustomerMapping | None = None
    code_words: Mapping[str, str] = field(default_factory=dict)
    sentences_of_changes: tuple[tuple[str, str], ...] = ()  # as written, with their places, and what they say

    @lru_cache(maxsize=256)  # noqa: B019 - one lexicon lives as long as the process
    def named(self, group: str, *names: str) -> tuple[str, ...]:
        """Return the words of a group that have one of the names, in their compared form."""
        return tuple(word for word, name in self.groups[group].items() if name in names)

    @lru_cache(maxsize=16_384)  # noqa: B019
    def heading(self, group: str, text: str) -> Heading | None:
        """Read a phrase that is nothing but words of one group, as in "数量 Qty" or "Unit Price (USD)/100"."""
        rest, names, extra = compared(text), list[tuple[str, str]](), dict[str, str]()
        while rest:
            if (
                names
                and rest in self.groups["units"]
                and not cut_out(text, rest, rest)
                and not self._own(group, rest, names)
            ):
                extra.setdefault("unit", rest)
                rest = ""
            elif group == "columns" and (counted := _COUNTED.match(rest)):
                extra.setdefault("base", _THOUSANDS[counted[1] or counted[2]])
                rest = rest[counted.end() :]
            elif group == "fields" and cuts_word(text, rest, self._longest(group, rest)):
                return None
            elif (word := self._next(group, text, rest)) and self._says_more(word, rest):
                names.append((word, self.groups[group][word]))
                rest = rest[len(word) :]
            elif group == "fields" and not names and self._longest("currencies", rest):
                return None  # "CNY 税率": the value of a label before it
            elif (found := self._extra(text, rest, extra)) or _SEPARATOR.match(rest):
                rest = rest[found or 1 :]
            elif names and rest.isascii() and rest[0].isalpha() and not text.isascii():
                rest = rest.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")  # the English twin of a Chinese word we know
            else:
                return None
        name = _chosen(names)
        if group == "document_types" and "unit" in extra:
            return None  # "Invoice To" names no tons
        if name == "unit" and "currency" in extra:
            name = "unit_price"  # "Unit £": what a unit costs
        if name is None or ("currency" in extra and group == "columns" and not name.startswith(_MONEY)):
            return None  # the currency above a column of codes belongs to the head of the paper
        return Heading(name, *(extra.get(key) for key in ("basis", "currency", "base", "unit")))

    def _own(self, group: str, rest: str, names: Sequence[tuple[str, str]]) -> bool:
        """Say whether "unit" heads a column of its own behind other words than numbers': "Specification Unit"."""
        counted = names[-1][1].startswith(("quantity", *_MONEY))
        return group == "columns" and not counted and self.groups[group].get(rest) == "unit"

    def _says_more(self, word: str, rest: str) -> bool:
        """Say whether a word is longer than a currency at its place and no shorter than a tax basis (VAT excluded)."""
        return len(word) > len(self._longest("currencies", rest) or "") and len(word) >= len(
            self._longest("tax_basis", rest) or ""
        )

    @lru_cache(maxsize=16_384)  # noqa: B019
    def label(self, text: str) -> tuple[str, int] | None:
        """Read the label a phrase starts with: (name, index behind it).

        Up to a colon every word must be known: "Previous order no.:" and "Delivery date (samples):" are other labels,
        while the number of an article ("三、付款方式：") belongs to none. Without a colon a known word in front of the
        value is enough, with its twin in the other language ("订单号 PO No. 4711").
        """
        text = DATE_FORM.sub(lambda form: " " * len(form[0]), text)
        article = _ARTICLE.match(text)
        start = article.end() if article else 0
        colon = _COLON.search(text, start)
        if colon and (party := self._party(text[start : colon.start()])):
            return party, colon.end()
        if colon is None or any(char.isdigit() for char in text[start : colon.start()]):
            numbered = self.heading("fields", text[start:]) if start else None  # "3. ORDER NO.", a box of a form
            return (numbered.name, len(text)) if numbered else self._open_label(text)
        found = self.heading("fields", text[start : colon.start()])
        return (found.name, colon.end()) if found else None

    def _party(self, text: str) -> str | None:
        """Name the party whose label has its number in brackets: "Supplier (No. 100881)"."""
        bare = _NUMBERED.sub("", text)
        found = self.heading("fields", bare) if bare != text else None
        return found.name if found and found.name.startswith(("buyer_name", "seller_name")) else None

    def _open_label(self, text: str) -> tuple[str, int] | None:
        """Read a label that no colon ends."""
        whole = self.heading("fields", text)
        if whole and whole.currency is None and re.search(r"\w", text):  # "#" is one only before a colon
            return whole.name, len(text)  # in "Currency USD" the value follows
        first = self.prefix("fields", text)
        if first is None or not stands_apart(text, first[1]) or not re.search(r"\w", text[: first[1]]):
            return None
        name, end = first
        if dash := _DASH.match(text, end):
            return name, dash.end()
        start = end + len(text[end:]) - len(text[end:].lstrip(" /"))
        twin = self.prefix("fields", text[start:])
        if twin and twin[0] == name and text[0].isascii() != text[start].isascii():
            end = start + twin[1]
        elif twin and twin[0] == "order_id" and name == "order_id_title" and _STROKE.match(text, end):
            name, end = "order_id", start + twin[1]  # "Zamówienie zakupu / Purchase order no. 4711"
        return name, end

    @lru_cache(maxsize=16_384)  # noqa: B019
    def amount_label(self, text: str) -> tuple[str, Heading] | None:
        """Read a text that is nothing but the label of a total or a charge, a rate in percent apart."""
        said = unrated(text).strip(" @")
        found = ((group, self.heading(group, said)) for group in ("totals", "charges"))
        return next(((group, heading) for group, heading in found if heading), None)

    @lru_cache(maxsize=16_384)  # noqa: B019
    def charge_in(self, text: str) -> Heading | None:
        """Find the one kind of charge or allowance a label of a few words has among words we do not know."""
        parts = re.findall(r"[^\W\d_]+|[^\w\s]", normal(text))
        if not 1 < len(parts) <= 12:
            return None
        names = {self.groups["charges"].get(compared(part)) for part in parts}
        found = names - {None, "prepaid", "rounding"}
        return Heading(found.pop() or "") if len(found) == 1 and names <= {*found, None} else None

    @lru_cache(maxsize=16_384)  # noqa: B019
    def prefix(self, group: str, text: str) -> tuple[str, int] | None:
        """Find a word of the group at the start of `text`: (name, index after it and what belongs to the label)."""
        chars, places = compared_with_places(text)
        word = self._longest(group, chars, text=text, places=places)
        if word is None:
            return None
        end = places[len(word) - 1] + 1
        found = _BLANK.match(text, end)
        return self.groups[group][word], found.end() if found else end

    @lru_cache(maxsize=16_384)  # noqa: B019
    def organisation(self, text: str) -> bool:
        """Say whether a name ends like that of a company, or begins like a body's ("University of Leeds").

        "USA" ends with no word "SA".
        """
        chars, places = compared_with_places(text)
        first = self.named("organisations", "begins")
        if any(
            chars.startswith(word) and len(chars) > len(word) and ends_word(text, places[len(word) - 1])
            for word in first
        ):
            return not any(char.isdigit() for char in text)
        ends = (word for word in self.groups["organisations"] if chars.endswith(word) and len(chars) > len(word))
        return any(not (latin(word[0]) and latin(text[places[-len(word)] - 1])) for word in ends)

    def suffix(self, text: str) -> bool:
        """Say whether a text is nothing but the end of a company's name: "Ltd"."""
        return compared(text) in self.groups["organisations"]

    def person(self, text: str) -> bool:
        """Say whether a text is a person's name: two or three words, the first a given name or an initial."""
        turned = re.fullmatch(r"([^\W\d_]+),\s?([^\W\d_]+)", normal(text))  # Odegaard,Sven
        parts = [turned[2], turned[1]] if turned else normal(text).split(" ")
        if not 2 <= len(parts) <= 3 or self.organisation(text):
            return False
        lettered = all(re.fullmatch(r"[^\W\d_][^\W\d_'’.-]*\.?", part) and part[0].isupper() for part in parts)
        initial = re.fullmatch(r"[^\W\d_]\.", parts[0]) is not None
        return lettered and (initial or compared(parts[0]) in self.groups["persons"])

    def given(self, text: str) -> bool:
        """Say whether a text is nothing but a given name: "Rhonda"."""
        return compared(text) in self.groups["persons"]

    def said(self, text: str) -> frozenset[str] | None:
        """Name what a piece of a sentence speaks of if every word of it is known; None if one is not."""
        names: set[str] = set()
        article = _ARTICLE.match(text)
        rest = text[article.end() if article else 0 :].strip(_AROUND)
        while rest:
            found = self.prefix("sentences", rest)
            if found is None:
                return None
            names.add(found[0])
            rest = rest[found[1] :].strip(_AROUND)
        return frozenset(names)

    def currency(self, text: str) -> str | None:
        """Return the ISO 4217 code a whole phrase names, or None."""
        return self.groups["currencies"].get(compared(text))

    def place(self, text: str) -> Place | None:
        """Return the one country whose form of address stands in the text twice.

        None if another's stands there too, or what papers of the country do not print: another's companies and money.
        """
        found = [(len(pattern.findall(text)), place) for pattern, place in self.places if pattern.search(text)]
        count, place = found[0] if len(found) == 1 else (0, None)
        alien = place is not None and place.foreign is not None and place.foreign.search(text)
        return place if count > 1 and not alien else None

    def _next(self, group: str, text: str, rest: str) -> str | None:
        """Find the longest word at the start of `rest`; "Total EUR" has no "Totale" where it has its blank."""
        if (
            group in ("totals", "charges", "columns")
            and (places := compared_with_places(text)[1])
            and len(places) == len(compared(text))
        ):
            whole = self._longest(group, rest, text, places[len(places) - len(rest) :])
            return whole or self._longest(group, rest)
        return self._longest(group, rest)

    def _longest(
        self, group: str, chars: str, text: str | None = None, places: tuple[int, ...] | None = None
    ) -> str | None:
        words = self.groups[group]
        for length in range(min(len(chars), 40), 0, -1):
            if chars[:length] in words and (text is None or places is None or ends_word(text, places[length - 1])):
                return chars[:length]
        return None

    def _extra(self, text: str, rest: str, extra: dict[str, str]) -> int:
        """Take a tax basis, currency, price base or unit off the front; return how many characters it had."""
        for kind, group in (("basis", "tax_basis"), ("currency", "currencies")):
            if word := self._longest(group, rest):
                extra.setdefault(kind, self.groups[group][word])
                return len(word)
        if found := _BASE.match(rest):
            extra.setdefault("base", found[1].replace(",", ""))
            return found.end()
        word = self._longest("units", rest)
        if word and _MANY.match(word) and self.groups["units"][word] != "measured":
            extra.setdefault("base", _THOUSANDS[word[0]])
        elif word and not cut_out(text, rest, word):
            extra.setdefault("unit", word)
        else:
            return 0
        return len(word)


def field_heading(title: str, words: Lexicon) -> str | None:
    """Name the field that a column's heading names, as programs write it: PO_DATE, 订单日期."""
    found = words.heading("fields", title.replace("_", " "))
    return found.name if found else None


def unrated(text: str) -> str:
    """Blank out the rate of a tax, also where its label has it once more: "IGST18 (18%)"."""
    rate = RATE.search(text)
    bare = RATE.sub(lambda found: " " * len(found[0]), text)
    return (
        re.sub(rf"(?<=[^\W\d_]){re.escape(rate[1])}(?!\S)", lambda found: " " * len(found[0]), bare) if rate else bare
    )


@lru_cache(maxsize=16_384)
def compared(text: str) -> str:
    """Fold a label to its compared form, as `label_key` does."""
    return label_key(text)


@cache
def lexicon(folders: tuple[str, ...] = ()) -> Lexicon:
    """Load all label mappings once a process; a site's `folders` come before the built-in words."""
    from pathlib import Path

    loaded = [mapping.data for mapping in mappings("labels", *map(Path, folders))]
    groups = {name: _words(data.get(name, {}) for data in loaded) for name in GROUPS}
    return Lexicon(
        groups=groups,
        months={word.lower(): number for data in loaded for word, number in data.get("months", {}).items()},
        places=tuple(_place(c, form) for data in loaded for c, form in data.get("places", {}).items()),
        spoken=tuple(_spoken(loaded, groups["currencies"])),
        sentences_of_changes=tuple(
            (word, name)
            for data in loaded
            for name, listed in data.get("changes", {}).items()
            for word in listed
            if "{" in word
        ),
    )


def _words(tables: Iterable[Mapping[str, Any]]) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for table in tables:
        for name, listed in table.items():
            for word in listed:
                words.setdefault(compared(word), name)
    return words


def _spoken(loaded: Sequence[Mapping[str, Any]], currencies: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """Yield the words of amounts of each language that has some; a currency's name or code is one in all of them."""
    for language in dict.fromkeys(data["language"] for data in loaded if data.get("amount_words")):
        own = _words(data.get("amount_words", {}) for data in loaded if data["language"] == language)
        yield {**dict.fromkeys(currencies, UNIT), **own}


def _place(country: str, form: Mapping[str, Any]) -> tuple[re.Pattern[str], Place]:
    foreign = re.compile(form["foreign"]) if "foreign" in form else None
    return re.compile(form["address"]), Place(country, form["sign"], form["date_order"], foreign)


def _chosen(words: list[tuple[str, str]]) -> str | None:
    """Two words of different names ("品名及规格 / 单位") say nothing; a Latin twin of a Chinese word follows it."""
    leading = [name for word, name in words if not word.isascii()] or [name for _, name in words]
    sure = {name.removesuffix("_weak") for name in leading}
    if len(sure) == 1 and len(set(leading)) > 1:
        return sure.pop()  # "Livraison / Delivery date": of twins the surer
    return leading[0] if len(set(leading)) == 1 else None


DATE_FORM = re.compile(r"[(（\[]?\b(dd?|mm?)[-/. ](?:mm?|dd?)[-/. ]yy(?:yy)?\b[)）\]]?", re.IGNORECASE)
_AROUND = " ,，:：-–"
_ARTICLE = re.compile(
    r"\s*(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]?\s*[、.．)）](?!\d)|第[一二三四五六七八九十]{1,3}条)\s*"
)
_NUMBERED = re.compile(r"\s*[(（][^()（）]*\d[^()（）]*[)）]\s*$")
_STROKE = re.compile(r"\s*/\s")
_BLANK = re.compile(r"[\s.．]*")
_DASH = re.compile(r"(?<=\s)[-–]\s+(?=\S)")  # "Order Number - 4711"
_COLON = re.compile(r"\s*[:：]\s*")

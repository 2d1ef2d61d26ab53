"""Separated values in every encoding, HTML mails and pages, text mails with tabs or blanks."""

from __future__ import annotations

import csv
import io

from bench.layouts.office_words import NOTES
from bench.layouts.paper import Paper, Pen
from bench.office.book import Form, form, language, told
from bench.office.html import given, page, rows_of, totals_of
from bench.office.shape import Shape

ENCODINGS = {"zh": ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"), "en": ("utf-8", "utf-8-sig", "utf-16", "cp1252")}


def _lines(one: Form, *, padded: bool) -> list[list[str]]:
    """Return an order as rows of texts; `padded` rows are all as long as the table's, as Excel saves them."""
    rows = [[one.order.buyer], [one.words["title"]]]
    facts = given(one)
    for at in range(0, len(facts), 2):
        rows.append([text for label, value in facts[at : at + 2] for text in (label, value)])
    rows += rows_of(one)
    at = one.kinds.index("amount")
    rows += [[label, *[""] * (at - 1), value] for label, value in totals_of(one)]
    rows.append([one.words.notes(1)[0]])
    return [row + [""] * (one.width - len(row)) for row in rows] if padded else rows


def _csv(pen: Pen, delimiter: str, *, padded: bool) -> Paper:
    one = form(pen, language(pen), serial=False)
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(_lines(one, padded=padded))
    encoding = pen.rng.choice(ENCODINGS[one.words.language])
    return pen.paper(out.getvalue().encode(encoding, "replace"), told(one))


def commas(pen: Pen) -> Paper:
    """Commas, as Excel saves: every row as long."""
    return _csv(pen, ",", padded=True)


def ragged(pen: Pen) -> Paper:
    """Commas, title rows and totals as long as they are."""
    return _csv(pen, ",", padded=False)


def semicolons(pen: Pen) -> Paper:
    """Semicolons."""
    return _csv(pen, ";", padded=pen.rng.random() < 0.5)


def tabs(pen: Pen) -> Paper:
    """Tabs, as Excel saves text: every row as long."""
    return _csv(pen, "\t", padded=True)


def _html(pen: Pen, kind: str) -> Paper:
    one = form(pen, language(pen), serial=False)
    encoding = pen.rng.choice(("utf-8", "gb18030")) if one.words.language == "zh" else "utf-8"
    text = page(one, kind).replace('charset="utf-8"', f'charset="{encoding}"')
    return pen.paper(text.encode(encoding), told(one))


def simple(pen: Pen) -> Paper:
    """A page of a program: head and items in tables."""
    return _html(pen, "form")


def outlook(pen: Pen) -> Paper:
    """As Outlook writes: a table around everything, a paragraph in each cell."""
    return _html(pen, "outlook")


def foxmail(pen: Pen) -> Paper:
    """As Foxmail writes: a div for each line."""
    return _html(pen, "foxmail")


def pasted(pen: Pen) -> Paper:
    """A text mail into which a sheet was pasted: tabs between the cells."""
    one = form(pen, language(pen), serial=False)
    text = "\n".join("\t".join(row).rstrip("\t") for row in _lines(one, padded=False)[:-1])
    return pen.paper(text.encode(), told(one))


def aligned(pen: Pen) -> Paper:
    """A text mail whose table is set with blanks, ideographs as wide as two letters."""
    one = form(pen, language(pen), serial=False)
    mark = "：" if one.words.language == "zh" else ": "
    rows = rows_of(one)
    widths = [max(_wide(row[at]) for row in rows) + 2 for at in range(one.width)]
    lines = [one.words["title"], "", *(f"{label}{mark}{value}" for label, value in given(one)), ""]
    lines += [
        "".join(text + " " * (width - _wide(text)) for text, width in zip(row, widths, strict=True)) for row in rows
    ]
    lines += ["", *(f"{label}{mark}{value}" for label, value in totals_of(one)), ""]
    lines.append(
        pen.rng.choice([text for text in NOTES[one.words.language] if not any(map(str.isdigit, text))] or [""])
    )
    return pen.paper("\n".join(line.rstrip() for line in lines).encode(), told(one))


def _wide(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


SHAPES: tuple[Shape, ...] = (
    Shape("csv-commas", "csv", ".csv", commas),
    Shape("csv-ragged", "csv", ".csv", ragged),
    Shape("csv-semicolons", "csv", ".csv", semicolons),
    Shape("csv-tabs", "csv", ".csv", tabs),
    Shape("html-page", "own", ".html", simple),
    Shape("html-outlook", "own", ".html", outlook),
    Shape("html-foxmail", "own", ".html", foxmail),
    Shape("text-tabs", "own", ".txt", pasted),
    Shape("text-blanks", "own", ".txt", aligned),
)

"""A second, small set: masters with faults that stop a night, and orders that --lenient lets go or holds."""

from __future__ import annotations

from pathlib import Path

from samples.maker import sheets, world
from samples.maker.mails import Mail
from samples.maker.third import masters
from samples.maker.third.papers import OURS, mail, third

# file, the cell it stands in (csv: the line), what kind of fault, which items it shuts out
FAULTS = (
    ("bom.csv", "component_sku", "reference-unknown", "CX-TT200-B", "RM-PT1OO-EL"),
    ("bom.csv", "component_sku", "bom-circular", "CX-WL110-4G;SA-EL-4G", "CX-WL110-4G;SA-EL-4G"),
    ("stock.csv", "on_hand", "cell-unreadable", "DS-LED-420", "forty"),
)


def mails() -> list[Mail]:
    """Return one order for each fault, and one that needs none of the items."""
    said = (
        "an item whose bill names a part that is none",
        "an item that is a part of its own part",
        "an item whose stock is no number",
    )
    orders = [
        third("C004", f"SC26-03-015{at}", [(sku, 20)])
        for at, sku in enumerate(("CX-TT200-B", "CX-WL110-4G", "DS-LED-420"))
    ]
    names = ("01-unknown-part", "02-circular-bill", "03-stock-unreadable")
    codes = (("item-shut-out", "bom-component-unknown"), ("item-shut-out",), ("item-shut-out",))
    rows = zip(names, said, orders, codes, strict=True)
    held = [mail(name, f"Needs {what}.", order, OURS, *found) for name, what, order, found in rows]
    sound = third("C004", "SC26-03-0153", [("CX-PT100-05", 6), ("CX-HT600-R", 6)])
    return [*held, mail("04-needs-none", "Needs nothing of what is faulty: accepted.", sound, OURS)]


def bom_rows() -> list[list[str]]:
    """Return the bills with a mistyped part and a part that contains what it is a part of."""
    header, *rows = masters.bom_rows()
    rows = [_mistyped(row) if row[:1] == ["CX-TT200-B"] and row[4] == "RM-PT100-EL" else row for row in rows]
    return [header, *rows, ["SA-EL-4G", "V1.0", "2026-01-01", "", "CX-WL110-4G", "1", "台", ""]]


def _mistyped(row: list[str]) -> list[str]:
    return [*row[:4], "RM-PT1OO-EL", *row[5:]]


def stock_rows() -> list[list[str]]:
    """Return the stock with a word in a number."""
    return [[*row[:2], "forty", *row[3:]] if row[0] == "DS-LED-420" else row for row in world.stock_rows()]


def write(folder: Path) -> None:
    """Write the faulty masters and what must be said of them."""
    (folder / "master").mkdir(parents=True, exist_ok=True)
    tables = {"bom": bom_rows(), "stock": stock_rows()}
    for name, rows in tables.items():
        sheets.write_csv(folder / "master" / f"{name}.csv", rows)
    found = [
        [file, _lines(tables[file.removesuffix(".csv")], item, word), column, code, item]
        for file, column, code, item, word in FAULTS
    ]
    sheets.write_csv(folder / "faults.expected.csv", [["file", "lines", "column", "code", "shuts_out"], *found])


def _lines(rows: list[list[str]], items: str, words: str) -> str:
    """Return the lines of the faulty rows, of one of the items and with a faulty word: any of a circle may be named."""
    wrong = (at for at, row in enumerate(rows, 1) if row[0] in items.split(";") and {*row[1:]} & {*words.split(";")})
    return ";".join(map(str, wrong))

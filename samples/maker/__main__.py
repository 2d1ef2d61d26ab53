"""`python -m samples.maker [--out DIR] [--truth-only]`: write the sample factory, its truth before its papers."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from samples.maker import (
    catalogue,
    exports,
    mails,
    night_faults,
    night_one,
    night_others,
    night_two,
    rules,
    sheets,
    world,
)
from samples.maker.third import faulty
from samples.maker.third import write as third

SETTINGS = f"""# The sample factory: Chenxin makes industrial sensors.
# "Now" is fixed, so that no run depends on the clock.
as_of: "{world.AS_OF}"
timezone: Asia/Shanghai
language: zh
company:
  names: ["{world.COMPANY}", "{world.COMPANY_EN}", "辰芯传感"]
  tax_ids: ["{world.COMPANY_TAX_ID}"]
  email_domains: ["chenxin-sensing.example"]
sources: [inbox]
exports:
  crm: [exports/crm.xlsx]
  erp: [exports/erp.csv]
  wms: [exports/wms.csv]
"""


def write_masters(folder: Path) -> None:
    """Write the master files: what people edit as workbooks, the rest as csv."""
    folder.mkdir(parents=True, exist_ok=True)
    books = {"items": catalogue.item_rows(), "customers": world.customer_rows(), "prices": world.price_rows()}
    texts = {
        "bom": catalogue.bom_rows(),
        "cross_reference": world.cross_reference_rows(),
        "units": world.UNIT_ROWS,
        "stock": world.stock_rows(),
        "incoming": world.incoming_rows(),
        "suppliers": world.supplier_rows(),
        "calendar": world.calendar_rows(),
    }
    for name, rows in books.items():
        (folder / f"{name}.xlsx").write_bytes(sheets.text_table(rows, name))
    for name, rows in texts.items():
        sheets.write_csv(folder / f"{name}.csv", rows)


def write_truth(folder: Path, letters: list[mails.Mail]) -> None:
    """Write what must come out beside where each mail will lie."""
    folder.mkdir(parents=True, exist_ok=True)
    for mail in letters:
        text = json.dumps(mail.truth(), ensure_ascii=False, indent=1) + "\n"
        (folder / f"{mail.name}.eml.expected.json").write_text(text, encoding="utf-8")


def write_mails(folder: Path, letters: list[mails.Mail]) -> None:
    """Draw the papers and write the mails."""
    for mail in letters:
        (folder / f"{mail.name}.eml").write_bytes(mails.message(mail))


def main() -> None:
    """Write everything, or with --truth-only all that needs no fonts and no drawing."""
    parser = argparse.ArgumentParser(prog="python -m samples.maker")
    parser.add_argument("--out", type=Path, default=Path("samples/factory"))
    parser.add_argument("--truth-only", action="store_true")
    options = parser.parse_args()
    letters = [*night_one.mails(), *night_others.mails(), *night_faults.mails()]
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "orderloom.yaml").write_text(SETTINGS, encoding="utf-8")
    write_truth(options.out / "inbox", letters)
    write_masters(options.out / "master")
    exports.write(options.out / "exports", options.out / "mappings")
    rules.write(options.out / "rules")
    later = {"second_night": night_two.mails(), "third_night": third.mails(), "third_night/faulty": faulty.mails()}
    for name, found in later.items():
        write_truth(options.out.parent / name / "inbox", found)
    third.write(options.out.parent / "third_night")
    if not options.truth_only:
        write_mails(options.out / "inbox", letters)
        for name, found in later.items():
            write_mails(options.out.parent / name / "inbox", found)


if __name__ == "__main__":
    main()

"""The same order sent again, and sent again changed: does `intake` know it?"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.layouts.paper import Order, Paper, Pen
from bench.mails.letter import PLAIN, mail, many, pdf, text

ROOT = Path(__file__).parent.parent.parent
DAYS = ("2026-03-02", "2026-03-03", "2026-03-04")


class _Copy(Pen):
    """A pen that writes an order once more, with the change asked for."""

    def __init__(self, rng: Random, *, changed: bool) -> None:
        super().__init__(rng)
        self.changed = changed

    def order(self, language: str = "zh", **wishes: object) -> Order:
        order = super().order(language, **wishes)
        if not self.changed:
            return order
        first = order.rows[0]
        more = replace(first, quantity=first.quantity + 3, amount=first.amount + 3 * first.price / first.base)
        added = more.amount - first.amount
        return replace(
            order,
            rows=(more, *order.rows[1:]),
            line_total=order.line_total + added,
            payable_total=order.payable_total + added + (order.tax_rate * added).quantize(order.tax_total),
            tax_total=order.tax_total + (order.tax_rate * added).quantize(order.tax_total),
        )


def _drawn(seed: str, *, changed: bool) -> Paper:
    rng = Random(seed)
    return rng.choice(PLAIN).draw(_Copy(rng, changed=changed))


def run(seed: int, count: int = 12) -> Counter[str]:
    """Send each order, then the same file, then changed; count what was known of the second and third."""
    known: Counter[str] = Counter()
    with TemporaryDirectory(prefix="again-") as folder:
        for night, day in enumerate(DAYS):
            inbox = Path(folder) / f"night{night}"
            inbox.mkdir()
            for number in range(count):
                paper = _drawn(f"{seed}/again/{number}", changed=night == 2)
                body = many("mixed", Random(night), text("Order attached.\r\n"), pdf(paper.pdf, "order.pdf"))
                (inbox / f"{number}.eml").write_bytes(mail(Random(f"{night}/{number}"), body))
            out = Path(folder) / f"out{night}"
            command = [sys.executable, str(ROOT / "cli.py"), "intake", str(inbox), "-w", folder, "-o", str(out), "-q"]
            subprocess.run([*command, "--as-of", day], check=False, capture_output=True)
            for line in (out / "orders.jsonl").read_text().splitlines():
                record = json.loads(line)
                codes = {finding["code"] for finding in record["findings"]}
                known["resends"] += night == 1 and record["status"] == "rejected" and "duplicate-order" in codes
                known["revisions"] += night == 2 and bool(codes & {"order-revised", "order-conflict"})
                known["accepted changed"] += night == 2 and record["status"] == "accepted"
    return known

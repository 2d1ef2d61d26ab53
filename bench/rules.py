"""`python -m bench.rules [--rules 200] [--orders 10000]`: how long a site's rules take on a day's orders."""

from __future__ import annotations

import argparse
import random
import time
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from intake.check import Context
from intake.check.credit import credit_of
from orders.masters import Customer, Item, Masters, Stock
from orders.records import Attribute, Order, OrderLine, OrderRecord, Party, Source, Totals
from orders.rules import Rule, Ruleset
from orders.rules.actions import read_actions
from orders.rules.apply import apply_rules
from orders.rules.condition import read_condition
from orders.rules.judge import Standing
from orders.units import unit_words
from orders.workspace import Company

TODAY = date(2026, 3, 4)
NOW = datetime(2026, 3, 4, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
LINES = 5
LEVELS: tuple[Literal["A", "B", "C", "D"], ...] = ("A", "B", "C", "D")
# what a company's rules are like, and between which borders they lie: each holds for a few orders in a hundred
SHAPES = (
    ("订单金额 > {} 且 客户等级 = A → 信用额度二次审核", 300_000, 900_000),
    ("订单金额 > {} 且 客户等级 ≥ B 且 币种 = CNY → 任务 财务部 8 小时", 350_000, 900_000),
    ("标签 含 T+{} 且 客户等级 ≥ A → 加急", 1, 30),
    ("额度占用率 > {} → 打标签 额度紧张", 40, 120),
    ("客户 = C{} → 通知 销售部", 1, 499),
    ("行数 > {} → 打标签 多行", 5, 60),
    ("付款条件 含 月结{}天 → 通知 财务部", 1, 90),
    ("交期 < {} 天 且 自制外购 = make → 任务 计划部", 1, 10),
    ("数量 > {} 且 数量 > 可用库存 → 任务 计划部", 950, 5000),
    ("含非标参数 且 行金额 > {} → 工程评审, 通知 技术总监", 95_000, 900_000),
)


def rules(count: int, seed: int) -> Ruleset:
    """Return so many rules, seven in ten of orders and three in ten of lines, each with a border of its own."""
    chance = random.Random(seed)
    made = []
    for place in range(count):
        shape, least, most = SHAPES[place % len(SHAPES)]
        when, then = shape.format(chance.randint(least, most)).split(" → ")
        made.append(Rule(f"R{place:03}", read_condition(when), read_actions(then), when, then))
    return Ruleset(tuple(made))


def masters(chance: random.Random) -> Masters:
    """Return 500 customers and 2,000 items with stock."""
    customers = (
        Customer(
            f"C{n}",
            f"客户{n}",
            chance.choice(LEVELS),
            credit_limit=Decimal(10**6),
            credit_used=Decimal(n),
            currency="CNY",
        )
        for n in range(500)
    )
    items = (
        Item(f"S{n}", f"物料{n}", "只", "make" if n % 2 else "buy", n % 20, specification="4-20mA") for n in range(2000)
    )
    stock = {f"S{n}": (Stock(f"S{n}", "一库", Decimal(chance.randrange(500))),) for n in range(2000)}
    return Masters({one.sku: one for one in items}, customers={one.customer_id: one for one in customers}, stock=stock)


def order(number: int, chance: random.Random) -> OrderRecord:
    """Return an order of five lines."""
    lines = tuple(
        OrderLine(
            str(place), sku=f"S{chance.randrange(2000)}", quantity=Decimal(chance.randrange(1, 1000)), unit="只",
            line_amount=Decimal(chance.randrange(10**5)), requested_date=TODAY + timedelta(chance.randrange(90)),
            attributes=(Attribute("输出", chance.choice(["4-20mA", "RS485"])),),
        )
        for place in range(LINES)
    )  # fmt: skip
    total = sum((line.line_amount or Decimal(0) for line in lines), Decimal(0))
    body = Order(
        f"PO{number}", currency="CNY", buyer=Party("x", f"C{chance.randrange(500)}"), lines=lines,
        totals=Totals(payable_total=total), payment_terms=f"月结{chance.randrange(90)}天", tags=("T+3",),
    )  # fmt: skip
    return OrderRecord(Source(f"{number}.pdf", f"{number:064}", "application/pdf"), "purchase_order", "accepted", body)


def main() -> None:
    """Measure and print seconds, orders a second, and how many rules held."""
    parser = argparse.ArgumentParser(prog="python -m bench.rules")
    parser.add_argument("--rules", type=int, default=200)
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    standing = Standing(rules(asked.rules, asked.seed), masters(chance), NOW, unit_words())
    known = Context(standing.masters, Company(), standing.today, standing=standing)
    papers = [order(number, chance) for number in range(asked.orders)]
    begun = time.process_time()
    held = sum(len(apply_rules(paper, standing, (), lambda asked: credit_of(asked, known)).firings) for paper in papers)
    seconds = time.process_time() - begun
    print(
        f"{asked.rules} rules, {asked.orders} orders, {asked.orders * LINES} lines: {seconds:.1f} s of processor time"
    )
    print(f"{asked.orders / seconds:.0f} orders a second, {held} times a rule held")


if __name__ == "__main__":
    main()

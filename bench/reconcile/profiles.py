"""Six factories: how they number, what they sell, which faults they have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from bench.reconcile import field_faults, harmless, number_faults, part_faults
from bench.reconcile.dialects import ABROAD, BIG, HANDMADE, MAINLAND, PLAIN, Dialects
from bench.reconcile.factory import Customer, Habits, Item
from bench.reconcile.harmless import Planting

NAMES = (
    "Harwick",
    "Nordlund",
    "Velmar",
    "Oakridge",
    "Tessaro",
    "Brightwater",
    "Kestrel",
    "Almeida",
    "Drayton",
    "Solvik",
)
TRADES = ("Pumps", "Valves", "Process Systems", "Instruments", "Water Works", "Automation", "Marine", "Dairy Machines")
FORMS = ("Ltd", "GmbH", "Inc", "BV")
CITIES = ("杭州", "宁波", "苏州", "无锡", "成都", "重庆", "武汉", "长沙", "青岛", "佛山")
WORDS = ("云海", "恒泰", "金源", "华锐", "明德", "瑞丰", "天成", "宏图")
WORKS = ("自动化设备", "泵业", "仪表", "阀门", "环保科技", "石化机械")
THINGS = ("Pressure transmitter", "Level switch", "Flow sensor", "Gauge", "Valve head", "Cable set")
SACHEN = ("压力变送器", "液位开关", "流量传感器", "压力表", "阀头", "线缆")


@dataclass(frozen=True)
class Profile:
    """A factory; `faults` with how often each is planted relative to the others."""

    name: str
    habits: Callable[[Random], Habits]
    dialects: Dialects
    faults: Sequence[tuple[Planting, float]]
    erp_step: int = 1


def _items(rng: Random, count: int, *, chinese: bool = False, odd_codes: bool = False) -> list[Item]:
    names = SACHEN if chinese else THINGS
    codes = [f"CX-{series}{at:03d}" for at, series in enumerate(rng.choices(("PT", "LS", "FS", "VH"), k=count))]
    if odd_codes:
        codes[::5] = [f"{at + 10:02d}E{at % 9 + 1:02d}" for at in range(len(codes[::5]))]
        codes[1::5] = [f"000{71_000 + at}" for at in range(len(codes[1::5]))]
    prices = [Decimal(rng.randint(900, 90_000)) / 100 for _ in codes]
    return [Item(code, f"{rng.choice(names)} {at}", prices[at]) for at, code in enumerate(codes)]


def _customers(rng: Random, count: int, *, chinese: bool = False) -> list[Customer]:
    every = [f"{name} {trade} {form}" for name in NAMES for trade in TRADES for form in FORMS]
    if chinese:
        every = [f"{city}{word}{work}有限公司" for city in CITIES for word in WORDS for work in WORKS]
    return [Customer(f"C{at:04d}", name) for at, name in enumerate(rng.sample(every, count))]


def sparse(rng: Random, count: int) -> list[str]:
    """Numbers far from each other."""
    return [f"SO-{n:08d}" for n in sorted(rng.sample(range(10_000_000, 99_999_999), count))]


def dense(rng: Random, count: int) -> list[str]:
    """Twelve digits, one after the other: every slip of a digit is near another order."""
    start = rng.randint(10_000, 80_000)
    return [f"2026{start + at:08d}" for at in range(count)]


def yearly(rng: Random, count: int) -> list[str]:
    """A prefix, the year, and one after the other; the old year's numbers are the new year's again."""
    old = count // 3
    return [f"SO-2025-{at + 1:05d}" for at in range(old)] + [f"SO-2026-{at + 1:05d}" for at in range(count - old)]


def daily(rng: Random, count: int) -> list[str]:
    """A day and a number of that day."""
    first, each = date(2026, 2, 1), max(3, count // 200)
    return [f"XSDD-{first + timedelta(days=at // each):%Y%m%d}-{at % each + 1:04d}" for at in range(count)]


def mixed(rng: Random, count: int) -> list[str]:
    """Three ranges in one export: padded with zeros, of eighteen digits, with prefix and year."""
    start = rng.randint(100_000, 800_000)
    made = (
        lambda at: f"{start + at:010d}",
        lambda at: f"2026{rng.randint(10**9, 10**10 - 1)}{at + 1000:04d}",
        lambda at: f"SO-2026-{at + 1:06d}",
    )
    return [rng.choice(made)(at) for at in range(count)]


def _plan(*groups: tuple[Sequence[Planting], float]) -> list[tuple[Planting, float]]:
    return [(fault, weight) for faults, weight in groups for fault in faults]


BASE = ((field_faults.FAULTS, 1.0), (harmless.COMMON, 1.0))
UNDONE = ((part_faults.RETURNS, 1.0), (harmless.UNDONE, 1.0))
PROFILES = (
    Profile(
        "easy",
        lambda rng: Habits(sparse, _items(rng, 120), _customers(rng, 120)),
        PLAIN,
        _plan(*BASE, *UNDONE, (number_faults.FAULTS, 1.0)),
    ),
    Profile(
        "dense",
        lambda rng: Habits(dense, _items(rng, 120), _customers(rng, 80), twins=0.08),
        BIG,
        _plan((number_faults.TWINS, 0.5), *BASE, (number_faults.FAULTS, 2.0), ([number_faults.powers_of_ten], 1.0)),
        erp_step=10,
    ),
    Profile(
        "repeats",
        lambda rng: Habits(yearly, _items(rng, 40), _customers(rng, 250), standing=0.75, twins=0.08),
        ABROAD,
        _plan((number_faults.TWINS, 1.0), (number_faults.REPEATS, 2.0), *BASE, (number_faults.FAULTS, 1.5)),
    ),
    Profile(
        "splits",
        lambda rng: Habits(yearly, _items(rng, 120), _customers(rng, 80), split=0.35, merged=0.15),
        PLAIN,
        _plan(*BASE, *UNDONE, (number_faults.FAULTS, 0.5), (part_faults.FAULTS, 2.0), (harmless.PARTS, 1.0)),
    ),
    Profile(
        "lossy",
        lambda rng: Habits(mixed, _items(rng, 120, odd_codes=True), _customers(rng, 80)),
        HANDMADE,
        _plan(
            *BASE,
            (number_faults.FAULTS, 1.0),
            (number_faults.EXCEL, 2.0),
            (harmless.SPELLINGS, 4.0),
        ),
    ),
    Profile(
        "chinese",
        lambda rng: Habits(
            daily, _items(rng, 120, chinese=True), _customers(rng, 120, chinese=True), split=0.1, merged=0.03
        ),
        MAINLAND,
        _plan(*BASE, *UNDONE, (number_faults.FAULTS, 1.0), (part_faults.FAULTS, 0.5), (harmless.SPELLINGS, 1.0)),
    ),
)

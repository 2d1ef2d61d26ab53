"""EDIFACT and X12 orders, written after the standards; their control counts are put in by code of the tests."""

from __future__ import annotations

from collections.abc import Sequence

from orders.records import OrderRecord, Source

HEAD = """BGM+220+4500017432+9'
DTM+137:20260108:102'
DTM+2:20260120:102'
FTX+AAI+++Please confirm.'
NAD+BY+4012345000009::9++Nordwind Automation GmbH+Hafenstr. 1+Hamburg++20457+DE'
RFF+VA:DE123456789'
CTA+PD+:Anna Weber'
COM+anna@nordwind.example:EM'
NAD+SU+4098765000003::9++Chenxin Sensing Co., Ltd.'
NAD+DP+++Nordwind Werk 2+Kai 7+Hamburg++20457+DE'
CUX+2:EUR:9'
TOD+3++DAP'
"""
FIRST = """LIN+1++4000862141404:EN'
PIA+5+A-100:BP+SN-24G:SA'
IMD+F++:::Pressure transmitter'
QTY+21:100:PCE'
DTM+2:20260121:102'
MOA+203:1250.00'
PRI+AAA:12.50:::1:PCE'
"""
SECOND = """LIN+2'
PIA+5+A-200:BP'
QTY+21:250:MTR'
MOA+203:200.00'
PRI+AAA:80.00:::100:MTR'
"""
TAIL = """UNS+S'
MOA+79:1450.00'
MOA+86:1450.00'
CNT+2:2'
CNT+1:350'
"""
ORDERS = HEAD + FIRST + SECOND + TAIL


def message(
    body: str = ORDERS, kind: str = "ORDERS:D:96A:UN:EAN008", number: str = "1", count: int | None = None
) -> str:
    """Put a message into UNH and UNT."""
    own = body.count("'\n") + 2 if count is None else count
    return f"UNH+{number}+{kind}'\n{body}UNT+{own}+{number}'\n"


def interchange(
    *messages: str, una: str = "", letters: str = "UNOC:3", test: str = "", count: int | None = None
) -> str:
    """Put messages into UNB and UNZ."""
    own = len(messages) if count is None else count
    head = f"{una}UNB+{letters}+4012345000009:14+4098765000003:14+260108:1200+77++++++{test}'\n"
    return f"{head}{''.join(messages)}UNZ+{own}+77'\n"


LINES_850 = """PO1*1*100*EA*12.5*PE*BP*A-100*VP*SN-24G~
PID*F****Pressure transmitter~
PO1*2*250*MR*80*HP*BP*A-200~
"""
HEAD_850 = """BEG*00*NE*4500017432**20260108~
CUR*BY*USD~
REF*DP*17~
PER*BD*Ann Weaver*EM*ann@northwind.example~
FOB*DF***01*DAP~
ITD*01*3*****30*****30 days net~
DTM*002*20260120~
N1*BY*Northwind Automation Inc.*92*7711~
N1*ST*Northwind Plant 2*92*7712~
N3*7 Quay Street~
N4*Dayton*OH*45402*US~
"""
TAIL_850 = """CTT*2*350~
AMT*TT*1450~
"""
SET_850 = HEAD_850 + LINES_850 + TAIL_850


def transaction(body: str = SET_850, kind: str = "850", number: str = "0001", count: int | None = None) -> str:
    """Put a transaction set into ST and SE."""
    own = body.count("~\n") + 2 if count is None else count
    return f"ST*{kind}*{number}~\n{body}SE*{own}*{number}~\n"


def x12(
    *sets: str, usage: str = "P", sets_said: int | None = None, groups_said: int = 1, number: str = "000000001"
) -> str:
    """Put transaction sets into one group and its interchange."""
    sender, receiver = f"{'SENDER':15}", f"{'RECEIVER':15}"
    isa = f"ISA*00*{'':10}*00*{'':10}*ZZ*{sender}*ZZ*{receiver}*260108*1200*U*00401*000000001*0*{usage}*>~\n"
    said = len(sets) if sets_said is None else sets_said
    group = f"GS*PO*SENDER*RECEIVER*20260108*1200*1*X*004010~\n{''.join(sets)}GE*{said}*1~\n"
    return f"{isa}{group}IEA*{groups_said}*{number}~\n"


def records(data: str | bytes) -> tuple[OrderRecord, ...]:
    """Read a file as `extract` does."""
    from intake.extract import extract
    from intake.read import read

    raw = data.encode("latin-1") if isinstance(data, str) else data
    return extract(read(raw, "order"), Source("order", "0" * 64, "application/octet-stream"))


def codes(found: OrderRecord) -> list[str]:
    """Name what holds a record."""
    return [item.code for item in found.findings if item.severity == "error"]


def read_one(data: str | bytes) -> OrderRecord:
    """Read a file that is one message."""
    (found,) = records(data)
    return found


def quantities(found: OrderRecord) -> Sequence[tuple[str | None, str | None, str]]:
    """Return line, schedule and quantity of each line."""
    assert found.order is not None
    return [(line.line_id, line.schedule_id, str(line.quantity)) for line in found.order.lines]

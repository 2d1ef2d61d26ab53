"""What the files of a mail are there for: told by what they say and are, not by their names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from intake.collect import Attachment, Message
from intake.pipeline import process
from intake.read.registry import media_type
from orders.records import Drawing, OrderRecord, Source
from tests.intake.papers.kit import Paper, table, text, title
from tests.letter import drawn
from tests.letter.letters import chinese, codes, english, night

CAD = {
    "application/dwg": drawn.dwg,
    "application/dxf": drawn.dxf,
    "model/step": drawn.step,
    "model/iges": drawn.iges,
    "model/stl": drawn.stl,
    "application/sldworks": drawn.sldprt,
}
AGREEMENT = Paper((title("Quality Agreement"), text("between Harbor and Sunrise.", "1. Scope", "2. Inspection")))
PRICE_ROWS = (("WL-1", "支架", "18.50"), ("WL-2", "垫圈", "0.84"), ("WL-3", "管", "3.00"))
PRICES = Paper((title("价格表"), table(("物料编码", "名称", "单价"), PRICE_ROWS)))


@pytest.mark.parametrize(("kind", "made"), CAD.items())
def test_a_cad_file_is_a_drawing_whatever_it_is_called(kind: str, made: Callable[[], bytes]) -> None:
    assert media_type(made()) == kind
    found = night("see attached", {"po.pdf": english(), "purchase order": made()})
    assert found["po.pdf"].status == "accepted"
    record = found["purchase order"]
    assert (record.role, record.status, codes(record)) == ("drawing", "rejected", ["not-an-order"])
    (mine,) = found["po.pdf"].drawings
    assert (mine.file, mine.sha256) == ("mail.eml/purchase order", record.source.sha256)


@pytest.mark.parametrize(
    ("block", "parts", "number"),
    [(drawn.ENGLISH, (), "B-2002"), (drawn.CHINESE, (), "WL-10035"), (drawn.ENGLISH, drawn.PARTS, "B-2002")],
)
def test_a_sheet_with_a_title_block_is_a_drawing(
    block: drawn.Block, parts: tuple[tuple[str, ...]], number: str
) -> None:
    found = night("see attached", {"po.pdf": english(), "scan0001.pdf": drawn.sheet(block, parts)})
    record = found["scan0001.pdf"]
    assert (record.role, record.status, codes(record)) == ("drawing", "rejected", ["not-an-order"])
    assert found["po.pdf"].status == "accepted"
    assert found["po.pdf"].drawings == (Drawing("mail.eml/scan0001.pdf", record.source.sha256, number),)


def test_an_order_is_an_order_whatever_it_is_called() -> None:
    record = night("see attached", {"drawing B-2002.pdf": english()})["drawing B-2002.pdf"]
    assert (record.role, record.status, record.drawings) == ("order", "accepted", ())


def test_a_name_alone_makes_no_drawing() -> None:
    found = night(
        "see attached", {"po.pdf": english(), "B-2002.dwg": bytes(range(256)) * 9, "C-3003.sldprt": b"\1\2\3" * 99}
    )
    for name in ("B-2002.dwg", "C-3003.sldprt"):
        assert (found[name].role, found[name].status) == (None, "review")
    assert found["po.pdf"].drawings == ()


@pytest.mark.parametrize(("paper", "role"), [(AGREEMENT, "quality_agreement"), (PRICES, "price_list")])
def test_an_agreement_or_price_list_beside_an_order_holds_nothing(paper: Paper, role: str) -> None:
    found = night("see attached", {"po.pdf": english(), "a.pdf": paper.bytes})
    assert (found["a.pdf"].role, found["a.pdf"].status) == (role, "rejected")
    assert found["po.pdf"].status == "accepted"


def test_a_drawing_without_an_order_stays_with_a_person() -> None:
    record = night("see attached", {"B-2002.dwg": drawn.dwg()})["B-2002.dwg"]
    assert (record.role, record.status, codes(record)) == ("drawing", "review", ["document-unsupported"])
    alone = Attachment("b.step", Source("b.step", "0" * 64, "model/step"), drawn.step())
    (record,) = process(alone, Message("b.step", "0" * 64))
    assert (record.role, record.status) == ("drawing", "review")


def test_a_drawing_goes_to_the_order_that_it_is_for() -> None:
    files = {"a.pdf": english(), "b.pdf": chinese(), "B-2002 rev C.step": drawn.step(), "overview.dwg": drawn.dwg()}
    found = night("see attached", files)

    def drawings(record: OrderRecord) -> list[str]:
        return [one.file.removeprefix("mail.eml/") for one in record.drawings]

    assert drawings(found["a.pdf"]) == ["B-2002 rev C.step", "overview.dwg"]
    assert drawings(found["b.pdf"]) == ["overview.dwg"]


def test_a_bare_order_beside_a_drawing_is_whole() -> None:
    from tests.intake.papers.goods import bare

    found = night("see attached", {"po.pdf": bare().bytes, "x.pdf": drawn.sheet()})
    assert (found["po.pdf"].status, found["x.pdf"].status) == ("accepted", "rejected")

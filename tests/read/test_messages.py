"""Structured messages of hostile and of broken making: a value or a named state, never a crash."""

from __future__ import annotations

import io
import string
import zlib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.extract import extract
from intake.read import read
from intake.read.registry import media_type
from orders.codes import message
from orders.findings import FINDINGS
from orders.records import OrderRecord, Source
from tests.intake.messages.edi import HEAD, HEAD_850, interchange, transaction, x12
from tests.intake.messages.edi import message as edifact_message
from tests.intake.messages.xml import order_x, ubl
from tests.intake.papers.goods import order

WHOLE = {
    "edifact": interchange(edifact_message()).encode(),
    "x12": x12(transaction()).encode(),
    "ubl": ubl().encode(),
    "order-x": order_x().encode(),
}
FUZZ = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
SIGNS = st.sampled_from(
    ["'", "+", ":", "?", "~", "*", ">", "<", "&", '"', "\n", "\0", "-", ",", ".", "1e9", "\U000f0001", "9" * 40]
)
NOISE = SIGNS | st.text(string.printable, max_size=8) | st.text(max_size=4)


def extracted(data: bytes) -> tuple[OrderRecord, ...]:
    return extract(read(data, "order"), Source("order", "0" * 64, media_type(data)))


def assert_named(found: tuple[OrderRecord, ...]) -> None:
    """Every record ends in a state, with sentences for all that was found."""
    assert found
    for one in found:
        assert one.status in ("accepted", "review", "rejected")
        assert all(item.code in FINDINGS and message(item, "zh") for item in one.findings)


@pytest.mark.parametrize("kind", WHOLE)
@FUZZ
@given(edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), NOISE), min_size=1, max_size=5))
def test_a_message_with_noise_in_it_ends_in_a_named_state(kind: str, edits: list[tuple[float, int, str]]) -> None:
    data = WHOLE[kind]
    for place, length, noise in edits:
        at = int(place * len(data))
        data = data[:at] + noise.encode("utf-8", "ignore") + data[at + length :]
    assert_named(extracted(data))


@pytest.mark.parametrize("kind", WHOLE)
@FUZZ
@given(place=st.floats(0, 1))
def test_a_message_that_is_cut_off_is_never_accepted(kind: str, place: float) -> None:
    data = WHOLE[kind].rstrip()
    end = int(place * (len(data) - 1))
    if data[:end].strip():
        found = extracted(data[:end])
        assert_named(found)
        assert all(one.status != "accepted" for one in found)


@pytest.mark.parametrize("kind", ["edifact", "x12"])
@FUZZ
@given(data=st.data())
def test_no_segment_can_be_lost_or_doubled_unseen(kind: str, data: st.DataObject) -> None:
    """The counts see every segment that a line has lost on its way, or got twice."""
    end = "'\n" if kind == "edifact" else "~\n"
    parts = WHOLE[kind].decode().split(end)[:-1]
    at = data.draw(st.integers(3, len(parts) - 3))
    changed = data.draw(st.sampled_from([parts[:at] + parts[at + 1 :], parts[: at + 1] + parts[at:]]))
    (found,) = extracted((end.join(changed) + end).encode())
    assert found.status == "review"


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (b"UNB+UNOC:3" + b"+?" * 100_000, "document-damaged"),
        (b"UNA:+.? 'UNB+UNOC:3" + b"'" * 500_000, "document-over-limit"),
        (b"UNA++++++UNB+UNOC:3+A+B'", "document-damaged"),
        (b"UNB+UNOC:3+" + b"A" * 11_000_000, "document-over-limit"),
        (WHOLE["x12"][:106] + b"A" * 11_000_000, "document-over-limit"),
        (WHOLE["x12"].replace(b"GS", b"GX", 1), "document-damaged"),
        (WHOLE["edifact"] + b"more", "document-damaged"),
        (WHOLE["edifact"].replace(b"UNH", b"UNK"), "document-damaged"),
    ],
)
def test_a_hostile_interchange_ends_in_its_named_state(data: bytes, state: str) -> None:
    (found,) = extracted(data)
    assert [item.code for item in found.findings] == [state]


@pytest.mark.parametrize(("kind", "line"), [("edifact", "LIN"), ("x12", "PO1")])
def test_a_message_without_lines_is_held(kind: str, line: str) -> None:
    (found,) = extracted(WHOLE[kind].replace(line.encode(), b"FTX" if kind == "edifact" else b"REF"))
    assert found.status == "review"
    assert "lines-missing" in [item.code for item in found.findings]


def test_two_interchanges_of_one_file_are_read_both() -> None:
    for kind in ("edifact", "x12"):
        assert [one.status for one in extracted(WHOLE[kind] * 2)] == ["accepted", "accepted"]


def bomb(mebibytes: int) -> bytes:
    """Pack so many mebibytes of blanks into about a thousandth of them."""
    packing = zlib.compressobj(9)
    return b"".join([*(packing.compress(b" " * (1 << 20)) for _ in range(mebibytes)), packing.flush()])


@pytest.mark.parametrize(("data", "filters"), [(bomb(60), 1), (bomb(280), 1), (zlib.compress(bomb(280)), 2)])
def test_a_bomb_inside_a_pdf_is_not_unpacked_into_an_order(data: bytes, filters: int) -> None:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, NameObject, StreamObject

    writer, buffer = PdfWriter(clone_from=PdfReader(io.BytesIO(order().bytes))), io.BytesIO()
    made: Any = writer.add_attachment("order-x.xml", b"x")
    stream = StreamObject()
    stream._data = data
    stream[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode")] * filters)
    made.pdf_object["/EF"][NameObject("/F")] = writer._add_object(stream)
    writer.write(buffer)
    (found,) = extracted(buffer.getvalue())
    assert (found.status, [item.code for item in found.findings]) == ("review", ["document-over-limit"])


@pytest.mark.parametrize(
    "data",
    [
        ubl(lines="<cac:OrderLine/>" * 10_001).encode(),
        interchange(edifact_message(HEAD + "".join(f"LIN+{n}'\n" for n in range(10_001)))).encode(),
        x12(transaction(HEAD_850 + "PO1~\n" * 10_001)).encode(),
    ],
    ids=["ubl", "edifact", "x12"],
)
def test_a_message_of_too_many_lines_is_not_read(data: bytes) -> None:
    (found,) = extracted(data)
    assert (found.status, [item.code for item in found.findings]) == ("review", ["document-over-limit"])


def test_media_types_are_told_by_content() -> None:
    kinds = ["application/edifact", "application/edi-x12", "application/xml", "application/xml"]
    assert [media_type(data) for data in WHOLE.values()] == kinds

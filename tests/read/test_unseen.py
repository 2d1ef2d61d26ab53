"""Text that stands in a file and is not seen on its page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from intake.read import read

SEEN = b"BT /F1 10 Tf 40 200 Td (100 pcs) Tj ET\n"
OTHER = b"BT /F1 10 Tf 40 150 Td (999) Tj ET\n"
LAYER = b"<< /Type /OCG /Name (draft) >>"


def raw(content: bytes, resources: bytes = b"", catalog: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """Write a PDF of one page from its operators; `more` are objects from number 6."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> %s >> >>" % resources,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *more,
    ]
    out, offsets = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out + tail % (size, table, size, len(out))


def on_layer(state: bytes) -> bytes:
    layers = b"/OCProperties << /OCGs [6 0 R] /D << %s >> >>" % state
    return raw(SEEN + b"/OC /M BDC %sEMC" % OTHER, b"/Properties << /M 6 0 R >>", layers, [LAYER])


NOT_SEEN = {
    "no ink": raw(SEEN + b"q 3 Tr " + OTHER + b"Q"),
    "ink that only clips": raw(SEEN + b"q 7 Tr " + OTHER + b"Q"),
    "clear ink": raw(SEEN + b"/G gs " + OTHER, b"/ExtGState << /G << /ca 0 >> >>"),
    "clipped away": raw(SEEN + b"q 0 0 30 30 re W n " + OTHER + b"Q"),
    "outside the page": raw(SEEN + b"BT /F1 10 Tf 440 150 Td (999) Tj ET"),
    "too small": raw(SEEN + b"BT /F1 0.2 Tf 40 150 Td (999) Tj ET"),
}


@pytest.mark.parametrize("data", NOT_SEEN.values(), ids=NOT_SEEN)
def test_what_nobody_sees_is_in_neither_reading(data: bytes) -> None:
    document = read(data, "a.pdf")
    assert [word.text for word in document.pages[0].words] == ["100", "pcs"]
    assert document.witness is not None
    assert (document.witness.whole(1) or "").split() == ["100", "pcs"]
    assert document.findings == ()


def test_a_layer_that_is_not_shown_is_asked_about() -> None:
    assert [item.code for item in read(on_layer(b"/OFF [6 0 R]"), "a.pdf").findings] == ["text-layer-untrusted"]
    assert [item.code for item in read(on_layer(b"/BaseState /OFF"), "a.pdf").findings] == ["text-layer-untrusted"]
    shown = read(on_layer(b"/ON [6 0 R]"), "a.pdf")
    assert shown.findings == ()
    assert [word.text for word in shown.pages[0].words] == ["100", "pcs", "999"]


def test_what_is_shown_counts_and_not_what_the_file_says_it_reads() -> None:
    page = read(raw(b"/Span << /ActualText (900 pcs) >> BDC %sEMC" % SEEN), "a.pdf").pages[0]
    assert [word.text for word in page.words] == ["100", "pcs"]
    assert not page.trusted


def test_a_ligature_may_say_what_it_reads() -> None:
    page = read(raw(b"/Span << /ActualText (pcs) >> BDC %sEMC" % SEEN.replace(b"100 pcs", b"pcs")), "a.pdf").pages[0]
    assert [word.text for word in page.words] == ["pcs"]
    assert page.trusted

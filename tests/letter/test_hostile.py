"""Whatever stands in a mail's text: it is read in short time and ends in findings, never in a crash."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.collect import Message
from intake.extract.words.lexicon import lexicon
from intake.letter.judge import letter
from intake.letter.links import linked, with_links
from intake.letter.quoted import MOST_CHARACTERS
from tests.letter.letters import codes, english, night

WORDS = ("改为", "cancel", "500pcs", "3月", "2026-13-41", "密码", "is", "https://", "12/13", "1,000.00", "１０")
SIGNS = (
    "On",
    "wrote:",
    ">",
    "--",
    "𠮷",
    "(",
    "a@b.c",
    "请确认",
    "From: a",
    "Sent: b",
    "To: c",
    "Subject: d",
    "\n",
    "\n\n",
    " ",
)
PIECES = st.sampled_from([*WORDS, *SIGNS, "Subject: d", "\n", "\n\n", " ", "\x00", "\u202e"])


@settings(max_examples=30, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))
def test_any_text_is_a_letter(body: str, subject: str) -> None:
    letter(subject, body, lexicon())
    with_links(Message("m.eml", "0" * 64, message_id="<1>", subject=subject, body=body))
    linked(body, f'<a href="{subject}">{body}</a><a href=https://we.tl/{subject}>x')


@pytest.mark.parametrize("piece", ["a", "1 ", "密码", "http://a.b/c ", "改为500只\n"])
def test_a_long_text_takes_no_long_time(piece: str) -> None:
    body = piece * (100_000 // len(piece))
    begun = time.process_time()
    letter("Order", body, lexicon())
    with_links(Message("m.eml", "0" * 64, message_id="<1>", subject="Order", body=body))
    assert time.process_time() - begun < 10


def test_a_letter_longer_than_what_is_read_is_held() -> None:
    record = night("thank you for everything. " * (MOST_CHARACTERS // 20), {"po.pdf": english()})["po.pdf"]
    assert codes(record) == ["order-changed-in-mail"]

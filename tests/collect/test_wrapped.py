"""Mails inside mails of every kind, and files inside those: as Outlook, Foxmail and their users wrap them."""

from __future__ import annotations

import base64
import binascii
from email.message import EmailMessage
from pathlib import Path

import pytest

from intake.collect import collect
from intake.collect.apart import Opener
from intake.collect.mail import read_mail
from intake.pipeline import read_all
from orders.records import OrderRecord
from tests.cli.bad_readers import read_badly
from tests.collect import outlook_files as ol
from tests.collect import winmail_files as tnef
from tests.collect.archive_files import locked, zipped
from tests.collect.told import files, held, picture

PDF = b"%PDF-1.4 order"


def mail(*attached: tuple[str, bytes], text: str = "see attached", subject: str = "order") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "li@customer.example", "orders@us.example", subject
    made["Date"] = "Tue, 03 Mar 2026 09:12:00 +0800"
    made.set_content(text)
    for name, data in attached:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


OUTLOOK = ol.message({ol.SUBJECT: "order", ol.BODY: "hello"}, [ol.file("po.pdf")])


@pytest.mark.parametrize(
    ("attached", "place"),
    [
        (("fwd.eml", mail(("po.pdf", PDF))), "fwd.eml/po.pdf"),
        (("no-suffix", mail(("po.pdf", PDF))), "no-suffix/po.pdf"),
        (("fwd.msg", OUTLOOK), "fwd.msg/po.pdf"),
        (("a.zip", zipped({"m.eml": mail(("po.pdf", PDF))})), "a.zip/m.eml/po.pdf"),
        (("a.zip", zipped({"m.msg": OUTLOOK})), "a.zip/m.msg/po.pdf"),
        (("fwd.eml", mail(("winmail.dat", tnef.winmail([tnef.file(b"po.pdf", PDF)])))), "fwd.eml/po.pdf"),
        (("fwd.msg", ol.message({}, [ol.file("a.zip", zipped({"po.pdf": PDF}))])), "fwd.msg/a.zip/po.pdf"),
        (("fwd.eml", mail(("a.msg", ol.message({}, [ol.file("b.eml", mail(("po.pdf", PDF)))])))),
         "fwd.eml/a.msg/b.eml/po.pdf"),
    ],
)  # fmt: skip
def test_an_order_is_found_however_it_is_wrapped(opener: Opener, attached: tuple[str, bytes], place: str) -> None:
    got = read_mail(mail(attached), "m.eml", opener)
    assert [item[:8] for item in files(got).values()] == [PDF[:8]]
    assert list(files(got)) == [place]
    assert got.attachments[0].source.sender == "li@customer.example"


def test_an_attached_mail_in_base64_is_opened(opener: Opener) -> None:
    packed = base64.encodebytes(mail(("po.pdf", PDF))).decode()
    raw = mail(text="x").decode().replace("Content-Type: text/plain", "X-Was: text/plain", 1)
    head = raw.split("\n\n", 1)[0].replace("Content-Transfer-Encoding: 7bit\n", "")
    made = f"{head}\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: message/rfc822; name=a.eml\n"
    made += f"Content-Transfer-Encoding: base64\n\n{packed}\n--B--\n"
    assert files(read_mail(made.encode(), "m.eml", opener)) == {"a.eml/po.pdf": PDF}


def test_kinds_inside_one_another_have_one_limit_of_depth(opener: Opener) -> None:
    made = mail(("po.pdf", PDF))
    for layer in range(9):
        made = (mail(("m.eml", made)), zipped({"m": made}), ol.message({}, [ol.file("m", made)]))[layer % 3]
    got = read_mail(mail(("x", made)), "m.eml", opener)
    assert list(held(got).values()) == ["document-over-limit"]


def test_a_message_has_only_so_much_time(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    from intake.collect import parts

    monkeypatch.setattr(parts, "MOST_SECONDS", -1.0)
    got = read_mail(mail(("a.zip", zipped({"po.pdf": PDF})), ("b.msg", OUTLOOK), ("po.pdf", PDF)), "m.eml", opener)
    assert held(got) == {"a.zip": "document-over-limit", "b.msg": "document-over-limit"}
    assert files(got)["po.pdf"] == PDF


def test_a_bad_wrapping_costs_only_itself(opener: Opener) -> None:
    bad = (("bad.msg", OUTLOOK[:-512]), ("bad.zip", locked(zipped({"a.pdf": PDF}))), ("winmail.dat", b"x\x9f>\x22"))
    got = read_mail(mail(*bad, ("po.pdf", PDF)), "m.eml", opener)
    assert held(got) == {
        "bad.msg": "document-damaged",
        "bad.zip/a.pdf": "document-encrypted",
        "winmail.dat": "document-damaged",
    }
    assert files(got)["po.pdf"] == PDF


def test_text_in_pieces_is_read_whole(opener: Opener) -> None:
    made = EmailMessage()
    made["From"], made["Date"], made["Subject"] = "a@b.example", "Tue, 03 Mar 2026 09:12:00 +0800", "x"
    made.set_content("before")
    made.add_attachment(PDF, maintype="application", subtype="pdf", filename="po.pdf")
    after = EmailMessage()
    after.set_content("cancel line 2")
    made.attach(after)
    footer = EmailMessage()
    footer.set_content("<p>and line 3</p>", subtype="html")
    made.attach(footer)
    got = read_mail(made.as_bytes(), "m.eml", opener)
    assert (got.body or "").split("\n") == ["before", "", "cancel line 2", "", "and line 3"]
    assert list(files(got)) == ["po.pdf"]


def test_files_written_into_the_text_come_out(opener: Opener) -> None:
    lines = b"".join(binascii.b2a_uu(PDF[at : at + 9]) for at in range(0, len(PDF), 9)).decode()
    text = f"hello\n\nbegin 644 po.pdf\n{lines}`\nend\n\nbegin 644 lost.pdf\n{lines}"
    got = read_mail(mail(text=text), "m.eml", opener)
    assert files(got)["po.pdf"] == PDF
    assert held(got) == {"lost.pdf": "document-damaged"}
    made = EmailMessage()
    made["From"], made["Date"], made["Subject"] = "a@b.example", "Tue, 03 Mar 2026 09:12:00 +0800", "x"
    shown, logo = (base64.b64encode(picture(*size)).decode() for size in ((800, 600), (100, 40)))
    made.set_content(f'<img src="data:image/png;base64,{logo}"><img src="data:image/png;base64,{shown}">', "html")
    got = read_mail(made.as_bytes(), "m.eml", opener)
    assert files(got) == {"inline 2.png": picture(800, 600)}


def test_a_page_with_a_table_is_seen_with_the_text_around_it(opener: Opener) -> None:
    made = EmailMessage()
    made["From"], made["Date"], made["Subject"] = "a@b.example", "Tue, 03 Mar 2026 09:12:00 +0800", "x"
    made.set_content("plain order")
    made.add_alternative("<table><tr><td>SN-24G</td></tr></table>", subtype="html")
    made.make_mixed()
    after = EmailMessage()
    after.set_content("but <100> only")
    made.attach(after)
    [body] = read_mail(made.as_bytes(), "m.eml", opener).attachments
    text = body.data.decode()
    assert "<td>SN-24G</td>" in text
    assert "but &lt;100&gt; only" in text
    assert "plain order" not in text


@pytest.mark.slow
def test_what_is_found_does_not_depend_on_jobs(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"1.eml": mail(("po.pdf", PDF)), "b.zip": zipped({"po.pdf": PDF})}))
    (tmp_path / "b.msg").write_bytes(OUTLOOK)
    (tmp_path / "c.eml").write_bytes(mail(("a.zip", zipped({"x.pdf": PDF, "y.pdf": PDF + b"2"})), ("b.msg", OUTLOOK)))

    def found(jobs: int) -> list[tuple[str, str, OrderRecord]]:
        read = read_all(collect([tmp_path], tmp_path), jobs=jobs, reader=read_badly)
        return [(message.file, item.source.sha256, records[0]) for message, item, records in read]

    assert found(1) == found(3)
    assert len(found(1)) == 6

"""Signed and encrypted mails (S/MIME by the cryptography package, PGP by hand) are held as what they are."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from intake.collect.mail import read_mail
from tests.letter.letters import codes, papers

INNER = b"Content-Type: text/plain\r\n\r\nPlease cancel our order 4711.\r\n"
PGP = "-----BEGIN PGP MESSAGE-----\n\nhQEMA7Bx2zF1kA0vAQf/\n=aB1c\n-----END PGP MESSAGE-----\n"


@cache
def signer() -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tom@harbor.example")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(datetime(2026, 1, 1)).not_valid_after(datetime(2027, 1, 1))
    return key, made.sign(key, hashes.SHA256())


def signed() -> bytes:
    key, certificate = signer()
    made = pkcs7.PKCS7SignatureBuilder().set_data(INNER).add_signer(certificate, key, hashes.SHA256())
    return made.sign(Encoding.DER, [])


def encrypted() -> bytes:
    made = pkcs7.PKCS7EnvelopeBuilder().set_data(INNER).add_recipient(signer()[1])
    return made.encrypt(Encoding.DER, [])


def mail(kind: str, data: bytes, name: str | None) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "tom@harbor.example", "sales@sunrise.example", "Purchase order"
    made["Date"] = "Fri, 09 Jan 2026 10:00:00 +0000"
    made.set_content(data, *kind.split("/"), filename=name)
    return made.as_bytes()


def pgp_mime() -> bytes:
    made = EmailMessage()
    made["From"], made["Date"], made["Subject"] = "tom@harbor.example", "Fri, 09 Jan 2026 10:00:00 +0000", "PO"
    made.make_mixed()
    made.add_attachment(b"Version: 1\n", "application", "pgp-encrypted")
    made.add_attachment(PGP.encode(), "application", "octet-stream", filename="encrypted.asc")
    return made.as_bytes().replace(b"multipart/mixed", b'multipart/encrypted; protocol="application/pgp-encrypted"', 1)


def pgp_text() -> bytes:
    made = EmailMessage()
    made["From"], made["Date"], made["Subject"] = "tom@harbor.example", "Fri, 09 Jan 2026 10:00:00 +0000", "PO"
    made.set_content(f"Hello,\n\n{PGP}")
    return made.as_bytes()


@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (lambda: mail("application/pkcs7-mime", signed(), "smime.p7m"), "smime.p7m", "wrapped in its S/MIME signature"),
        (lambda: mail("application/x-pkcs7-mime", encrypted(), None), "unnamed.x-pkcs7-mime", "an encrypted mail"),
        (pgp_mime, "encrypted.asc", "an encrypted mail"),
        (pgp_text, "body", "an encrypted mail"),
    ],
    ids=["S/MIME signed", "S/MIME encrypted", "PGP/MIME", "PGP in the text"],
)
def test_a_sealed_mail_is_held_and_says_what_it_is(make: object, name: str, words: str) -> None:
    assert callable(make)
    ((paper, (record,)),) = papers(read_mail(make(), "m.eml"))
    assert (paper.name, record.status, record.order, codes(record)) == (name, "review", None, ["document-unsupported"])
    assert words in record.findings[0].facts["reason"]

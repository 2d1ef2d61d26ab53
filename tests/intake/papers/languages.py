"""Orders in Japanese, German, French, Italian and Spanish as their countries write them, and papers that are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tests.intake.papers.goods import TRUTH, Line, Said, line
from tests.intake.papers.kit import Pairs, Paper, Part, beside, head, parts, table, text, title, totals

Told = tuple[str, Pairs, Sequence[str], Pairs, Part]  # title, head, headings, totals, letterhead
MIDORI, HOKUYO = "東邦精密株式会社", "株式会社 北陽機械"
FIRMS = {
    "de": ("Albrecht Pumpenbau GmbH", "Seidel Dichtungstechnik GmbH & Co. KG"),
    "fr": ("Ateliers Mercadier SARL", "Joints Delorme SAS"),
    "it": ("Officine Bertani S.r.l.", "Guarnizioni Colzi S.p.A."),
    "es": ("Talleres Ibarra S.L.", "Juntas Olmedo S.A."),
}
EURO = (
    ("1", "D-1001", "60", "315,00", "18.900,00"), ("2", "D-1002", "120", "18,50", "2.220,00"),
    ("3", "D-2001", "500", "0,84", "420,00"),
)  # fmt: skip
NAMES = {
    "de": ("Druckaufnehmer", "Haltewinkel", "Flachdichtung DN50"),
    "fr": ("Capteur de pression", "Équerre de fixation", "Joint plat DN50"),
    "it": ("Trasduttore di pressione", "Staffa di fissaggio", "Guarnizione piana DN50"),
    "es": ("Transductor de presión", "Escuadra de fijación", "Junta plana DN50"),
}
UNITS = {"de": "Stk", "fr": "pièce", "it": "PZ", "es": "Uds"}
RATES = {"de": ("4.092,60", "25.632,60"), "fr": ("4.308,00", "25.848,00"), "it": ("4.738,80", "26.278,80"),
         "es": ("4.523,40", "26.063,40")}  # fmt: skip
DAYS = {
    "de": ("17.01.2026", "28. Februar 2026"), "fr": ("17/01/2026", "28 février 2026"),
    "it": ("17/01/2026", "28 febbraio 2026"), "es": ("17/01/2026", "28 de febrero de 2026"),
}  # fmt: skip
WORDS: Mapping[str, tuple[str, Sequence[str], Sequence[str], Sequence[str]]] = {
    "de": (
        "Bestellung", ("Bestell-Nr.", "Bestelldatum", "Liefertermin", "Besteller", "Lieferant"),
        ("Pos.", "Art.-Nr.", "Bezeichnung", "Menge", "ME", "Einzelpreis EUR", "Gesamtpreis EUR"),
        ("Summe netto", "zzgl. 19 % MwSt.", "Gesamtbetrag brutto EUR"),
    ),
    "fr": (
        "Bon de commande", ("N° de commande", "Date de commande", "Date de livraison", "Acheteur", "Fournisseur"),
        ("Ligne", "Référence", "Désignation", "Quantité", "Unité", "Prix unitaire HT", "Montant HT"),
        ("Total HT", "TVA 20 %", "Total TTC EUR"),
    ),
    "it": (
        "Ordine di acquisto", ("Ordine n.", "Data ordine", "Data di consegna", "Committente", "Fornitore"),
        ("Riga", "Cod. articolo", "Descrizione", "Q.tà", "U.M.", "Prezzo unitario", "Importo"),
        ("Totale imponibile", "IVA 22 %", "Totale ordine IVA inclusa EUR"),
    ),
    "es": (
        "Pedido de compra", ("Nº de pedido", "Fecha de pedido", "Fecha de entrega", "Comprador", "Proveedor"),
        ("Línea", "Código artículo", "Descripción", "Cantidad", "Unidad", "Precio unitario", "Importe"),
        ("Base imponible", "IVA 21 %", "Total con IVA EUR"),
    ),
}  # fmt: skip


def european(language: str, name: str | None = None) -> Paper:
    """The order in a language, or another paper with the same lines under `name`."""
    called, labels, columns, sums = WORDS[language]
    values = ("4711-26", *DAYS[language], *FIRMS[language])
    space = "\u00a0" if language == "fr" else "."
    rows = [
        (n, code, what, count, UNITS[language], price, amount.replace(".", space))
        for (n, code, count, price, amount), what in zip(EURO, NAMES[language], strict=True)
    ]
    said = [one.replace(".", space) for one in ("21.540,00", *RATES[language])]
    return Paper(
        (
            title(name or called),
            head(list(zip(labels, values, strict=True))),
            table(columns, rows, right=(3, 5, 6)),
            totals(*zip(sums, said, strict=True), x=280),
        )
    )


def truth(language: str) -> Mapping[str, Any]:
    buyer, seller = FIRMS[language]
    tax, total = (Decimal(one.replace(".", "").replace(",", ".")) for one in RATES[language])
    lines = tuple(
        line(code, count, UNITS[language], price.replace(",", "."), amount.replace(".", "").replace(",", "."))
        for _, code, count, price, amount in EURO
    )
    return {
        **TRUTH, "order_id": "4711-26", "issue_date": date(2026, 1, 17), "requested_date": date(2026, 2, 28),
        "buyer": buyer, "seller": seller, "lines": lines, "prices_include_tax": False, "tax_total": tax,
        "payable_total": total,
    }  # fmt: skip


# ── Japan ────────────────────────────────────────────────────────────────────────────────────────────────────────

COLUMNS_JA = ("No.", "品番", "品名", "数量", "単位", "単価", "金額")
ROWS_JA = (
    ("1", "AB-1001", "圧力センサー", "60", "個", "3,150", "189,000"),
    ("2", "AB-1002", "取付ブラケット", "120", "個", "185", "22,200"),
    ("3", "AB-2001", "ガスケット", "500", "枚", "84", "42,000"),
)
LINES_JA: tuple[Line, ...] = tuple(
    line(r[1], r[3], r[4], r[5].replace(",", ""), r[6].replace(",", "")) for r in ROWS_JA
)
TRUTH_JA: Mapping[str, Any] = {
    **TRUTH, "order_id": "PO-2026-0117", "issue_date": date(2026, 1, 17), "requested_date": date(2026, 2, 28),
    "currency": None, "buyer": HOKUYO, "seller": MIDORI, "lines": LINES_JA, "prices_include_tax": False,
    "tax_total": Decimal(25320), "payable_total": Decimal(278520),
}  # fmt: skip
HEAD_JA = (("注文番号", "PO-2026-0117"), ("発行日", "2026年1月17日"), ("納期", "2026年2月28日"))
SUMS_JA = (("小計", "253,200"), ("消費税(10%)", "25,320"), ("合計金額（税込）", "278,520"))


def japanese(
    labels: Pairs = HEAD_JA,
    name: str = "注文書",
    sums: Pairs = SUMS_JA,
    columns: Sequence[str] = COLUMNS_JA,
    addressed: Sequence[str] = (f"{MIDORI} 御中",),
) -> Paper:
    """A Japanese order: the addressee with an honour at the left, number, dates and the writer at the right."""
    writer = text(HOKUYO, "〒530-0001 大阪市北区梅田2丁目3番4号", "担当：佐藤")
    return Paper(
        (
            title(name),
            beside(
                parts(text(*addressed, size=12), text("下記の通り注文いたします。")), parts(head(labels), writer), x=280
            ),
            table(columns, ROWS_JA, right=(3, 5, 6)),
            totals(*sums),
            text("備考：検査成績書を添付してください。"),
        )
    )


def _yen(pattern: str) -> Pairs:
    return [(label, pattern.format(value)) for label, value in SUMS_JA]


YEN = {**TRUTH_JA, "currency": "JPY"}
ERA = (("注文番号", "PO-2026-0117"), ("発注日", "令和8年1月17日"), ("希望納期", "令和8年2月28日"))
READ: Mapping[str, Said] = {
    **{language: (truth(language), european(language)) for language in WORDS},
    "ja": (TRUTH_JA, japanese()),
    "ja, 発注書, years of an era, 円": (YEN, japanese(ERA, "発注書", _yen("{}円"))),
    "ja, an era by its letter, 円 in the headings": (
        YEN,
        japanese(
            (("発注No.", "PO-2026-0117"), ("発注日", "R8.1.17"), ("納期", "R8.2.28")), "御注文書",
            columns=(*COLUMNS_JA[:5], "単価（円）", "金額（円）"),
        ),
    ),
    "ja, a bare ¥ with two addresses of Japan, closed with a dash": (
        YEN,
        japanese(sums=_yen("¥{}-"), addressed=("〒103-0021 東京都中央区日本橋本石町1丁目2番3号", f"{MIDORI} 御中")),
    ),
    "ja, tax apart": (
        TRUTH_JA,
        japanese(sums=(("税抜合計", "253,200"), ("消費税等", "25,320"), ("税込合計", "278,520"))),
    ),
}  # fmt: skip
OTHERS: Mapping[str, tuple[str, Paper]] = {
    **{
        f"{language}: {name}": (kind, european(language, name))
        for language, names in {
            "de": {"Angebot": "quotation", "Rechnung": "invoice", "Lieferschein": "despatch_advice",
                   "Auftragsbestätigung": "order_response", "Gutschrift": "invoice", "Lieferabruf": "other"},
            "fr": {"Devis": "quotation", "Facture": "invoice", "Bon de livraison": "despatch_advice",
                   "Accusé de réception de commande": "order_response", "Accusé de réception": "order_response",
                   "Facture d'acompte": "invoice"},
            "it": {"Preventivo": "quotation", "Fattura": "invoice", "DDT": "despatch_advice",
                   "Conferma d'ordine": "order_response", "Bolla di accompagnamento": "despatch_advice",
                   "Offerta commerciale": "quotation"},
            "es": {"Presupuesto": "quotation", "Factura": "invoice", "Albarán": "despatch_advice",
                   "Acuse de recibo": "order_response", "Confirmación de pedido": "order_response",
                   "Albarán de entrega": "despatch_advice"},
        }.items()
        for name, kind in names.items()
    },
    **{
        f"ja: {name}": (kind, japanese(name=name))
        for name, kind in {"見積書": "quotation", "御請求書": "invoice", "納品書": "despatch_advice",
                           "注文請書": "order_response", "検収書": "other", "納品書（控）": "despatch_advice"}.items()
    },
}  # fmt: skip

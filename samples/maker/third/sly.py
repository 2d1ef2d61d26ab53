"""Papers of the third night that say the wrong thing beside the right one, where it is easily overlooked."""

# ruff: noqa: E501  (tables of words are as wide as their rows)

from __future__ import annotations

from dataclasses import replace

from samples.maker.mails import Mail
from samples.maker.third.papers import FOREIGN, OURS, THEIRS, headed, mail, third


def mails() -> list[Mail]:
    """Return them in the order of their names."""
    other = third("C007", "NS2026030612", [("CX-PT100-05", 10, "", {"specification": "0-1.6MPa 4-20mA G1/2"})])
    on = third("C001", "CG-20260306-044", [("CX-TT200-A", 12)])
    on = replace(on, customer=replace(on.customer, address=f"{on.customer.address} 转 浙江省嘉兴市南湖区顺达路1号"))
    account = replace(
        third("C001", "CG-20260306-045", [("CX-TT200-A", 13)]), note="我司银行账号已变更为 6217003810026896707"
    )
    hasty = replace(third("C012", "BST-26-0332", [("CX-PX180-15", 120)]), priority="Urgent")  # the title says so
    return [
        mail("59-item-other-specification", "The code of one item with the specification of another of the same name.", other, OURS, "item-description-disagrees"),
        mail("60-ship-to-beside", "A second address behind the one on file.", on, THEIRS, "ship-to-unknown"),
        mail("61-account-in-a-sentence", "An account that has changed, in the remarks.", account, headed(THEIRS, "备注=note"), "bank-account-changed"),
        mail("62-urgent-in-title", "Level D asks for haste in the title.", hasty, replace(FOREIGN, title="URGENT PURCHASE ORDER"), "urgent-not-allowed"),
    ]  # fmt: skip

"""Buyer and seller: named by a label, or by the letterhead of the company that wrote the order."""

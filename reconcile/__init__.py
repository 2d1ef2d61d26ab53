"""Three-way reconciliation: CRM, ERP and WMS exports become exceptions with an owner and the money at stake."""

from reconcile.pipeline import reconcile

__all__ = ["reconcile"]

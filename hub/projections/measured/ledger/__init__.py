"""Events folded to the rows of days; the front door is `Ledger`."""

from hub.projections.measured.ledger.ledger import Ledger

__all__ = ["Ledger"]

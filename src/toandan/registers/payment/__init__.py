"""Payments to collection agents: how receipts are read, checked, and compared across rows."""

from toandan.registers.payment.register import INTAKE

__all__ = ["INTAKE"]

"""Synthetic registers of a whole province, calibrated to published figures; always marked synthetic."""

"""Quarantined rows on their way out and back: exported to be corrected, resubmitted, checked again."""

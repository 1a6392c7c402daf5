"""Values everything else is made of: periods, months, shares, identifiers.

This room imports nothing of ours but the errors that stand beside it.
"""

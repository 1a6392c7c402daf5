"""Every table declared once: grain, key, columns, units, meaning, identities.

Checks, reference pages and the layout of files are made from these declarations.
"""

"""A file in somebody else's columns, brought into ours: declared in YAML, applied before the checks.

A mapping renames, joins, converts and translates texts; it never decides whether a row is good.
What it cannot read or translate stays as it was and meets the same checks as any other text.
"""

"""Families of row checks; a register lists the ones that apply to it."""

"""Proposals: the same facts under the law in force and under a change of it, and the dossier about it."""

"""The law as rules: one legal rule per file, columns in, columns out; no connection, no clock, no figure."""

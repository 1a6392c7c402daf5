"""Proofs with data from elsewhere; each writes its page under docs/proof."""

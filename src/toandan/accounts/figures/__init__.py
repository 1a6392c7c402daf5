"""Figures that were published: carried with their origin, recomputed, and compared with each other."""

"""Which records are the same person: the spine of a closing."""

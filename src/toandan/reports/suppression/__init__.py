"""Small counts are hidden, and further counts with them, so that no hidden count can be computed back."""

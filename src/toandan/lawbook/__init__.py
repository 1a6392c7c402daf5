"""The law as typed, dated values: reads `toandan/law`, opens no connection."""

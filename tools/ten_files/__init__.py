"""Makes the ten differently broken files of docs/how-to/ten-broken-files.md, all of invented people."""

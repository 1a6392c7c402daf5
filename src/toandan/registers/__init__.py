"""One folder per outside source: read, stage, check, quarantine."""

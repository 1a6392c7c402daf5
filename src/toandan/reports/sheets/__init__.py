"""Every account table as a sheet: what the report shows, in full, for spreadsheets."""

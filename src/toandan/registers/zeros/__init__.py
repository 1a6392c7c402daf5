"""Leading zeros that a spreadsheet dropped: put back where a whole column is of one kind, never by guess."""

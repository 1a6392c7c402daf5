"""Reports, sheets and charts, drawn from tables they are handed; small counts are hidden before anything is drawn."""

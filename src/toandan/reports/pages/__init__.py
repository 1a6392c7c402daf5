"""The report on paper: two pages to keep, and every unit after them."""

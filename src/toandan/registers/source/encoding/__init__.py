"""The ways Vietnamese text was written before and beside Unicode: recognised, confirmed, decoded."""

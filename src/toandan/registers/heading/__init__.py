"""What offices write above their columns, and which column of a register it means."""

"""From files to batches of text: whatever the layout, one path goes on from here."""

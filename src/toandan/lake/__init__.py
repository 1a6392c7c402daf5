"""The lake: immutable snapshots, their cards, the manifest, the lock, the keys."""

"""National procedures as data: one file for each parliament and regime."""

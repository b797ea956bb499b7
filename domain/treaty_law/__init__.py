"""The law of treaties as arithmetic: who consents, thresholds, entry into force."""

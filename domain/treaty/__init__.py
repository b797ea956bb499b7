"""A treaty as its depositary keeps it: who signed, who deposited, from when it binds whom."""

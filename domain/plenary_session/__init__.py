"""A plenary session of the assembly, from its planning to the archive."""

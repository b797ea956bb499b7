"""The register: one append-only table of events in PostgreSQL, its writer and its readers."""

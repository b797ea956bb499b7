-- One sealer at a time.
SELECT pg_advisory_xact_lock(8101014110971123)

-- Two processes that start at once migrate one after the other.
SELECT pg_advisory_xact_lock(8101014110971121)

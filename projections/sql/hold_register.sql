-- Nobody appends until this transaction ends: the lock of eventstore/sql/begin.sql.
SELECT pg_advisory_xact_lock(8101014110971122)

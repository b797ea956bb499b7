-- One lock for all who append: order of positions = order of commits. Every wait is bounded.
-- Plans are made once and must not scan: they outlive the days when the tables were small.
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '4s';
SET LOCAL idle_in_transaction_session_timeout = '8s';
SET LOCAL enable_seqscan = off;
SET LOCAL plan_cache_mode = force_generic_plan;
SELECT pg_advisory_xact_lock(8101014110971122);

-- What the connection that writes keeps for as long as it writes. Every wait is bounded.
-- Plans are made once and must not scan: they outlive the days when the tables were small.
SET default_transaction_isolation = 'read committed';
SET default_transaction_read_only = off;
SET lock_timeout = '2s';
SET statement_timeout = '4s';
SET idle_in_transaction_session_timeout = '8s';
SET enable_seqscan = off;
SET plan_cache_mode = force_generic_plan;

-- One lock for all who append: order of positions = order of commits.
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SELECT pg_advisory_xact_lock(8101014110971122);

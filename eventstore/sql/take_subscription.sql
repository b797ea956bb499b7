-- The row of a reader ($1) is its fence: who cannot have it at once reads nothing.
SELECT position, failed::text AS failed FROM subscription WHERE name = $1 FOR UPDATE SKIP LOCKED

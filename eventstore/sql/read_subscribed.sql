-- The event at a position ($1), if it is there, and the next after it; $2 at most, with the first.
SELECT position, type, body::text AS body FROM event
WHERE position >= $1 ORDER BY position LIMIT $2

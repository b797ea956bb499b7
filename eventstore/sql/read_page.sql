-- The next events after a position ($1) and up to another ($2, null: the head); $3 at most.
SELECT position, body::text AS body FROM event
WHERE position > $1 AND ($2::bigint IS NULL OR position <= $2)
ORDER BY position LIMIT $3

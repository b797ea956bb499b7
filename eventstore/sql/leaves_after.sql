-- The leaves after a position ($1), $2 at most.
SELECT position, leaf FROM event WHERE position > $1 ORDER BY position LIMIT $2

-- One stream after a version ($2) and up to a position ($3, null: all of it).
SELECT body::text AS body FROM event
WHERE stream = $1 AND version > $2 AND ($3::bigint IS NULL OR position <= $3)
ORDER BY version

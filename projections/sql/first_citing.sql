-- The first event that names a text by its hash ($1).
SELECT position, stream
FROM event
WHERE strpos((body -> 'data')::text, '"' || $1::text || '"') > 0
ORDER BY position
LIMIT 1
